// A limb or body that runs while instruments are on it, as a procedure (measurements.hpp) meets it. The study steps it
// (study/filmed_run.hpp).
#pragma once
#include <functional>
#include <memory>

#include "body/limb/surroundings.hpp"
#include "measure/vessel_recording.hpp"

namespace cisterna {

/// What goes on throws std::runtime_error where the limb cannot be stepped.
class RunningLimb {
 public:
  virtual ~RunningLimb() = default;
  virtual double time() const = 0;  ///< [s]
  /// Goes on and takes a picture of the superficial vessels every `step` [s].
  virtual VesselRecording film(double duration, double step) = 0;
  /// Goes on without pictures: of the recording its ends are known.
  virtual VesselRecording pass(double duration) = 0;
  /// What acts on it now.
  virtual const Surroundings& around() const = 0;
  /// From now on `around`, which outlives this, acts on it.
  virtual void surround(const Surroundings& around) = 0;
};

/// Lets a limb, which outlives what is given, lie and run from its start. It may be one with vessels closed.
using RunningFrom = std::function<std::unique_ptr<RunningLimb>(const Limb&)>;

}  // namespace cisterna
