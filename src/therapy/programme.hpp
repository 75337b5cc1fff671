// What one action does from its start to its end: the building blocks of a treatment in time.
// A programme knows only its own clock (`local`, 0 at its start), so that a repeated stroke is stored once.
#pragma once
#include <algorithm>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "therapy/protocol.hpp"
#include "therapy/surface.hpp"

namespace cisterna {

inline constexpr double kNever = std::numeric_limits<double>::infinity();

/// Piece of the limb along s that a step works on.
struct LimbSpan {
  double from = 0, to = 0;  ///< distal and proximal end [m]
  double length() const { return to - from; }
};

class Programme {
 public:
  explicit Programme(double duration) : duration_(duration) {}
  virtual ~Programme() = default;
  double duration() const { return duration_; }
  /// Adds the loads at `local` to `out`.
  virtual void add(double local, std::span<SurfaceLoad> out) const = 0;
  virtual bool touching(double local) const = 0;
  /// Raises `out`, one value a patch, to the highest pressure that ever acts anywhere on the patch [Pa]: that
  /// under the middle of a hand, not averaged over the patch.
  virtual void raise_to_peak(std::span<double> out) const = 0;
  /// First breakpoint strictly after `local`, within (0, duration), or kNever.
  virtual double next_breakpoint(double local) const = 0;

 private:
  double duration_;
};

/// Lays a contact onto a load that may already hold another: forces add up, and the sharper contact of
/// two keeps its share (inverse radii weighted by pressure). `pressure` is its mean over the patch, `highest` that under
/// its middle; `covered` by a hand.
void lay(SurfaceLoad& load, double pressure, double highest, double contact_radius,
         double traction = 0, double touch_speed = 0, double covered = 0);

/// First of the ascending `offsets` within a cycle, or the next cycle's start, strictly after `local`.
double next_in_cycles(double local, double cycle, long cycles, std::span<const double> offsets);

/// Raises the value of a patch to `pressure`.
inline void raise(std::span<double> out, int patch, double pressure) {
  double& highest = out[static_cast<std::size_t>(patch)];
  highest = std::max(highest, pressure);
}

/// Share of each patch that a chamber, garment or sensor covers, for the patches it covers at all.
struct Cover {
  int patch;
  double pressure;  ///< averaged over the patch, per unit of the time course (or absolute [Pa])
};

/// Patches with the parts of one programme (chambers, sensors) that press on them side by side: the one that presses
/// hardest counts, not their sum.
class SideBySide {
 public:
  void add(int part, const std::vector<Cover>& covers);
  /// Adds to SurfaceLoad::highest; `pressure` of each part, under its middle [Pa].
  void lay(std::span<const double> pressure, std::span<SurfaceLoad> out) const;

 private:
  struct Shared {
    int patch;
    std::vector<int> parts;
  };
  std::vector<Shared> patches_;
};

/// A hand at one place: `repetitions` presses or strokes. `place` is the middle of the travel along the
/// limb; `travel` that of the whole stroke for a gliding hand.
std::unique_ptr<Programme> make_contact(const Step& step, double place, double angle, double travel,
                                        double press_time, std::span<const SurfacePatch> patches);
std::unique_ptr<Programme> make_sleeve(const Step& step, LimbSpan span, long cycles,
                                       std::span<const SurfacePatch> patches);
std::unique_ptr<Programme> make_garment(const Step& step, LimbSpan span,
                                        std::span<const SurfacePatch> patches);
std::unique_ptr<Programme> make_muscle_pump(const Step& step, LimbSpan span, long contractions,
                                            std::span<const SurfacePatch> patches);
/// `spans[i]` is where `step.places[i]` lies.
std::unique_ptr<Programme> make_player(const Step& step, std::span<const LimbSpan> spans,
                                       long plays, std::span<const SurfacePatch> patches);

}  // namespace cisterna
