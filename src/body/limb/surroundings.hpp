// What acts on a limb from outside, as the body meets it: pressures already carried to depth.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "therapy/surface.hpp"

namespace cisterna {

/// Pressures and strain under the skin at one moment.
struct DepthLoads {
  std::span<double> skin, collector, muscle;  ///< transmitted applied pressure [Pa]: of each skin
                                              ///< patch, collector site, skin patch
  std::span<double> traction;                 ///< shear stress on the skin, without sign [Pa]
  /// Pressure made within the tissue, which acts at once: of each tissue patch, skin patches first [Pa]. Zero on entry.
  std::span<double> within;
};

/// Blood around a limb or body at one moment. On entry what the network says, where nothing else is known.
struct BloodSide {
  std::span<double> boundary;   ///< pressure where lymph enters the veins, of each boundary [Pa]
  std::span<double> capillary;  ///< of each tissue patch, at heart level and with nothing pressing;
                                ///< of viscera above the pressure of their cavity [Pa]
  std::span<double> venous;     ///< the same of its small veins [Pa]
  double& plasma_protein;       ///< [kg/m3]
};

/// Smooth between breakpoints. One object may serve many threads.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  virtual double next_breakpoint(double t) const = 0;
  virtual bool touching(double t) const = 0;
  virtual void loads(double t, DepthLoads out) const = 0;
  virtual double elevation(double t) const = 0;         ///< [rad]
  virtual double skin_temperature(double t) const = 0;  ///< [K]
  /// Angle of each member by itself, of the direction in which its `along` grows (posture.hpp) [rad]. False, and
  /// nothing written, where elevation() holds for all.
  virtual bool elevations(double, std::span<double>) const { return false; }
  /// Of each skin patch [K]. False, and nothing written, where skin_temperature() holds for all.
  virtual bool skin_temperatures(double, std::span<double>) const { return false; }
  virtual CavityPressures cavities(double) const { return {}; }
  /// False, and nothing written, where blood is not followed and what the network says holds.
  virtual bool blood(double, BloodSide) const { return false; }
  /// What has crossed between blood and the outside of the body until t.
  virtual OutsideExchange exchanged(double) const { return {}; }
  /// What hands and devices lay on each skin patch. False, and nothing written, where nobody says.
  virtual bool surface(double, std::span<SurfaceLoad>) const { return false; }
};

/// What acts on a part of a network whose tissue is looked after elsewhere, over one step of the whole. At three
/// moments (its beginning, middle and end), between which values follow a parabola.
struct HeldSurroundings {
  double from = 0, to = 0;  ///< [s]
  struct Moment {
    std::vector<double> outside;       ///< of each lymphangion [Pa]
    std::vector<double> fluid, solid;  ///< around each initial lymphatic [Pa]
    std::vector<double> hydration;     ///< of the tissue there, relative to rest
    std::vector<double> outside_node;  ///< [Pa]
    std::vector<double> boundary;      ///< pressures [Pa]
  };
  std::array<Moment, 3> at;
  // the same over the whole step
  std::vector<double> height;             ///< of cells, then boundaries [m]
  std::vector<double> warmth;             ///< of each lymphangion [1]
  std::vector<double> boundary_pressure;  ///< at its beginning [Pa]
  std::vector<double> inflow;             ///< what other parts give to each cell [m3/s]
  double plasma_protein = 0;              ///< [kg/m3]
};

}  // namespace cisterna
