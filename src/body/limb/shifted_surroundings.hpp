// Other surroundings, begun at another time.
#pragma once
#include "body/limb/surroundings.hpp"

namespace cisterna {

/// `inner`, `shift` later. `inner` outlives this.
class ShiftedSurroundings : public Surroundings {
 public:
  explicit ShiftedSurroundings(const Surroundings& inner, double shift = 0)
      : inner_(inner), shift_(shift) {}
  double next_breakpoint(double t) const override {
    return inner_.next_breakpoint(t - shift_) + shift_;
  }
  bool touching(double t) const override { return inner_.touching(t - shift_); }
  void loads(double t, DepthLoads out) const override { inner_.loads(t - shift_, out); }
  double elevation(double t) const override { return inner_.elevation(t - shift_); }
  double skin_temperature(double t) const override { return inner_.skin_temperature(t - shift_); }
  bool elevations(double t, std::span<double> out) const override {
    return inner_.elevations(t - shift_, out);
  }
  bool skin_temperatures(double t, std::span<double> out) const override {
    return inner_.skin_temperatures(t - shift_, out);
  }
  CavityPressures cavities(double t) const override { return inner_.cavities(t - shift_); }
  bool surface(double t, std::span<SurfaceLoad> out) const override {
    return inner_.surface(t - shift_, out);
  }
  OutsideExchange exchanged(double t) const override { return inner_.exchanged(t - shift_); }
  bool blood(double t, BloodSide out) const override { return inner_.blood(t - shift_, out); }

 private:
  const Surroundings& inner_;
  double shift_;
};

}  // namespace cisterna
