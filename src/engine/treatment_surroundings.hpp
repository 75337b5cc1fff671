// A treatment as the body meets it: surface loads carried to depth by contact mechanics.
#pragma once
#include <algorithm>
#include <memory>
#include <vector>

#include "body/limb/limb.hpp"
#include "body/limb/surroundings.hpp"
#include "therapy/breathing_course.hpp"
#include "therapy/pressed_cavity.hpp"
#include "therapy/surface.hpp"
#include "therapy/treatment.hpp"

namespace cisterna {

std::vector<SurfacePatch> surface_of(const Limb& limb);
std::vector<LimbRegionSpan> spans_of(const Limb& limb);

class TreatmentSurroundings final : public Surroundings {
 public:
  TreatmentSurroundings(const Limb& limb, std::shared_ptr<const Treatment> treatment);

  double next_breakpoint(double t) const override;
  bool touching(double t) const override { return treatment_->touching(t); }
  void loads(double t, DepthLoads out) const override;
  double elevation(double t) const override { return treatment_->setting(t).elevation; }
  double skin_temperature(double t) const override {
    return treatment_->setting(t).skin_temperature;
  }
  bool elevations(double t, std::span<double> out) const override {
    return treatment_->elevations(t, out);
  }
  bool skin_temperatures(double t, std::span<double> out) const override {
    return treatment_->skin_temperatures(t, out);
  }
  /// By breathing, and in the abdomen by what presses on its wall.
  CavityPressures cavities(double t) const override;
  bool surface(double t, std::span<SurfaceLoad> out) const override;
  OutsideExchange exchanged(double t) const override { return treatment_->exchanged(t); }

 private:
  std::span<const SurfaceLoad> surface_at(
      double t) const;  // good until the next call in this thread

  std::shared_ptr<const Treatment> treatment_;
  PressedCavity abdomen_;
  std::size_t patches_;
  double skin_depth_, muscle_depth_, share_above_fascia_;
  std::vector<int> site_patch_;  // of the collectors
  std::vector<double> site_depth_;
};

/// How somebody rests before a protocol begins.
struct RestSetting {
  double elevation = 0, skin_temperature = 306.15;  ///< [rad], [K]
  std::vector<double> elevations{};  ///< of each member, as Surroundings has them; empty: all alike
  Breathing breathing{};             ///< a limb alone does not feel it
  bool operator==(const RestSetting&) const = default;
};
/// As the protocol states it. Throws std::invalid_argument where it names a member that is not there.
RestSetting rest_setting(const std::vector<Member>& members, const Protocol& protocol);

/// Nothing touches the limb; posture and temperature stay, and breathing goes on as it was.
class RestSurroundings final : public Surroundings {
 public:
  RestSurroundings(double elevation, double skin_temperature)
      : RestSurroundings(RestSetting{elevation, skin_temperature}) {}
  explicit RestSurroundings(RestSetting setting) : setting_(std::move(setting)) {}
  double next_breakpoint(double) const override;
  bool touching(double) const override { return false; }
  void loads(double, DepthLoads) const override {}
  double elevation(double) const override { return setting_.elevation; }
  bool elevations(double, std::span<double> out) const override {
    std::copy(setting_.elevations.begin(), setting_.elevations.end(), out.begin());
    return !setting_.elevations.empty();
  }
  double skin_temperature(double) const override { return setting_.skin_temperature; }
  CavityPressures cavities(double t) const override {
    return cavity_pressures(setting_.breathing, t);
  }

 private:
  RestSetting setting_;
};

}  // namespace cisterna
