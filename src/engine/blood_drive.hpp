// What acts on heart and vessels, told by what acts on the lymphatic network of the same body: sampled ahead over a chunk
// of time, on straight lines between samples.
//
//   (1) on_bed = sum_i V_i (p_i + p_within,i)/sum_i V_i     over the patches i of the bed, p_i carried to their depth
//   (2) sine(trunk) = -sin e, sine(limb) = sin e            e elevation of the member (body/limb/posture.hpp)
//
//   V_i resting volume of a patch [m3], p_i, p_within,i pressure that is put on it and that its muscle makes [Pa]
// Bone, and the large vessels of a part, bear what its muscle bears. Heart, kidneys and viscera bear their cavity. No delay:
// blood vessels are pressed as soon as the skin is. What lymph and tissue exchange with blood is constant over a chunk.
#pragma once
#include <array>
#include <vector>

#include "body/circulation/blood_outside.hpp"
#include "body/limb/surroundings.hpp"
#include "engine/blood_map.hpp"
#include "engine/own_beds.hpp"

namespace cisterna {

class BloodDrive final : public circulation::BloodSurroundings {
 public:
  BloodDrive(const Limb& body, const BloodMap& map);

  /// Samples [from, from + intervals * spacing] of blood's time; the surroundings are at `offset` less.
  void look_ahead(const Surroundings& around, double offset, double from, int intervals,
                  double spacing);
  /// Plasma that leaves each bed, and lymph that enters at both angles, over that stretch [m3/s].
  std::array<double, circulation::kBeds> filtered{};
  double right_lymph = 0, left_lymph = 0;
  /// Of equal stretches of what is looked at next. None: no bed sets its own width. Where they do, what presses on skin
  /// and muscle acts there, not on their beds a second time.
  std::vector<OwnBeds::Widened> widened;
  /// BloodOutside::set_point_rise where it begins and ends.
  std::array<double, 2> set_point_rise{};

  void at(double t, circulation::BloodOutside& outside) const override;
  double next_breakpoint(double t) const override;
  double end() const { return end_; }

 private:
  void sample(const Surroundings& around, double t, circulation::BloodOutside& out);
  void pose(const Surroundings& around, double t, circulation::BloodOutside& out);

  const Limb& body_;
  const BloodMap& map_;
  std::vector<circulation::BloodOutside> samples_{2};
  double from_ = 0, spacing_ = 1, end_ = 1;
  std::array<double, circulation::kBeds> volume_{};  // of the patches of each bed [m3]
  std::vector<double> skin_, collector_, muscle_, traction_, within_, angles_;
};

}  // namespace cisterna
