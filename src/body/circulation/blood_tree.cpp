#include "body/circulation/blood_tree.hpp"

#include <algorithm>

#include "body/circulation/exercise_reset.hpp"

namespace cisterna::circulation {
namespace {

constexpr int kSamplesInShortestDelay = 16;

double delay(const Effectors& effectors, bool longest) {
  const auto [low, high] =
      std::minmax_element(effectors.begin(), effectors.end(),
                          [](const auto& a, const auto& b) { return a.delay < b.delay; });
  return longest ? high->delay : low->delay;
}

}  // namespace

Supply supply_of(const BedPlace& bed) {
  switch (bed.organ) {
    case kHeartWall: return {kAscendingAorta, kRightAtrium, kRightAtrium};
    case kKidneys: return {kRenalArtery, kRenalVein, kRenalArtery};
    case kViscera: return {kSplanchnicArtery, kSplanchnicVein, kSplanchnicVein};
    default: break;
  }
  switch (bed.part) {
    case kHead: return {kHeadArtery, kHeadVein, kHeadArtery};
    case kRightArm: return {kRightArmArtery, kRightArmVein, kRightArmArtery};
    case kLeftArm: return {kLeftArmArtery, kLeftArmVein, kLeftArmArtery};
    case kChest: return {kThoracicAorta, kUpperCava, kThoracicAorta};
    case kBelly: return {kAbdominalAorta, kAbdominalVein, kAbdominalAorta};
    case kRightLeg: return {kRightLegArtery, kRightLegVein, kRightLegArtery};
    default: return {kLeftLegArtery, kLeftLegVein, kLeftLegArtery};
  }
}

namespace {

const char* name_of(Organ organ) {
  static constexpr std::array<const char*, kOrgans> kNames{"brain",  "heart", "kidneys", "viscera",
                                                           "muscle", "skin",  "bone"};
  return kNames[organ];
}

// Parts as the records split a tissue: both arms and both legs share theirs.
const char* name_of(Part part) {
  switch (part) {
    case kHead: return "head";
    case kRightArm:
    case kLeftArm: return "arms";
    case kChest: return "chest";
    case kBelly: return "belly";
    default: return "legs";
  }
}
bool paired(Part part) {
  return part == kRightArm || part == kLeftArm || part == kRightLeg || part == kLeftLeg;
}

std::array<double, kBeds> bed_shares(const ParameterSet& p, const std::string& prefix) {
  std::array<double, kBeds> share;
  double sum = 0;
  for (std::size_t b = 0; b < kBeds; ++b) {
    const BedPlace& bed = kBedPlaces[b];
    double s = p[prefix + name_of(bed.organ) + ".share"];
    if (bed.organ >= kMuscle) {
      double whole = 0;
      for (const char* part : {"head", "arms", "chest", "belly", "legs"})
        whole += p[prefix + name_of(bed.organ) + "." + part];
      s *= p[prefix + name_of(bed.organ) + "." + name_of(bed.part)] / whole;
      if (paired(bed.part)) s /= 2;
    }
    share[b] = s;
    sum += s;
  }
  for (double& s : share) s /= sum;
  return share;
}

// All that the reflex can make of an effector under any traffic: `by` the drive that it answers.
Reach reach_of(const Effector<double>& e, const Reach& by) {
  const double one = e.base + e.gain * by.low, other = e.base + e.gain * by.high;
  return {std::min(one, other), std::max(one, other)};
}
// With a rim, for what an effector may err by.
Reach with_rim(const Reach& r) {
  const double rim = (r.high - r.low) / 64;
  return {r.low - rim, r.high + rim};
}

// (2) and (3) of blood_size.hpp.
void resize(TreeParameters& t, double size, double stature) {
  for (StoreNumbers& vessel : t.vessel) {
    vessel.compliance *= size, vessel.unstressed *= size, vessel.capacity *= size;
    vessel.height *= stature, vessel.reach *= stature;
  }
  for (Chamber<double>& chamber : t.chamber) {
    chamber.diastolic_elastance /= size, chamber.systolic_elastance /= size;
    chamber.unstressed *= size;
  }
  for (double& resistance : t.resistance) resistance /= size;
  for (double& gain : t.filling_gain) gain *= size;
  for (const EffectorPlace k : {kSplanchnicUnstressed, kOtherUnstressed})
    t.effectors[k].base *= size, t.effectors[k].gain *= size;
  t.design_flow *= size, t.blood *= size;
  t.sensor_height *= stature, t.diaphragm_height *= stature;
}

}  // namespace

TreeParameters tree_parameters(const ParameterSet& p) {
  const std::string prefix = "circulation.tree.";
  const auto at = [&](const std::string& name) { return p[prefix + name]; };
  TreeParameters t;
  for (std::size_t k = 0; k < kVessels; ++k) {
    const StorePlan& plan = kStorePlans[k];
    const std::string name = plan.record;
    t.vessel[k] = {
        at(name + ".compliance"), at(name + ".unstressed"),
        plan.stiffens ? at(name + ".capacity") : 0, at(name + ".height"),
        plan.cavity == Cavity::part && plan.part != kHead ? at(name.substr(0, 3) + ".reach") : 0};
  }
  for (std::size_t k = 0; k < kChambers; ++k) {
    const std::string name = kStorePlans[kVessels + k].record;
    const bool ventricle = k % 2 == 1;
    t.chamber[k] = {at(name + ".diastolic_elastance"), at(name + ".systolic_elastance"),
                    at(name + ".unstressed"), at(ventricle ? "ventricle_time" : "atrium_time"),
                    ventricle ? at("atrium_lead") : 0};
  }
  for (std::size_t k = 0; k < kWays; ++k)
    t.resistance[k] = at(std::string("way.") + kWayPlans[k].record);
  t.share = bed_shares(p, prefix + "bed.");
  t.design_fall = at("bed.design_fall");
  t.design_flow = at("bed.design_flow");
  t.behind_capillaries = at("bed.behind_capillaries");
  t.small_arteries = at("bed.small_arteries");
  t.residual = at("residual");
  t.blood = at("blood");
  t.haematocrit = at("haematocrit");
  t.density = p["tissue.blood.density"];
  t.gravity = p["tissue.gravity"];
  t.sensor_height = at("sensor_height");
  t.second = at("one_second");
  t.reference_drive = at("reference_drive");
  t.reflex = reflex_parameters(p, "circulation.reflex.");
  t.reflex.set_point = at("set_point");
  t.diaphragm_height = at("diaphragm_height");
  t.chest_fall = at("chest_fall");
  t.filling = {at("filling.set_point"), at("filling.saturation"), at("filling.resistance_time"),
               at("filling.volume_time")};
  t.filling_resistance = {at("filling.upper_resistance"), at("filling.kidney_resistance"),
                          at("filling.splanchnic_resistance"), at("filling.lower_resistance")};
  for (std::size_t k = kHeadVein; k < kVessels; ++k) {
    const std::string name = kStorePlans[k].record;
    if (k == kHeadVein || k == kRenalVein || k == kSplanchnicVein)
      t.filling_gain[k] = at("filling." + name);
    if (k == kRightLegVein || k == kLeftLegVein) t.filling_gain[k] = at("filling.leg_veins") / 2;
    if (k == kRightArmVein || k == kLeftArmVein) t.filling_gain[k] = at("filling.arm_veins") / 2;
  }
  t.effectors = effector_parameters(p, "circulation.reflex.");
  t.veno_arteriolar = {at("veno_arteriolar.begins"), at("veno_arteriolar.full"),
                       at("veno_arteriolar.time"), at("veno_arteriolar.skin_loss"),
                       at("veno_arteriolar.muscle_loss")};
  resize(t, at("size"), at("stature"));
  return t;
}

ExerciseReset<double> exercise_reset(const ParameterSet& p) {
  const std::string prefix = "circulation.tree.exercise.";
  const double size =
      p["circulation.tree.size"];  // of a larger body's work as large a share is as hard
  return {p[prefix + "rise"], size * p[prefix + "oxygen"], p[prefix + "time"]};
}

BloodTree::BloodTree(const ParameterSet& parameters, const BloodSurroundings& surroundings,
                     HeartClock clock)
    : p_(tree_parameters(parameters)),
      surroundings_(surroundings),
      line_(delay(p_.effectors, true), delay(p_.effectors, false) / kSamplesInShortestDelay),
      vagal_line_(p_.effectors[kVagalPeriod].delay, line_.spacing()),
      longest_step_(delay(p_.effectors, false) - 2 * line_.spacing()) {
  std::size_t constriction = tree::kConstrictions;
  for (std::size_t b = 0; b < kBeds; ++b) {
    const BedPlace& place = kBedPlaces[b];
    const Supply s = supply_of(place);
    beds_[b] = {s.artery, s.vein, s.level, p_.design_fall / (p_.share[b] * p_.design_flow)};
    if (has_nerves(place)) {
      beds_[b].effector = arterial_effector(place);
      beds_[b].filling = filling_bed(place);
    }
    if (answers_to_veins(place)) {
      const VenoArteriolar<double>& v = p_.veno_arteriolar;
      beds_[b].constriction = constriction++;
      beds_[b].loss = place.organ == kSkin ? v.skin_loss : v.muscle_loss;
    }
  }
  silent_other_ = silent_share(
      p_.share, [](const BedPlace& bed) { return arterial_effector(bed) == kOtherResistance; });
  for (std::size_t k = 0; k < kFillingBeds; ++k)
    silent_filling_[k] =
        silent_share(p_.share, [k](const BedPlace& bed) { return filling_bed(bed) == k; });
  for (std::size_t k = 0; k < kEffectorCount; ++k)
    reference_[k] = p_.effectors[k].base + p_.effectors[k].gain * p_.reference_drive;
  double others = 0;
  for (const std::size_t k : {kHeadVein, kRightArmVein, kLeftArmVein, kRightLegVein, kLeftLegVein})
    others += unstressed_weight_[k] = p_.vessel[k].unstressed;
  for (double& w : unstressed_weight_) w /= others;
  unstressed_weight_[kSplanchnicVein] = 1;
  if (clock == HeartClock::averaged) average_heart();
  set_tolerances();
}

void BloodTree::average_heart() {
  const Baroreflex<double>& b = p_.reflex;
  const Reach sympathetic{sympathetic_drive(sympathetic_traffic(b.greatest, b), b),
                          sympathetic_drive(sympathetic_traffic(b.least, b), b)};
  const Reach vagal{vagal_traffic(b.least, b) / b.one, vagal_traffic(b.greatest, b) / b.one};
  const auto elastance = [&](EffectorPlace k) {
    const Reach r = with_rim(reach_of(p_.effectors[k], sympathetic));
    return Reach{r.low / reference_[k], r.high / reference_[k]};
  };
  const Reach free = reach_of(p_.effectors[kSympatheticPeriod], sympathetic),
              slowed = reach_of(p_.effectors[kVagalPeriod], vagal);
  std::vector<BedLink> links;
  for (const BedWay& bed : beds_) links.push_back({bed.artery, bed.vein, 1 / bed.resistance});
  heart_.emplace(p_, links, elastance(kLeftElastance), elastance(kRightElastance),
                 with_rim({free.low + slowed.low, free.high + slowed.high}));
}

void BloodTree::set_tolerances() {
  using namespace tree;
  const double relative = 1.0 / 1024;
  // A share of what the left atrium holds unstressed, or of what a vessel holds under arterial pressure where that is less.
  const double chamber = p_.chamber[kLeftAtrium - kVessels].unstressed;
  for (std::size_t k = 0; k < kStoreCount; ++k) {
    const double holds =
        k < kVessels ? std::min(chamber, p_.vessel[k].compliance * p_.reflex.set_point) : chamber;
    tolerances_.push_back({k, k + 1, relative / 4 * holds, 0});
  }
  for (const ToleranceBlock& block :
       {ToleranceBlock{kBeats, kSensor, relative / 16, 0},
        ToleranceBlock{kSensor, kFillingResistance, relative * p_.reflex.width, 0},
        ToleranceBlock{kFillingResistance, kFiltered, relative * p_.filling.saturation, 0}})
    tolerances_.push_back(block);
  for (std::size_t k = 0; k < kEffectorCount; ++k)
    tolerances_.push_back(
        {effector_place(k), effector_place(k) + 1, relative * std::abs(p_.effectors[k].gain), 0});
  // No weight for constrictions: they follow in many seconds what is stepped within beats, and would dilute the mean over states.
}

double BloodTree::outside_of(std::size_t store, const BloodOutside& outside) const {
  const StorePlan& plan = kStorePlans[store];
  return plan.cavity == Cavity::chest   ? chest(outside)
         : plan.cavity == Cavity::belly ? belly_at(level(store, outside), outside)
                                        : outside.around[plan.part];
}

double BloodTree::chest(const BloodOutside& outside) const {
  return outside.chest - p_.chest_fall * outside.trunk_sine;
}

double BloodTree::belly_at(double level, const BloodOutside& outside) const {
  return outside.belly +
         column_pressure(p_.density, p_.gravity, p_.diaphragm_height * outside.trunk_sine - level);
}

double BloodTree::level(std::size_t store, const BloodOutside& outside) const {
  if (store >= kVessels) return 0;
  const StoreNumbers& n = p_.vessel[store];
  return n.height * outside.trunk_sine + n.reach * outside.limb_sine[kStorePlans[store].part];
}

// In the neck the pressure around is one and that inside falls upwards. In the belly both fall alike up to the diaphragm,
// and above it that around drops to the chest's.
double BloodTree::collapse_level(const Way& way, const BloodOutside& outside) const {
  if (kStorePlans[way.from].cavity == Cavity::belly)
    return p_.diaphragm_height * outside.trunk_sine;
  return std::max(level(way.from, outside), level(way.to, outside));
}

double BloodTree::ventricles_begin(double period) const {
  return scaled_time(p_.chamber[kLeftVentricle - kVessels].lag, period, p_.second) / period;
}

double BloodTree::blood_of(std::span<const double> y) const {
  double sum = 0;
  for (std::size_t k = 0; k < kStoreCount; ++k) sum += y[k];
  return sum;
}

// As full as they are in beats that pump the usual flow: an atrium that begins too empty for its ventricle gives it more
// than it has.
void BloodTree::fill_chambers(double aorta, double lung_artery, std::span<double> y) const {
  const std::span<const double> now(y);
  const double beat = period(now), open = aorta;
  const auto fill = [&](std::size_t atrium, const auto& side_at) {
    double low = 0, high = p_.blood;
    SideReading<double> side{};
    for (double held = 0.5 * (low + high); held > low && held < high; held = 0.5 * (low + high)) {
      side = side_at(held);
      (side.flow < p_.design_flow ? low : high) = held;
    }
    side = side_at(low);
    const std::size_t ventricle = atrium + 1;
    y[ventricle] = p_.chamber[ventricle - kVessels].unstressed + side.filling;
    y[atrium] = p_.chamber[atrium - kVessels].unstressed + low - side.filling;
  };
  fill(kLeftAtrium,
       [&](double held) { return heart_->left(held, aorta, relative(now, kLeftElastance), beat); });
  fill(kRightAtrium, [&](double held) {
    return heart_->right(held, lung_artery, relative(now, kRightElastance), beat, open);
  });
}

std::vector<double> BloodTree::start() const {
  using namespace tree;
  std::vector<double> y(size(), 0.0);
  const double mean = p_.reflex.set_point;
  const auto at = [&](std::size_t k, double pressure) {
    const StoreNumbers& n = p_.vessel[k];
    y[k] = n.unstressed + n.compliance * pressure;
  };
  for (std::size_t k = kAscendingAorta; k < kHeadVein; ++k) at(k, mean);
  at(kLungArtery, mean / 6);
  at(kLungVein, mean / 9);
  for (std::size_t k = 0; k < kChambers; ++k) y[kVessels + k] = 2 * p_.chamber[k].unstressed;
  const double afferent = afferent_traffic(mean, p_.reflex);
  const ReflexDrive<double> drive = held_drive<double>(
      sympathetic_traffic(afferent, p_.reflex), vagal_traffic(afferent, p_.reflex), p_.reflex);
  for (std::size_t k = 0; k < kEffectorCount; ++k)
    y[effector_place(k)] = p_.effectors[k].gain * drive[k];
  y[kSensor] = mean * (1 - p_.reflex.lead_time / p_.reflex.fall_time);
  if (heart_) fill_chambers(mean, mean / 6, y);
  // What is left of the blood goes to the systemic veins, in the measure of their compliance.
  double rest = p_.blood - blood_of(y), compliance = 0;
  for (std::size_t k = kHeadVein; k <= kLowerCava; ++k)
    rest -= p_.vessel[k].unstressed, compliance += p_.vessel[k].compliance;
  for (std::size_t k = kHeadVein; k <= kLowerCava; ++k) at(k, rest / compliance);
  const std::span<double> carried = std::span(y).subspan(kDynamic);
  if (heart_) {
    line_.fill(0, drive[0], carried.first(line_.size()));
    vagal_line_.fill(0, drive[kVagalPeriod], carried.subspan(line_.size()));
  } else {
    line_.fill(0, mean, carried);
  }
  return y;
}

bool BloodTree::admissible(std::span<const double> y) const {
  for (std::size_t k = 0; k < kStoreCount; ++k) {
    if (!(y[k] > 0)) return false;
    if (k < kVessels && kStorePlans[k].stiffens &&
        !(y[k] < p_.vessel[k].unstressed + p_.vessel[k].capacity))
      return false;
  }
  return period(y) > 0;
}

namespace {

// "leg_vein", as people write it.
std::string spelled(std::string record) {
  std::replace(record.begin(), record.end(), '_', ' ');
  return record;
}

}  // namespace

std::string BloodTree::limit_near(double t, std::span<const double> y) const {
  constexpr double kNear = 1.0 / 64;  // of a range
  for (std::size_t k = 0; k < kVessels; ++k) {
    const StorePlan& plan = kStorePlans[k];
    const StoreNumbers& n = p_.vessel[k];
    const std::string name = spelled(plan.record);
    if (!(y[k] > kNear * n.unstressed)) return "the " + name + " runs empty";
    if (plan.stiffens && !(y[k] < n.unstressed + (1 - kNear) * n.capacity))
      return "the " + name + " is as full as it can be";
  }
  if (!heart_) return {};
  BloodOutside outside;
  surroundings_.at(t, outside);
  TreeReading<double> r;
  r.period = period(y);
  pressures(y, outside, r);
  const auto told = [&](const char* side, HeartEnd end) {
    return end == HeartEnd::none ? std::string{} : std::string(side) + " " + words_of(end);
  };
  const std::string right =
      told("the right heart",
           heart_->right_end(chambers_hold(y, kRightAtrium), behind_outlet(kLungArtery, r, outside),
                             relative(y, kRightElastance), r.period, kNear));
  if (!right.empty()) return right;
  return told("the left heart", heart_->left_end(chambers_hold(y, kLeftAtrium),
                                                 behind_outlet(kAscendingAorta, r, outside),
                                                 relative(y, kLeftElastance), r.period, kNear));
}

std::array<double, 2> BloodTree::averaged_drives(double t, std::span<const double> y) const {
  BloodOutside outside;
  surroundings_.at(t, outside);
  TreeReading<double> r;
  r.period = period(y);
  pressures(y, outside, r);
  const double felt =
      felt_pressure(y[tree::kSensor], sensed(r.pressure[kBrachiocephalic], outside), p_.reflex) -
      outside.set_point_rise;
  double sympathetic = 0, vagal = 0;
  for (const double level : heart_->shape()) {
    const double afferent = afferent_traffic(felt + level * r.felt_pulse, p_.reflex);
    sympathetic += sympathetic_drive(sympathetic_traffic(afferent, p_.reflex), p_.reflex);
    vagal += vagal_traffic(afferent, p_.reflex) / p_.reflex.one;
  }
  const double each = 1.0 / AveragedHeart::kLevels;
  return {sympathetic * each, vagal * each};
}

void BloodTree::transport(double t, double h, std::span<const double> y_old,
                          std::span<double> y_new) const {
  if (heart_) {
    const auto before = averaged_drives(t, y_old), after = averaged_drives(t + h, y_new);
    const std::span<double> carried = y_new.subspan(tree::kDynamic);
    line_.record(t, h, before[0], after[0], carried.first(line_.size()));
    vagal_line_.record(t, h, before[1], after[1], carried.subspan(line_.size()));
    return;
  }
  const auto felt = [&](double time, std::span<const double> y) {
    BloodOutside outside;
    surroundings_.at(time, outside);
    const StoreNumbers& n = p_.vessel[kBrachiocephalic];
    const double artery = outside_of(kBrachiocephalic, outside) +
                          vessel_pressure(y[kBrachiocephalic], n.unstressed, n.compliance);
    return felt_pressure(y[tree::kSensor], sensed(artery, outside), p_.reflex) -
           outside.set_point_rise;
  };
  line_.record(t, h, felt(t, y_old), felt(t + h, y_new), y_new.subspan(tree::kDynamic));
}

}  // namespace cisterna::circulation
