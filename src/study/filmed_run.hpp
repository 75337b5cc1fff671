// Runs a limb or body and films it: the one way in which starts are watched, procedures of instruments are run, and
// validation runs persons. Looking never touches the run: the film has an evaluation of its own.
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "engine/coupled_body.hpp"
#include "measure/running_limb.hpp"
#include "measure/vessel_camera.hpp"

namespace cisterna {

class FilmedRun final : public RunningLimb {
 public:
  /// Begins at time 0. All that is referred to outlives this.
  FilmedRun(const Limb& limb, const Surroundings& around, std::span<const double> start,
            const SimulationOptions& options = {}, BodyBlood* blood = nullptr);

  double time() const override { return now_; }
  const Surroundings& around() const override { return *around_; }
  /// Not with blood.
  void surround(const Surroundings& around) override;

  /// Told at every picture, and at a look of its own, what system() reads.
  using See = std::function<void(const LymphSystem&)>;
  VesselRecording film(double duration, double step) override { return film(duration, step, {}); }
  VesselRecording film(double duration, double step, const See& see);
  VesselRecording pass(double duration) override;
  void pass_to(double t);
  /// Adds pictures to a film until `end`, the last one there; `go_on` is asked after each, with the time. Where the limb
  /// cannot be stepped, or shall not go on, it stays where it is.
  StopReason film_to(double end, double step, VesselCamera& camera,
                     const std::function<bool(double)>& go_on = {}, const See& see = {});

  /// The state at time(), with the system's readings up to date.
  std::span<const double> state();
  const LymphSystem& system() const { return watch_; }
  const StateLayout& layout() const { return watch_.layout(); }

  /// Amounts that passed since the start [m3].
  struct Counted {
    double uptake = 0;    ///< into the initial lymphatics
    double outlet = 0;    ///< out of the limb
    double absorbed = 0;  ///< by nodes
  };
  Counted counted() const;

 private:
  StopReason go_to(double t);

  const Limb& limb_;
  const Surroundings* around_;
  CoupledBody body_;
  LymphSystem watch_;
  std::vector<double> y_, rates_;
  double now_ = 0;
};

}  // namespace cisterna
