// Pressures in the tissue where a patch is pressed hardest: under the hand, not averaged over a patch that may be larger.
//
//   (1) P = P_m + a - a_m                      in the skin layer, and around a collector at its depth
//   (2) a = g x + (1 - g) q,  dq/dt = (x - q)/t_c      tissue/viscoelastic.hpp (1), of the load where it is highest
//
//   P_m, a_m mean of the patch and what of it a load makes [Pa]; x what arrives at that depth of the highest pressure on the
//   patch (therapy/contact.hpp) [Pa]; q its crept part [Pa], g instantaneous share [1], t_c creep time [s]
// So that safety figures do not hang on how finely a limb is cut into patches, as the mean of a patch does.
// Assumes: the hand stays where it presses hardest for as long as it presses the patch, so that what creeps is an upper bound
// under a hand that glides; fluid moved out from under it moves as in the mean of the patch.
// Sources: own derivation.
#pragma once
#include <span>
#include <vector>

#include "body/limb/limb.hpp"
#include "body/limb/lymph_system.hpp"
#include "therapy/surface.hpp"

namespace cisterna {

class HardestPressed {
 public:
  explicit HardestPressed(const Limb& limb);
  /// A look at `t`, not before the last one, with the loads of then and what `system` read then; between two looks loads go
  /// straight. The first look finds nothing pressed before.
  void look(double t, std::span<const SurfaceLoad> surface, const LymphSystem& system);

  std::span<const double> skin() const { return skin_; }  ///< (1), of each skin patch [Pa]
  /// (1), of each lymphangion; as its mean where nothing on the skin reaches it [Pa].
  std::span<const double> walls() const { return walls_; }

 private:
  // (2) at one place.
  struct Crept {
    double at_once = 0, creep_time = 0;  // g [1], t_c [s]
    double load = 0, crept = 0;          // x, q [Pa]
    double pressed(double load_now, double span);
  };

  const Limb& limb_;
  double at_ = 0;
  std::vector<Crept> skin_places_, sites_;
  std::vector<double> skin_, walls_, on_sites_;
};

}  // namespace cisterna
