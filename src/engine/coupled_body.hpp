// The whole body in time: its lymphatic network, and its blood a little ahead of it.
#pragma once
#include <array>
#include <optional>

#include "body/limb/shifted_surroundings.hpp"
#include "engine/body_blood.hpp"
#include "engine/simulation.hpp"

namespace cisterna {

/// What acts on the network of a body that has blood: the chest's pressure falls as the trunk stands up, as blood has it.
class BloodySurroundings final : public ShiftedSurroundings {
 public:
  /// `rested`: with the blood as it rests, for the search of the start.
  BloodySurroundings(const Surroundings& inner, const BodyBlood& blood, bool rested = false)
      : ShiftedSurroundings(inner), blood_(blood), rested_(rested) {}
  CavityPressures cavities(double t) const override;
  bool blood(double t, BloodSide out) const override {
    rested_ ? blood_.rest_at(out) : blood_.side_at(t, out);
    return true;
  }

 private:
  const BodyBlood& blood_;
  bool rested_;
};

class CoupledBody {
 public:
  /// All outlive this. `blood` has settled or been recalled, at the time that lymph will start from; without it the network
  /// keeps what it says of blood.
  CoupledBody(const Limb& body, const Surroundings& around, BodyBlood* blood,
              SimulationOptions options);

  /// Its counters are zero.
  void start(double t, std::span<const double> state) { run_.start(t, state); }
  StopReason step();
  StopReason advance(double t);
  Simulation& lymph() { return run_; }
  /// What stopped blood, in words; empty where it goes on.
  std::string trouble() const { return blood_ != nullptr ? blood_->trouble() : std::string{}; }
  const BodyBlood* blood() const { return blood_; }
  const Surroundings& surroundings() const { return bloody_ ? *bloody_ : around_; }

 private:
  const Surroundings& around_;
  BodyBlood* blood_;
  std::optional<BloodySurroundings> bloody_;
  Simulation run_;
};

}  // namespace cisterna
