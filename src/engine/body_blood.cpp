#include "engine/body_blood.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/beat_ends.hpp"

namespace cisterna {

using namespace circulation;

namespace {

constexpr double kSettling = 120, kMean = 60;  // [s]

constexpr std::size_t bed_number(Part part, circulation::Organ organ) {
  std::size_t b = 0;
  while (kBedPlaces[b].part != part || kBedPlaces[b].organ != organ) ++b;
  return b;
}
constexpr std::size_t kVisceraBed = bed_number(kBelly, kViscera);
constexpr std::size_t kHeartWallBed = bed_number(kChest, kHeartWall);
constexpr std::size_t kUrineBed = bed_number(kBelly, kKidneys);
constexpr std::size_t kRightArmBed = bed_number(kRightArm, kSkin);
constexpr std::size_t kLeftArmBed = bed_number(kLeftArm, kSkin);

// The bed that what a place filters is taken from.
std::size_t bed_of(std::size_t place) { return place == kLungs ? kHeartWallBed : place; }

using Numbers = std::array<double, sizeof(BloodMoment) / sizeof(double)>;

std::string name_of_place(std::size_t place) {
  static constexpr std::array<const char*, kParts> kPartNames{
      "head", "right arm", "left arm", "chest", "belly", "right leg", "left leg"};
  const BedPlace& bed = kBedPlaces[place];
  return std::string(bed.organ == kSkin ? "skin, " : "muscle, ") + kPartNames[bed.part];
}

}  // namespace

void add(BloodMoment& sum, const BloodMoment& x, double weight) {
  auto total = std::bit_cast<Numbers>(sum);
  const auto more = std::bit_cast<Numbers>(x);
  for (std::size_t i = 0; i < total.size(); ++i) total[i] += weight * more[i];
  sum = std::bit_cast<BloodMoment>(total);
}

double BloodExchange::water() const {
  double sum = -right_lymph - left_lymph;
  for (const double f : filtered) sum += f;
  return sum;
}

BloodExchange BloodExchange::less(const BloodExchange& other) const {
  BloodExchange d = *this;
  for (std::size_t b = 0; b < kBeds; ++b) d.filtered[b] -= other.filtered[b];
  d.right_lymph -= other.right_lymph, d.left_lymph -= other.left_lymph;
  d.protein -= other.protein;
  return d;
}

BloodExchange BloodExchange::times(double number) const {
  BloodExchange d = *this;
  for (double& f : d.filtered) f *= number;
  d.right_lymph *= number, d.left_lymph *= number, d.protein *= number;
  return d;
}

BodyBlood::BodyBlood(const Limb& body, const ParameterSet& parameters, Heart heart, int chunk)
    : w_(body.network),
      heart_(heart),
      chunk_(chunk),
      map_(blood_map(body)),
      drive_(body, map_),
      reset_(exercise_reset(parameters)),
      run_(make_blood_run(heart, parameters, drive_)),
      outlet_of_(metered_boundaries(w_)),
      ring_(kRing),
      capillary_(w_.tissue.patches),
      small_vein_(w_.tissue.patches),
      raised_share_(w_.tissue.exchange.raised_share),
      follows_(-std::expm1(-kSpacing / parameters["tissue.capillary.pulse_time"])) {
  cells_ = run_->cells();
  protein_ = w_.tissue.plasma_protein * plasma();
}

StepOutcome BodyBlood::settle(const Surroundings& around, double t, double breath) {
  const auto chunks = static_cast<long>((kSettling + kMean) / chunk_time());
  const long last = newest_ + chunks * chunk_;
  const double breaths = std::ceil(kMean / breath);
  const long count = std::min(chunks * chunk_, std::lround(breaths * breath / kSpacing));
  offset_ = static_cast<double>(last) * kSpacing - t;
  rest_ = {};
  BeatEnds beats;
  for (long c = 0; c < chunks; ++c) {
    if (const StepOutcome outcome = chunk(around); outcome != StepOutcome::ok) return outcome;
    for (long k = newest_ - chunk_ + 1; k <= newest_; ++k)
      if (k > last - count) {
        add(rest_, point(k), 1.0 / static_cast<double>(count));
        beats.see(point(k).beats, point(k).aorta);
      }
  }
  rest_beats_ = this->beats() ? beats.take() : BeatPressures{};
  return StepOutcome::ok;
}

void BodyBlood::find_shares() {
  const TissueModel& tissue = w_.tissue;
  shares_.clear();
  for (std::size_t i = 0; i < tissue.patches; ++i) {
    const std::size_t place = map_.patch[i];
    const double low = rest_.vein[place], fall = rest_.artery[place] - low;
    const auto fitted = [&](double level, double own) {
      const double share = (level - low) / fall;
      if (fall > 0 && share > 0 && share < 1) return FallShare{share, 0};
      return FallShare{own, level - (low + own * fall)};
    };
    capillary_[i] = fitted(tissue.capillary_level(i), run_->parameters().behind_capillaries);
    small_vein_[i] = fitted(tissue.venous_level(i), 0);
    const std::string name =
        tissue.is_organ(i) ? tissue.organs[i - tissue.organ_patch(0)].name : name_of_place(place);
    const auto called = [&](const PlaceShares& s) { return s.name == name; };
    if (std::none_of(shares_.begin(), shares_.end(), called))
      shares_.push_back({name, capillary_[i], small_vein_[i]});
  }
}

PatchBlood BodyBlood::of_patch(std::size_t patch, const BloodMoment& moment) const {
  const std::size_t place = map_.patch[patch];
  const double low = moment.vein[place], high = moment.artery[place];
  const double narrowed = place == kLungs ? 1 : moment.tone[place] / rest_.tone[place];
  return {high, capillary_[patch].of(high, low, narrowed),
          small_vein_[patch].of(high, low, narrowed)};
}

void BodyBlood::hand(const BloodMoment& now, BloodSide out) const {
  for (std::size_t i = 0; i < map_.patch.size(); ++i) {
    const PatchBlood p = of_patch(i, now);
    out.venous[i] = p.small_vein, out.capillary[i] = p.capillary;
  }
  for (std::size_t b = 0; b < map_.boundary.size(); ++b) {
    const std::size_t bed = map_.boundary_bed[b];
    out.boundary[b] = map_.boundary[b] == VeinEnd::right_angle ? now.right_angle
                      : map_.boundary[b] == VeinEnd::left_angle
                          ? now.left_angle
                          : w_.boundary_pressure[b] + now.vein[bed] - rest_.vein[bed];
  }
  out.plasma_protein = now.plasma_protein / now.plasma();
}

BodyBlood::Memory BodyBlood::remember(double t) {
  Memory m{{},
           ring_,
           newest_,
           t + offset_,
           protein_,
           cells_,
           drive_.set_point_rise[1],
           under_way(),
           rest_,
           rest_beats_,
           shares_,
           capillary_,
           small_vein_};
  run_->save(m.run);
  return m;
}

void BodyBlood::recall(const Memory& m, double t) {
  run_->restore(m.run);
  ring_ = m.ring, newest_ = m.newest, offset_ = m.time - t, protein_ = m.protein;
  cells_ = m.cells;
  rest_ = m.rest, rest_beats_ = m.rest_beats, shares_ = m.shares;
  drive_.set_point_rise[1] = m.set_point_rise;
  capillary_ = m.capillary, small_vein_ = m.small_vein;
  before_ = counted_ = m.under_way, booked_ = {};
  outside_ = {}, told_.reset(), begun_ = t;
}

void BodyBlood::take(const StateLayout& at, std::span<const double> y) {
  BloodExchange& n = counted_;
  n = before_;
  for (std::size_t i = 0; i < map_.patch.size(); ++i)
    n.filtered[bed_of(map_.patch[i])] += y[at.filtered + i];
  for (std::size_t k = 0; k < w_.node_exchange.size(); ++k)
    n.filtered[bed_of(map_.node[k])] -= y[at.absorbed + k];
  for (std::size_t m = 0; m < outlet_of_.size(); ++m) {
    const auto b = static_cast<std::size_t>(outlet_of_[m]);
    const double volume = y[at.metered + m];
    switch (map_.boundary[b]) {
      case VeinEnd::right_angle: n.right_lymph += volume; break;
      case VeinEnd::left_angle: n.left_lymph += volume; break;
      case VeinEnd::elsewhere: n.filtered[map_.boundary_bed[b]] -= volume; break;
    }
  }
  n.protein += y[at.protein_filtered] - y[at.protein_out];
}

// What crosses over the next chunk. The first one after a recall takes what fell before it as well: blood stands ahead.
OutsideExchange BodyBlood::crossing(const Surroundings& around, double from) {
  if (!told_) told_ = around.exchanged(begun_);
  const OutsideExchange now = around.exchanged(from + chunk_time() - offset_);
  return now.plus(*std::exchange(told_, now), -1);
}

void BodyBlood::book(const BloodExchange& due, const OutsideExchange& crossing) {
  const double time = chunk_time();
  for (std::size_t b = 0; b < kBeds; ++b) drive_.filtered[b] = due.filtered[b] / time;
  drive_.filtered[kRightArmBed] += (crossing.bled_right - crossing.infused_right) / time;
  drive_.filtered[kLeftArmBed] += (crossing.bled_left - crossing.infused_left) / time;
  drive_.filtered[kVisceraBed] -= crossing.drinking / time;
  drive_.filtered[kUrineBed] += crossing.urine / time;
  drive_.filtered[kHeartWallBed] += crossing.insensible / time;
  drive_.right_lymph = due.right_lymph / time, drive_.left_lymph = due.left_lymph / time;
  booked_ = counted_;
}

// By what blood was over the last chunk; what acts on them over the next one acts at once.
bool BodyBlood::widen(double from) {
  BloodMoment before{};
  for (long k = newest_ - chunk_ + 1; k <= newest_; ++k) add(before, point(k), 1.0 / chunk_);
  drive_.widened.resize(kStretches);
  const double begin = from - offset_;
  const bool widened = beds_->widen(begin, begin + chunk_time(), before, drive_.widened);
  auto& rise = drive_.set_point_rise;
  rise[0] = rise[1], rise[1] = rise_after(rise[0], beds_->asked(), chunk_time(), reset_);
  return widened;
}

StepOutcome BodyBlood::chunk(const Surroundings& around) {
  const double from = static_cast<double>(newest_) * kSpacing;
  if (beds_ != nullptr && !widen(from)) {
    trouble_ = "muscle and skin found no flow of blood";
    return StepOutcome::step_too_small;
  }
  drive_.look_ahead(around, offset_, from, chunk_, kSpacing);
  const BloodExchange due = under_way();
  const OutsideExchange across = crossing(around, from);
  book(due, across);
  run_->inputs_change();
  // (5)
  const double bled_cells = across.bled() * cells_ / blood();
  const double bled_protein = (across.bled() - bled_cells) * protein_ / plasma();
  const double before = protein_, cells_before = cells_;
  const double more = across.infused_protein - bled_protein - due.protein;
  if (newest_ == 0)
    if (const StepOutcome outcome = record(0, before, cells_before); outcome != StepOutcome::ok)
      return outcome;
  double done = 0;
  StepOutcome outcome = StepOutcome::ok;
  for (int k = 1; k <= chunk_ && outcome == StepOutcome::ok; ++k) {
    const double then = static_cast<double>(k) / chunk_;
    outcome = record(newest_ + 1, before + more * then, cells_before - bled_cells * then);
    if (outcome == StepOutcome::ok) done = then;
  }
  // Blood that stops within a chunk has exchanged only what fell before that.
  if (outcome != StepOutcome::ok) booked_ = counted_.less(due.times(1 - done));
  protein_ = before + more * done, cells_ = cells_before - bled_cells * done;
  outside_.amount = outside_.amount.plus(across, done);
  outside_.bled_cells += bled_cells * done, outside_.bled_protein += bled_protein * done;
  return outcome;
}

StepOutcome BodyBlood::record(long k, double protein, double cells) {
  const double t = k % chunk_ == 0 && k > 0 ? drive_.end() : static_cast<double>(k) * kSpacing;
  if (const StepOutcome outcome = run_->advance(t); outcome != StepOutcome::ok) {
    const std::string limit = run_->limit_near();
    trouble_ = "blood: " + (limit.empty() ? "heart and vessels find no next step" : limit);
    return outcome;
  }
  run_->look(t);
  BloodOutside outside;
  drive_.at(t, outside);
  const TreeReading<double> now = run_->read(outside);
  const TreeParameters& p = run_->parameters();
  std::array<double, kStoreCount> column;
  for (std::size_t s = 0; s < kStoreCount; ++s)
    column[s] = column_pressure(p.density, p.gravity, run_->level(s, outside));
  BloodMoment m;
  for (std::size_t b = 0; b < kBeds; ++b) {
    const Supply supply = supply_of(kBedPlaces[b]);
    // Veins of a head that is up have collapsed here already; the tissue would collapse them once more.
    const bool collapsed = supply.vein == kHeadVein && column[kHeadVein] > 0;
    m.artery[b] = now.pressure[supply.artery] + column[supply.artery];
    m.vein[b] = now.pressure[supply.vein] + (collapsed ? raised_share_ : 1.0) * column[supply.vein];
    m.flow[b] = now.bed[b].flow, m.output += now.bed[b].flow;
    m.unwidened[b] = now.bed[b].unwidened, m.tone[b] = now.bed[b].tone;
  }
  m.artery[kVisceraBed] -= outside.belly, m.vein[kVisceraBed] -= outside.belly;
  const double chest = outside.chest - chest_fall(outside.trunk_sine);
  m.artery[kLungs] = now.pressure[kLungArtery] - chest;
  m.vein[kLungs] = now.pressure[kLungVein] - chest;
  m.aorta = m.steady_aorta = now.pressure[kAscendingAorta];
  m.right_atrium = now.pressure[kRightAtrium];
  damp(k, m);
  angles(now, outside, m);
  m.rate = 1 / now.period, m.beats = run_->beats();
  m.blood = run_->blood(), m.cells = cells, m.plasma_protein = protein;
  ring_[static_cast<std::size_t>(k % kRing)] = m;
  newest_ = k;
  return StepOutcome::ok;
}

// Both angles, at the level where the network ends in them.
void BodyBlood::angles(const TreeReading<double>& now, const BloodOutside& outside,
                       BloodMoment& m) const {
  const TreeParameters& p = run_->parameters();
  for (std::size_t b = 0; b < map_.boundary.size(); ++b) {
    if (map_.boundary[b] == VeinEnd::elsewhere) continue;
    const bool right = map_.boundary[b] == VeinEnd::right_angle;
    const StorePlace store = right ? kRightAngle : kLeftAngle;
    const double height = -w_.along[w_.cells() + b] * outside.trunk_sine;
    (right ? m.right_angle : m.left_angle) =
        now.pressure[store] +
        column_pressure(p.density, p.gravity, run_->level(store, outside) - height);
  }
}

StepOutcome BodyBlood::reach(const Surroundings& around, double t) {
  const double needed = std::floor(place_on_grid(t)) + 1;
  while (static_cast<double>(newest_) < needed)
    if (const StepOutcome outcome = chunk(around); outcome != StepOutcome::ok) return outcome;
  return StepOutcome::ok;
}

long BodyBlood::point_before(double t) const {
  constexpr double kNear = 1.0 / (1 << 20);
  return static_cast<long>(std::floor(place_on_grid(t) + kNear));
}

// (3) from the point before.
void BodyBlood::damp(long k, BloodMoment& m) const {
  if (k == 0) return;
  const BloodMoment& before = point(k - 1);
  for (std::size_t p = 0; p < kBloodPlaces; ++p) {
    m.artery[p] = std::lerp(before.artery[p], m.artery[p], follows_);
    m.vein[p] = std::lerp(before.vein[p], m.vein[p], follows_);
  }
  for (std::size_t b = 0; b < kBeds; ++b)
    m.unwidened[b] = std::lerp(before.unwidened[b], m.unwidened[b], follows_);
  m.steady_aorta = std::lerp(before.steady_aorta, m.steady_aorta, follows_);
}

void BodyBlood::side_at(double t, BloodSide out) const {
  const double x = place_on_grid(t);
  const auto k = static_cast<long>(std::floor(x));
  BloodMoment now{};
  if (k > newest_ - kRing && k >= 0 && k < newest_) {
    const double w = x - static_cast<double>(k);
    add(now, point(k), 1 - w), add(now, point(k + 1), w);
  } else {
    add(now, rest_, std::numeric_limits<double>::quiet_NaN());
  }
  hand(now, out);
}

}  // namespace cisterna
