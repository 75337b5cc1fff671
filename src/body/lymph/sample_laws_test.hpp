// Laws of lymph vessels with numbers near those of data/parameters, for any kind of scalar.
#pragma once
#include "body/law_check_test.hpp"
#include "body/lymph/pacemaker.hpp"
#include "body/lymph/shear.hpp"
#include "body/lymph/valve.hpp"
#include "body/lymph/wall.hpp"

namespace cisterna::lymph {

constexpr double kCmH2O = 98.0665;  // [Pa]

template <class S>
HumanWall<S> sample_wall() {
  using namespace law_check;
  return {quantity<S>(33, kPressure), quantity<S>(4, kNumber),   quantity<S>(133, kPressure),
          quantity<S>(1.3, kTension), quantity<S>(1.6, kNumber), quantity<S>(0.65, kNumber)};
}

template <class S>
BertramValve<S> sample_bertram_valve() {
  using namespace law_check;
  const DimensionHalves inverse = dimension(1, -1, 2);
  return {quantity<S>(6e7, kResistance), quantity<S>(1.2e12, kResistance),
          quantity<S>(-7, kPressure),    quantity<S>(0.49, inverse),
          quantity<S>(-1800, kPressure), quantity<S>(0.4, inverse),
          quantity<S>(1e-3, kTime)};
}

template <class S>
HumanValve<S> sample_human_valve() {
  using namespace law_check;
  return {quantity<S>(0.1 * kCmH2O, kPressure),
          quantity<S>(0.5 * kCmH2O, kPressure),
          quantity<S>(0.1 * kCmH2O, kPressure),
          quantity<S>(2.1 * kCmH2O, kPressure),
          quantity<S>(0.8, kNumber),
          quantity<S>(2.4, kNumber),
          quantity<S>(5, kPressure),
          quantity<S>(98, kPressure),
          quantity<S>(0.05, kTime),
          quantity<S>(20000, kPressure),
          quantity<S>(667, kPressure)};
}

template <class S>
Pacemaker<S> sample_pacemaker() {
  using namespace law_check;
  Pacemaker<S> p;
  p.contraction_time = quantity<S>(3, kTime), p.refractory_time = quantity<S>(3, kTime);
  p.contracting = quantity<S>(0.3, kNumber), p.refractory = quantity<S>(0.5, kNumber);
  p.rate_low = quantity<S>(0.0083, kRate), p.rate_high = quantity<S>(0.1, kRate);
  p.half_pressure = quantity<S>(1600, kPressure), p.pressure_width = quantity<S>(400, kPressure);
  p.rise_gain = quantity<S>(1, kNumber), p.rise_scale = quantity<S>(98, kPressureRate);
  p.heat_gain = quantity<S>(0.0916, dimension(0, 0, 0, -1));
  p.trigger_rate = quantity<S>(4, kRate);
  p.trigger_time = quantity<S>(0.5, kTime), p.switch_width = quantity<S>(0.01, kNumber);
  p.pressure_time = quantity<S>(2, kTime), p.shear_gain = quantity<S>(2.3, kNumber);
  return p;
}

template <class S>
ShearInhibition<S> sample_shear() {
  using namespace law_check;
  return {quantity<S>(0.3, kPressure), quantity<S>(1, kTime), quantity<S>(60, kTime),
          quantity<S>(0.43, kNumber)};
}

}  // namespace cisterna::lymph
