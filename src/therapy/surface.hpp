// The seam between what is done to a limb and the body: a limb's surface as patches, and the load on each.
#pragma once
#include <span>
#include <vector>

namespace cisterna {

/// One surface patch. `s` runs along the limb from the finger tips [m], `angle` around it [rad].
struct SurfacePatch {
  double s = 0;       ///< centre along the limb [m]
  double length = 0;  ///< along the limb [m]
  double angle = 0;   ///< centre around the limb [rad]
  double width = 0;   ///< around the limb [m]
  double radius = 0;  ///< of the limb here [m]
  int region = 0;     ///< index into LimbAnatomy::regions
};

/// What lies on a patch at one moment, averaged over the patch.
struct SurfaceLoad {
  double pressure = 0;  ///< normal [Pa], >= 0
  /// Where the patch is pressed hardest, not averaged: of several that act on it the sum, which they reach where they overlap [Pa].
  double highest = 0;
  double contact_radius =
      0;  ///< equivalent radius of the loaded area [m]; infinity for a full cuff or garment
  double traction = 0;     ///< tangential, along the limb, positive proximal [Pa]
  double touch_speed = 0;  ///< speed of the hand over the skin [m/s]
  double covered = 0;      ///< share of the patch that hands lie on [1]
  /// That the muscle under the patch makes by contracting [Pa]; no load on the skin.
  double muscle_pressure = 0;
};

/// Pressures in the trunk, above that of the air.
struct CavityPressures {
  double thorax = 0, abdomen = 0;  ///< [Pa]
};

/// What has crossed between blood and the outside of the body since a treatment began.
struct OutsideExchange {
  double infused_right = 0, infused_left = 0;  ///< into a vein of that arm [m3]
  double infused_protein = 0;                  ///< with it [kg]
  double bled_right = 0, bled_left = 0;        ///< blood, out of a vein of that arm [m3]
  double drinking = 0;                         ///< water that the gut has taken up [m3]
  double urine = 0, insensible = 0;            ///< water; the latter through lungs and skin [m3]

  double infused() const { return infused_right + infused_left; }
  double bled() const { return bled_right + bled_left; }
  double in() const { return infused() + drinking; }
  double out() const { return bled() + urine + insensible; }
  /// this + weight * other.
  OutsideExchange plus(const OutsideExchange& other, double weight = 1) const;
};

/// State of the whole limb, set by the protocol.
struct LimbSetting {
  double elevation =
      0;  ///< angle of the limb above the horizontal [rad], +pi/2 raised, -pi/2 hanging
  double skin_temperature = 306.15;  ///< [K]
  double thoracic_pressure = 0;      ///< in the chest; a limb alone has none to feel it [Pa]
  double abdominal_pressure = 0;     ///< in the abdomen [Pa]
};

/// A whole treatment in time. Immutable; safe to share between threads. Smooth between breakpoints.
class Treatment {
 public:
  virtual ~Treatment() = default;
  virtual double duration() const = 0;  ///< [s]
  /// The first discontinuity (of value or slope) strictly after t, or infinity.
  virtual double next_breakpoint(double t) const = 0;
  /// Loads on all patches at t. `out.size() == patches().size()`.
  virtual void loads(double t, std::span<SurfaceLoad> out) const = 0;
  virtual LimbSetting setting(double t) const = 0;
  /// Given into veins, taken, drunk and passed until t.
  virtual OutsideExchange exchanged(double) const { return {}; }
  /// Angle of each member of a body, where the treatment moves some by themselves; else false, and nothing is written.
  virtual bool elevations(double, std::span<double>) const { return false; }
  /// Of each patch [K], where the treatment warms some by themselves; else false, and nothing is written.
  virtual bool skin_temperatures(double, std::span<double>) const { return false; }
  /// Highest pressure on the skin (not in the muscle) by all that begins before `end` [Pa]: exact, under the
  /// middle of a hand or within a chamber. Of several acting on one patch at a time the sum, which they reach where they overlap.
  virtual double peak_pressure(double end) const = 0;
  /// False where no load acts at t, on the skin or in the muscle (lets the engine skip the contact
  /// mechanics).
  virtual bool touching(double t) const = 0;
};

}  // namespace cisterna
