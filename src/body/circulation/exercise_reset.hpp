// Work resets the arterial reflex: the pressure in the middle of its sensor's range rises with what muscle asks for.
//
//   (1) tau dr/dt = r_1 O/O_1 - r
//   over a time h in which O is steady: r = r_s + (r(0) - r_s) exp(-h/tau),  r_s = r_1 O/O_1
//
//   r rise of the set point, r_1 at the work that asks for O_1 [Pa]
//   O oxygen that working muscle asks for beyond rest [m3/s], tau time [s]
//
// Assumes: a straight line from rest to the lightest work of the source, and on; effort and afferents of muscle are one.
// Valid to 100 W: the source's rise at 145 W is half as large again as (1). Nothing else of the source's exercise (pressure
// of the belly) is in it. Sources: heldt2004 (r_1, tau; O_1 by its power).
#pragma once
#include <cmath>

namespace cisterna {
class ParameterSet;
}

namespace cisterna::circulation {

template <class S>
struct ExerciseReset {
  S rise{};    ///< r_1 [Pa]
  S oxygen{};  ///< O_1 [m3/s]
  S time{};    ///< tau [s]
};
ExerciseReset<double> exercise_reset(const ParameterSet& parameters);

/// (1): rise of the set point after `duration` [Pa].
template <class T, class S>
T rise_after(const T& rise, const T& asked, const T& duration, const ExerciseReset<S>& e) {
  using std::exp;
  const T steady = e.rise * asked / e.oxygen;
  return steady + (rise - steady) * exp(-(duration / e.time));
}

}  // namespace cisterna::circulation
