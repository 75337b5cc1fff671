#include "engine/coupled_body.hpp"

#include <cmath>

namespace cisterna {

CavityPressures BloodySurroundings::cavities(double t) const {
  CavityPressures p = ShiftedSurroundings::cavities(t);
  std::array<double, circulation::kParts> angles{};
  // The trunk is the first member; it has no parent.
  if (!elevations(t, angles)) angles[0] = elevation(t);
  p.thorax -= blood_.chest_fall(-std::sin(angles[0]));
  return p;
}

CoupledBody::CoupledBody(const Limb& body, const Surroundings& around, BodyBlood* blood,
                         SimulationOptions options)
    : around_(around),
      blood_(blood),
      bloody_(blood != nullptr ? std::optional<BloodySurroundings>(std::in_place, around, *blood)
                               : std::nullopt),
      run_(body.network, surroundings(), options) {}

StopReason CoupledBody::step() {
  if (blood_ == nullptr) return run_.step();
  blood_->take(run_.layout(), run_.state());
  const StepOutcome outcome = blood_->reach(around_, run_.time() + run_.longest_step());
  return outcome == StepOutcome::ok ? run_.step() : reason_of(outcome);
}

StopReason CoupledBody::advance(double t) {
  while (run_.time() < t)
    if (const StopReason reason = step(); reason != StopReason::finished) return reason;
  return StopReason::finished;
}

}  // namespace cisterna
