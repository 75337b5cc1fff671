// Which limbs and viscera begin swollen: what counts as an oedema, and what of the starts does.
#pragma once
#include <cstddef>
#include <vector>

#include "model/result.hpp"

namespace cisterna {

/// A limb counts as swollen from this share of its drawn volume on, by tape: where clinics begin to speak of oedema.
inline constexpr double kSwollenShare = 0.1;
/// All tissue of a body, from this many times its drawn fluid on: oedema shows from a third more on.
inline constexpr double kSwollenTissue = 4.0 / 3;
/// A viscus, from this share of the fluid drawn for all tissue on that it holds beyond its own. A healthy adult's viscera
/// stay below.
inline constexpr double kSwollenViscus = 0.05;

/// Fluid of one place of a body in the start in which it is most against what is drawn.
struct MostHeld {
  double held = 0;   ///< [m3]
  double times = 0;  ///< what is drawn; 0: in no start is it swollen
};

/// What of the starts is swollen beyond what is stated, and by how much at most. Starts are common to protocols: those of
/// finished runs of the first one.
struct Swelling {
  std::size_t starts = 0;
  std::size_t swollen = 0, balanced = 0;  ///< of them, and of those the ones in balance
  bool central = false;                   ///< that with central parameters is swollen
  double limb = 0, limb_share = 0;        ///< beyond drawn and stated [m3], [1]; 0: no limb is
  std::vector<MostHeld> organs;
  MostHeld tissue;  ///< all of a body
};
Swelling swelling_of(const StudyResult& study);

}  // namespace cisterna
