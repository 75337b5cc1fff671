// A treatment as the body meets it: surface loads carried to depth by contact mechanics.
#pragma once
#include <memory>
#include <vector>

#include "body/limb/limb.hpp"
#include "body/limb/surroundings.hpp"
#include "therapy/breathing_course.hpp"
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
  CavityPressures cavities(double t) const override {
    const LimbSetting setting = treatment_->setting(t);
    return {setting.thoracic_pressure, setting.abdominal_pressure};
  }

 private:
  std::shared_ptr<const Treatment> treatment_;
  std::size_t patches_;
  double skin_depth_, muscle_depth_, share_above_fascia_;
  std::vector<int> site_patch_;  // of the collectors
  std::vector<double> site_depth_;
};

/// Nothing touches the limb; posture and temperature stay, and breathing is quiet.
class RestSurroundings final : public Surroundings {
 public:
  RestSurroundings(double elevation, double skin_temperature)
      : elevation_(elevation), skin_temperature_(skin_temperature) {}
  double next_breakpoint(double) const override;
  bool touching(double) const override { return false; }
  void loads(double, DepthLoads) const override {}
  double elevation(double) const override { return elevation_; }
  double skin_temperature(double) const override { return skin_temperature_; }
  CavityPressures cavities(double t) const override { return cavity_pressures({}, t); }

 private:
  double elevation_, skin_temperature_;
};

}  // namespace cisterna
