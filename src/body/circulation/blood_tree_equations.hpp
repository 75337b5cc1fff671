// Equations (1) to (7) of blood_tree.hpp, which includes this.
#pragma once
#include "body/circulation/blood_tree.hpp"

namespace cisterna::circulation {

template <class T>
void BloodTree::pressures(std::span<const T> y, const BloodOutside& outside,
                          TreeReading<T>& r) const {
  for (std::size_t k = 0; k < kVessels; ++k) {
    const StoreNumbers& n = p_.vessel[k];
    // The reflex moves what veins hold unstressed: splanchnic ones, and all others of the body by their share.
    const double weight = unstressed_weight_[k];
    const std::size_t place = k == kSplanchnicVein ? kSplanchnicUnstressed : kOtherUnstressed;
    const T volume = weight > 0 ? T(y[k] - weight * (effector(y, place) - reference_[place]) -
                                    p_.filling_gain[k] * y[tree::kFillingVolume])
                                : y[k];
    r.pressure[k] =
        outside_of(k, outside) +
        (kStorePlans[k].stiffens ? vein_pressure(volume, n.unstressed, n.compliance, n.capacity)
                                 : vessel_pressure(volume, n.unstressed, n.compliance));
    if (k >= kHeadVein && k <= kLowerCava) {
      const T slack = n.unstressed + (y[k] - volume);  // what it holds unstressed now
      r.pressure[k] = r.pressure[k] - slack / n.compliance * emptying(T(y[k] / slack), p_.residual);
    }
  }
  if (heart_)
    averaged_chambers(y, outside, r);
  else
    beating_chambers(y, outside, r);
}

template <class T>
void BloodTree::beating_chambers(std::span<const T> y, const BloodOutside& outside,
                                 TreeReading<T>& r) const {
  const T share = phase_fraction(y[tree::kBeats]);
  for (std::size_t k = 0; k < kChambers; ++k) {
    const Chamber<double>& c = p_.chamber[k];
    const std::size_t store = kVessels + k;
    const T active = chamber_activation(share, r.period, c, p_.second);
    const T greatest = store == kLeftVentricle    ? relative(y, kLeftElastance)
                       : store == kRightVentricle ? relative(y, kRightElastance)
                                                  : T(1.0);
    r.pressure[store] = outside_of(store, outside) +
                        chamber_pressure(active, y[store], T(greatest * c.systolic_elastance), c);
  }
}

template <class T>
T BloodTree::behind_outlet(StorePlace vessel, const TreeReading<T>& r,
                           const BloodOutside& outside) const {
  return r.pressure[vessel] +
         (column_pressure(p_.density, p_.gravity, level(vessel, outside)) - chest(outside));
}

template <class T>
void BloodTree::averaged_chambers(std::span<const T> y, const BloodOutside& outside,
                                  TreeReading<T>& r) const {
  constexpr std::size_t kTricuspid = way_between(kRightAtrium, kRightVentricle),
                        kMitral = way_between(kLeftAtrium, kLeftVentricle);
  const auto enter = [&](std::size_t atrium, std::size_t inner, std::size_t outer,
                         const SideReading<T>& side) {
    const std::size_t ventricle = atrium + 1;
    r.pressure[atrium] = outside_of(atrium, outside) + side.atrium;
    r.pressure[ventricle] = outside_of(ventricle, outside) + side.ventricle;
    const double unstressed = p_.chamber[ventricle - kVessels].unstressed;
    r.flow[outer] = side.flow;
    r.flow[inner] = side.flow + (side.filling - (y[ventricle] - unstressed)) / r.period;
  };
  // The lower cava swings as the atrium does, which it does less where veins behind the diaphragm give way.
  constexpr Way kDiaphragm = kWayPlans[way_between(kAbdominalVein, kLowerCava)];
  const double rise = level(kLowerCava, outside) - collapse_level(kDiaphragm, outside);
  const T above = r.pressure[kLowerCava] + (column_pressure(p_.density, p_.gravity, rise) -
                                            around_outlet(kAbdominalVein, outside));
  const SideReading<T> right =
      heart_->right(chambers_hold(y, kRightAtrium), behind_outlet(kLungArtery, r, outside),
                    relative(y, kRightElastance), r.period, above);
  const SideReading<T> left =
      heart_->left(chambers_hold(y, kLeftAtrium), behind_outlet(kAscendingAorta, r, outside),
                   relative(y, kLeftElastance), r.period);
  enter(kRightAtrium, kTricuspid, way_between(kRightVentricle, kLungArtery), right);
  enter(kLeftAtrium, kMitral, way_between(kLeftVentricle, kAscendingAorta), left);
  r.atrium_pulse = right.pulse, r.felt_pulse = left.pulse;
}

template <class T>
T BloodTree::way_flow(std::size_t k, const TreeReading<T>& r, const BloodOutside& outside,
                      const std::array<double, kStoreCount>& column) const {
  const Way& way = kWayPlans[k];
  const T before = r.pressure[way.from] + (column[way.from] - column[way.to]);
  const T& behind = r.pressure[way.to];
  switch (way.kind) {
    case WayKind::valve:
      if (heart_)
        return mean_above(T(before - behind), heart_->vein_swing(way.to, r.atrium_pulse)) /
               p_.resistance[k];
      return valve_flow(before, behind, p_.resistance[k]);
    case WayKind::collapsible: {
      const double collapse = column_pressure(p_.density, p_.gravity, collapse_level(way, outside));
      const T upper = r.pressure[way.from] + (column[way.from] - collapse);
      const T lower = behind + (column[way.to] - collapse);
      if (heart_) {
        const T around = 0.0 * upper + around_outlet(way.from, outside);
        const T swing = heart_->vein_swing(way.to, r.atrium_pulse);
        return (larger(upper, around) - around - mean_above(T(lower - around), swing)) /
               p_.resistance[k];
      }
      return collapsible_flow(upper, lower, around_outlet(way.from, outside), p_.resistance[k]);
    }
    default: return resisted_flow(before, behind, p_.resistance[k]);
  }
}

template <class T>
T BloodTree::tone(std::size_t b, std::span<const T> y) const {
  const BedWay& bed = beds_[b];
  if (bed.effector == kEffectorCount) return T(1.0);
  const T arterial = relative(y, bed.effector),
          filling = filling_tone(y[tree::kFillingResistance], p_.filling_resistance[bed.filling]);
  const double silent = bed.effector == kOtherResistance ? silent_other_ : 0;
  return answering_tone(arterial, silent) * answering_tone(filling, silent_filling_[bed.filling]);
}

template <class T>
BedReading<T> BloodTree::bed_flow(std::size_t b, std::span<const T> y, const TreeReading<T>& r,
                                  const BloodOutside& outside,
                                  const std::array<double, kStoreCount>& column) const {
  const BedWay& bed = beds_[b];
  const double level = column[bed.level_of];
  const T around(outside.on_bed[b]);
  const T artery = r.pressure[bed.artery] + (column[bed.artery] - level);
  const T vein = r.pressure[bed.vein] + (column[bed.vein] - level);
  const T nerves = tone(b, y), resistance = bed.resistance * nerves;
  // Of a bed whose veins have constricted it what is not arterioles is a smaller share of the fall, and of the resistance.
  const T open = bed.loss > 0 ? constricted_conductance(y[bed.constriction], bed.loss) : T(1.0);
  const T small_arteries = p_.small_arteries * open, rest = 1.0 - small_arteries;
  const T small = artery - small_arteries * (artery - vein), low = larger(vein, around);
  T high = larger(small, around);
  if (heart_)
    high = around + mean_above(T(small - around),
                               swing_of(T(rest * heart_->pulse_of(bed.artery) * r.felt_pulse)));
  const T unwidened = resisted_flow(high, low, T(rest * resistance / open));
  return {unwidened * (1 + outside.widened[b]),
          low + p_.behind_capillaries * open / rest * (high - low), vein, unwidened,
          T(nerves / open)};
}

template <class T>
T BloodTree::distended(std::size_t b, const T& vein, const BloodOutside& outside) const {
  const double reach = p_.vessel[beds_[b].vein].reach;
  const double column =
      column_pressure(p_.density, p_.gravity, reach * outside.limb_sine[kBedPlaces[b].part]);
  return distended_share(T(vein - outside.on_bed[b]), response_width(column, p_.veno_arteriolar),
                         p_.veno_arteriolar);
}

template <class T>
T BloodTree::sensed(const T& artery, const BloodOutside& outside) const {
  const double rise = p_.sensor_height * outside.trunk_sine - level(kBrachiocephalic, outside);
  return artery - (column_pressure(p_.density, p_.gravity, rise) + outside.around[kHead]);
}

template <class T>
TreeReading<T> BloodTree::read(std::span<const T> y, const BloodOutside& outside) const {
  TreeReading<T> r;
  r.period = period(y);
  pressures(y, outside, r);
  std::array<double, kStoreCount> column;
  for (std::size_t k = 0; k < kStoreCount; ++k)
    column[k] = column_pressure(p_.density, p_.gravity, level(k, outside));
  for (std::size_t k = 0; k < kWays; ++k)
    if (!heart_ || kWayPlans[k].from < kVessels) r.flow[k] = way_flow(k, r, outside, column);
  for (std::size_t b = 0; b < kBeds; ++b) r.bed[b] = bed_flow(b, y, r, outside, column);
  r.sensed = sensed(r.pressure[kBrachiocephalic], outside);
  return r;
}

template <class T>
ReflexDrive<T> BloodTree::drive(const T& t, std::span<const double> carried) const {
  if (!heart_) return delayed_drive(t, carried, line_, p_.reflex, p_.effectors);
  ReflexDrive<T> d;
  for (std::size_t k = 0; k < kVagalPeriod; ++k)
    d[k] = k > 0 && p_.effectors[k].delay == p_.effectors[k - 1].delay
               ? d[k - 1]
               : line_.at(T(t - p_.effectors[k].delay), carried.first(line_.size()));
  d[kVagalPeriod] =
      vagal_line_.at(T(t - p_.effectors[kVagalPeriod].delay), carried.subspan(line_.size()));
  return d;
}

template <class T>
void BloodTree::rates(const T& t, std::span<const T> y, std::span<const double> carried,
                      std::span<T> f) const {
  BloodOutside outside;
  surroundings_.at(plain_value(t), outside);
  const TreeReading<T> r = read(y, outside);
  for (T& rate : f) rate = T(0.0);
  const auto move = [&](std::size_t from, std::size_t to, const T& flow) {
    f[from] = f[from] - flow;
    f[to] = f[to] + flow;
  };
  for (std::size_t k = 0; k < kWays; ++k) move(kWayPlans[k].from, kWayPlans[k].to, r.flow[k]);
  double filtered = 0;
  for (std::size_t b = 0; b < kBeds; ++b) {
    move(beds_[b].artery, beds_[b].vein, r.bed[b].flow);
    f[beds_[b].vein] = f[beds_[b].vein] - outside.filtered[b];
    filtered += outside.filtered[b];
    if (const std::size_t place = beds_[b].constriction; place < tree::kDynamic)
      f[place] =
          constriction_rate(distended(b, r.bed[b].venous, outside), y[place], p_.veno_arteriolar);
  }
  f[kRightAngle] = f[kRightAngle] + outside.right_lymph;
  f[kLeftAngle] = f[kLeftAngle] + outside.left_lymph;
  f[tree::kFiltered] = T(filtered);
  f[tree::kReturned] = T(outside.right_lymph + outside.left_lymph);
  f[tree::kBeats] = 1.0 / r.period;
  f[tree::kSensor] = lag_rate(y[tree::kSensor], r.sensed, p_.reflex);
  const T filling = r.pressure[kRightAtrium] - chest(outside);
  const T error = heart_ ? T(0.5 * (filling_error(T(filling - r.atrium_pulse), p_.filling) +
                                    filling_error(T(filling + r.atrium_pulse), p_.filling)))
                         : filling_error(filling, p_.filling);
  f[tree::kFillingResistance] =
      filling_rate(error, y[tree::kFillingResistance], p_.filling.resistance_time);
  f[tree::kFillingVolume] = filling_rate(error, y[tree::kFillingVolume], p_.filling.volume_time);
  const ReflexDrive<T> driven = drive(t, carried);
  for (std::size_t k = 0; k < kEffectorCount; ++k)
    f[tree::effector_place(k)] =
        effector_rate(y[tree::effector_place(k)], driven[k], p_.effectors[k]);
}

}  // namespace cisterna::circulation
