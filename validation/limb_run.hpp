// Running a limb and recording what instruments would look at.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "body/limb/limb.hpp"
#include "body/limb/shifted_surroundings.hpp"
#include "body/limb/surroundings.hpp"
#include "engine/simulation.hpp"
#include "measure/near_infrared.hpp"

namespace cisterna::validation {

/// Signals of all lymphangions over a window, and the mean flows in it.
struct LimbRecording : VesselRecording {
  std::vector<double> net_pressure{};  ///< mean in each initial lymphatic [Pa]
  double uptake = 0;                   ///< into the initial lymphatics [m3/s]
  double outlet = 0;                   ///< out of the limb [m3/s]
  double absorbed = 0;                 ///< by nodes [m3/s]
};

/// Nothing touches the limb; it lies at an angle, with a skin temperature.
class Still : public Surroundings {
 public:
  Still(double elevation, double skin_temperature)
      : elevation_(elevation), temperature_(skin_temperature) {}
  double next_breakpoint(double) const override;
  bool touching(double) const override { return false; }
  void loads(double t, DepthLoads out) const override;
  double elevation(double) const override { return elevation_; }
  double skin_temperature(double) const override { return temperature_; }

 private:
  double elevation_, temperature_;
};

/// A full cuff over [from, to] of the limb, inflated at `begin` within a second and then held.
class Cuff : public Surroundings {
 public:
  Cuff(const Limb& limb, double from, double to, double pressure, double begin,
       double skin_temperature);
  double next_breakpoint(double t) const override;
  bool touching(double t) const override { return t > begin_; }
  void loads(double t, DepthLoads out) const override;
  double elevation(double) const override { return 0; }
  double skin_temperature(double) const override { return temperature_; }

 private:
  std::vector<double> covered_;  ///< share of each patch
  std::vector<int> site_patch_;
  double pressure_, begin_, temperature_;
};

class LimbRun {
 public:
  /// `held_tissue`: tissue volumes stay as they are at the start.
  LimbRun(const LymphNetwork& network, const Surroundings& surroundings,
          std::span<const double> start, bool held_tissue = false);

  double time() const { return now_; }
  void surround(const Surroundings& surroundings);
  /// Goes on without recording.
  void pass(double duration) { pass_to(now_ + duration); }
  void pass_to(double time);
  LimbRecording record(double duration, double step = kPicture);
  /// The state at time(), with the system's readings up to date.
  std::span<const double> state();
  LymphSystem& system() { return simulation_.system(); }

 private:
  double passed_uptake() const;
  double passed_outlet() const;
  double passed_nodes() const;

  const LymphNetwork& network_;
  Simulation simulation_;
  std::vector<double> y_, rates_;
  double now_ = 0;
};

}  // namespace cisterna::validation
