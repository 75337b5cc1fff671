// Hands: pressing one site without sliding, or gliding along the path.
//
// Within the pressed part of a repetition, x = time / press_time runs from 0 to 1; the centre of the
// contact then lies at (place + d a + d u(x), angle + w(x) / radius), d = +1 proximal, -1 distal, with
// `a` the advance of this repetition:
//
//   glide              u = travel (x - 1/2)             w = 0
//   pump               u = -travel cos(pi x) / 2        w = 0
//   stationary circle  u = -travel cos(pi x) / 2        w = travel sin(pi x) / 2
//   scoop              u = -travel cos(pi x) / 2        w = -swing cos(pi x) / 2
//   rotary             u = -travel cos(pi x) / 2        w = +-swing sin(pi x) / 2, sides in turn
//   petrissage         u = -travel cos(pi x) / 2        w = -+swing cos(pi x) / 2, + for the second hand
//   friction           u = travel cos(phi) / 2          w = swing sin(phi) / 2, phi = 2 pi f time
//   tapotement         u = 0                            w = 0
//   vibration          u = 0                            w = 0
//
// In the rest of the period the hand returns without pressure. The pressure under its middle is
//
//   (1)  p(time) = p S(time) S(press_time - time)        S rises from 0 to 1 within `rise`, without corners
//   (2)  p(time) = (p + a cos(2 pi f (time - press_time / 2))) S S        vibration
//
// Two hands knead: side by side along the limb, `contact_length` apart, the second half a period after the first.
// Each presses for at most half of the period, so that one lets go before the other takes hold. An impact
// (tapotement) is (1) with a rise of half of its time: p sin^2(pi x), whose impulse is p times half of its time.
// A vibration stands at a crest in the middle of the press, so that p + a is reached whatever f.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "therapy/footprint.hpp"
#include "therapy/programme.hpp"

namespace cisterna {
namespace {

// Stops within each turn of friction or vibration, and within each impact. These have no corners, but come and go faster
// than the states of a limb follow: a solver that watches only those steps over them.
constexpr int kStops = 4;

class Contact final : public Programme {
 public:
  Contact(const Step& step, double place, double angle, double travel, double press_time,
          std::span<const SurfacePatch> patches)
      : Programme(step.repetitions * step.period),
        technique_(step.technique),
        place_(place),
        angle_(angle),
        travel_(travel),
        swing_(step.swing),
        turn_(step.turn),
        advance_(step.advance),
        sign_(step.direction == Direction::proximal ? 1 : -1),
        press_time_(press_time),
        period_(step.period),
        rise_(step.rise),
        pressure_(step.pressure),
        traction_(step.traction),
        amplitude_(step.amplitude),
        turns_(2 * std::numbers::pi * step.frequency),
        repetitions_(step.repetitions) {
    shape_.length = step.contact_length;
    shape_.width = step.angles.empty() ? HUGE_VAL : step.contact_width;
    shape_.soft = step.soft_edge;
    choose_reachable(patches);
    collect_stops(step.frequency);
  }

  void add(double local, std::span<SurfaceLoad> out) const override {
    const int repetition = repetition_at(local);
    const double since = local - repetition * period_;
    press(since, repetition, 0, out);
    if (kneads()) press(since - 0.5 * period_, repetition, 1, out);
  }

  bool touching(double local) const override {
    const double since = local - repetition_at(local) * period_;
    return pressing(since) || (kneads() && pressing(since - 0.5 * period_));
  }

  // The middle of a footprint and of a press bear the full pressure. Two hands that knead never press together.
  void raise_to_peak(std::span<double> out) const override {
    for (const Reachable& it : reachable_) raise(out, it.index, pressure_ + amplitude_);
  }

  double next_breakpoint(double local) const override {
    return next_in_cycles(local, period_, repetitions_, stops_);
  }

 private:
  struct Reachable {
    SurfacePatch patch;
    int index;
    double around;          // share of the patch's width, where the contact keeps its angle
    double contact_radius;  // [m]
  };

  bool kneads() const { return technique_ == Technique::petrissage; }
  bool pressing(double elapsed) const { return elapsed >= 0 && elapsed < press_time_; }

  void press(double elapsed, int repetition, int hand, std::span<SurfaceLoad> out) const {
    if (elapsed <= 0 || elapsed >= press_time_) return;
    const double strength = smooth_rise(elapsed, rise_) * smooth_rise(press_time_ - elapsed, rise_);
    const double x = elapsed / press_time_;
    const double beside = kneads() ? (hand - 0.5) * shape_.length : 0;
    const double s = place_ + sign_ * (beside + advance_at(repetition) + along(x, elapsed));
    const double arc = arc_at(x, elapsed, repetition, hand);
    const double pressure =
        pressure_ +
        (amplitude_ > 0 ? amplitude_ * std::cos(turns_ * (elapsed - 0.5 * press_time_)) : 0);
    const double speed = glides(technique_) ? travel_ / press_time_ : 0;
    for (const Reachable& it : reachable_) {
      double cover = shape_.along(it.patch, s);
      if (cover <= 0) continue;
      cover *= sways() ? shape_.around(it.patch, angle_, arc) : it.around;
      const double weight = strength * cover;
      lay(out[static_cast<std::size_t>(it.index)], weight * pressure, strength * pressure,
          it.contact_radius, sign_ * weight * traction_, weight * speed, cover);
    }
  }

  bool sways() const {
    return technique_ == Technique::stationary_circle || technique_ == Technique::scoop ||
           technique_ == Technique::rotary || technique_ == Technique::petrissage ||
           technique_ == Technique::friction;
  }
  int repetition_at(double local) const {
    return std::clamp(static_cast<int>(std::floor(local / period_)), 0, repetitions_ - 1);
  }
  double advance_at(int repetition) const {
    return advance_ * (repetition - 0.5 * (repetitions_ - 1));
  }
  double along(double x, double elapsed) const {
    if (glides(technique_)) return travel_ * (x - 0.5);
    if (technique_ == Technique::friction) return 0.5 * travel_ * std::cos(turns_ * elapsed);
    return -0.5 * travel_ * std::cos(std::numbers::pi * x);
  }
  double arc_at(double x, double elapsed, int repetition, int hand) const {
    switch (technique_) {
      case Technique::stationary_circle:
        return turn_ * 0.5 * travel_ * std::sin(std::numbers::pi * x);
      case Technique::scoop: return -0.5 * turn_ * swing_ * std::cos(std::numbers::pi * x);
      case Technique::rotary: {
        const double side = repetition % 2 == 0 ? 1 : -1;
        return side * 0.5 * turn_ * swing_ * std::sin(std::numbers::pi * x);
      }
      case Technique::petrissage:
        return (hand - 0.5) * turn_ * swing_ * std::cos(std::numbers::pi * x);
      case Technique::friction: return 0.5 * turn_ * swing_ * std::sin(turns_ * elapsed);
      default: return 0;
    }
  }

  void choose_reachable(std::span<const SurfacePatch> patches) {
    const double reach = 0.5 * (travel_ + shape_.length * (1 + shape_.soft + (kneads() ? 1 : 0))) +
                         std::abs(advance_at(0));
    for (std::size_t i = 0; i < patches.size(); ++i) {
      const SurfacePatch& patch = patches[i];
      if (std::abs(patch.s - place_) >= reach + 0.5 * patch.length) continue;
      const double around = shape_.around(patch, angle_, 0);
      if (!sways() && around <= 0) continue;
      reachable_.push_back(
          {patch, static_cast<int>(i), around, shape_.equivalent_radius(patch.radius)});
    }
  }

  // The end of each press, and, of what is quick, moments within it.
  void collect_stops(double frequency) {
    const double turns = technique_ == Technique::tapotement ? 1 : frequency * press_time_;
    const int count = std::max(1, static_cast<int>(std::lround(kStops * turns)));
    for (int k = 1; k <= count; ++k) stops_.push_back(press_time_ * k / count);
    if (kneads()) stops_.insert(stops_.end(), {0.5 * period_, 0.5 * period_ + press_time_});
  }

  Technique technique_;
  Footprint shape_;
  double place_, angle_, travel_, swing_, turn_, advance_, sign_;
  double press_time_, period_, rise_, pressure_, traction_;
  double amplitude_, turns_;  // [Pa]; angular speed [rad/s]
  int repetitions_;
  std::vector<Reachable> reachable_;
  std::vector<double> stops_;  // within a period, ascending
};

}  // namespace

std::unique_ptr<Programme> make_contact(const Step& step, double place, double angle, double travel,
                                        double press_time, std::span<const SurfacePatch> patches) {
  return std::make_unique<Contact>(step, place, angle, travel, press_time, patches);
}

}  // namespace cisterna
