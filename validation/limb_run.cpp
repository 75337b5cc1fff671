#include "limb_run.hpp"

#include <algorithm>
#include <limits>

namespace cisterna::validation {

LimbRecording record(FilmedRun& run, double duration, double step) {
  LimbRecording r;
  const LymphNetwork& w = run.system().network();
  r.net_pressure.assign(w.initials, 0.0);
  r.shear_sum.assign(w.lymphangions, 0.0);
  r.shear_highest.assign(w.lymphangions, -std::numeric_limits<double>::infinity());
  const auto pictures = static_cast<double>(std::lround(duration / step));
  const FilmedRun::Counted before = run.counted();
  static_cast<VesselRecording&>(r) = run.film(duration, step, [&](const LymphSystem& system) {
    const auto nets = system.pressures().subspan(w.lymphangions, w.initials);
    for (std::size_t i = 0; i < nets.size(); ++i) r.net_pressure[i] += nets[i] / pictures;
    for (std::size_t i = 0; i < w.lymphangions; ++i) {
      const double shear = system.wall_shears()[i];
      r.shear_sum[i] += shear, r.shear_highest[i] = std::max(r.shear_highest[i], shear);
    }
  });
  const FilmedRun::Counted now = run.counted();
  r.uptake = (now.uptake - before.uptake) / duration;
  r.outlet = now.outlet - before.outlet;
  r.absorbed = (now.absorbed - before.absorbed) / duration;
  return r;
}

}  // namespace cisterna::validation
