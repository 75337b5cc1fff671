// Hands and garments on the belly of the shipped body: what they do to the pressure inside.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>

#include "arm_test.hpp"
#include "therapy/breathing_course.hpp"

namespace cisterna {
namespace {

using namespace arm;

constexpr double kMmHg = 133.322387415;
constexpr double kRound = 1e-12;  // relative, of sums over patches

const Limb& limb() {
  static const Limb built = build_limb(adult().anatomy, adult().parameters, kCoarse, 1);
  return built;
}

std::shared_ptr<const Treatment> treatment(const std::string& steps) {
  const Protocol what = read_protocol_text(
      "kind: protocol\nname: n\ntitle: T\ndescription: d\n"
      "limb: {elevation: 0 deg, skin_temperature: 33 degC}\nsteps:\n" +
          steps,
      "p.yaml", adult().regions);
  return make_treatment(what, spans_of(limb()), surface_of(limb()));
}

std::shared_ptr<const Treatment> hand_on(const std::string& path, const std::string& more) {
  return treatment("  - {technique: pump, path: " + path + ", direction: proximal, " + more +
                   "contact_length: 14 cm, contact_width: 18 cm, travel: 0 cm, advance: 0 cm, "
                   "period: 1 s, pressed: 0.6, rise: 0.2 s, sites: 1, repetitions: 5}\n");
}

double by_breathing(const Treatment& treatment, double t) {
  return treatment.setting(t).abdominal_pressure;
}
double by_pressing(std::shared_ptr<const Treatment> what, double t) {
  const TreatmentSurroundings around(limb(), what);
  EXPECT_EQ(around.cavities(t).thorax, what->setting(t).thoracic_pressure);
  return around.cavities(t).abdomen - by_breathing(*what, t);
}

// Girths are those of the file: 92 and 84 cm over 30 cm.
TEST(PressedAbdomen, hand_on_the_belly_gives_its_force_over_diameter_times_length) {
  const auto press = hand_on("abdomen", "around: [0 deg], pressure: 60 mmHg, ");
  std::vector<SurfaceLoad> loads(limb().patches.size());
  press->loads(0.3, loads);
  double force = 0;  // straight in
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const LimbPatch& p = limb().patches[i];
    if (std::cos(p.angle) <= 0) continue;
    force += loads[i].pressure * p.length * 2 * p.radius * std::sin(0.5 * p.width / p.radius) *
             std::cos(p.angle);
  }
  const double area = 0.88 / std::numbers::pi * 0.3;
  EXPECT_GT(force, 50);
  EXPECT_LT(force, 250);
  EXPECT_NEAR(by_pressing(press, 0.3), force / area, force / area * kRound);
  EXPECT_EQ(by_pressing(press, 0.7), 0);  // the hand has let go
}

TEST(PressedAbdomen, belt_over_all_of_it_gives_its_own_pressure_and_a_legging_none) {
  const auto garment = [](const std::string& path) {
    return treatment("  - {technique: garment, path: " + path +
                     ", pressure: 10 mmHg, duration: 100 s, rise: 5 s}\n");
  };
  EXPECT_NEAR(by_pressing(garment("abdomen"), 50), 10 * kMmHg, 10 * kMmHg * kRound);
  EXPECT_NEAR(by_pressing(garment("[abdomen, thorax]"), 50), 10 * kMmHg, 10 * kMmHg * kRound);
  EXPECT_EQ(by_pressing(garment("left_thigh"), 50), 0);
  EXPECT_EQ(by_pressing(garment("thorax"), 50), 0);
}

TEST(PressedAbdomen, limb_alone_feels_nothing_of_it) {
  for (const char* name : {"ipc_arm", "mld_arm"}) {
    const auto what = treatment_of(coarse().limb, name);
    const TreatmentSurroundings around(coarse().limb, what);
    for (double t = 0; t < what->duration(); t += what->duration() / 37)
      EXPECT_EQ(around.cavities(t).abdomen, by_breathing(*what, t)) << name;
  }
}

TEST(PressedAbdomen, mirrored_hands_press_as_hard) {
  for (const double t : {0.05, 0.2, 0.3, 0.45}) {
    const double left = by_pressing(hand_on("abdomen", "around: [50 deg], pressure: 60 mmHg, "), t);
    const double right =
        by_pressing(hand_on("abdomen", "around: [310 deg], pressure: 60 mmHg, "), t);
    EXPECT_NEAR(left, right, left * kRound);
    EXPECT_GT(left, 0);
  }
}

// All that lies in the abdomen bears the rise, and nothing else but the wall is touched.
TEST(PressedAbdomen, its_vessels_and_viscera_bear_the_rise_and_filter_as_before) {
  const auto what = hand_on("abdomen", "around: [0 deg], pressure: 60 mmHg, ");
  const double t = 0.3, rise = by_pressing(what, t);
  const LymphNetwork& w = limb().network;
  const TreatmentSurroundings pressed(limb(), what);
  const RestSurroundings rest(0, kSkin);  // breathes alike
  ASSERT_EQ(rest.cavities(t).abdomen, by_breathing(*what, t));
  LymphSystem a(w, &rest, {}), b(w, &pressed, {});
  const std::vector<double> y = a.rest_guess(1);
  a.press(t, y), b.press(t, y);
  std::size_t borne = 0;
  for (std::size_t i = 0; i < w.lymphangions; ++i) {
    const double more = b.outside_pressures()[i] - a.outside_pressures()[i];
    if (w.lymphangion_cavity[i] == Cavity::abdomen) {
      EXPECT_NEAR(more, rise, rise * kRound);
      ++borne;
    } else if (w.lymphangion_cavity[i] == Cavity::thorax) {
      EXPECT_EQ(more, 0);
    }
  }
  EXPECT_GT(borne, 20u);
  std::vector<double> fa(y.size()), fb(y.size());
  a.rates(t, y, fa), b.rates(t, y, fb);
  const StateLayout at(w, true);
  for (std::size_t k = 0; k < w.tissue.organs.size(); ++k) {
    const std::size_t i = w.tissue.organ_patch(k);
    const double more = w.tissue.organs[k].cavity == Cavity::abdomen ? rise : 0;
    EXPECT_NEAR(b.fluid_pressures()[i] - a.fluid_pressures()[i], more, rise * kRound);
    EXPECT_NEAR(fb[at.filtered + i], fa[at.filtered + i], std::abs(fa[at.filtered + i]) * 1e-9);
  }
}

// Off the line between two moments by a quarter as much with half the step, between breakpoints.
TEST(PressedAbdomen, smooth_between_breakpoints) {
  const auto bend = [](const Surroundings& around, double from, double to, int pieces) {
    const double h = (to - from) / pieces;
    const auto p = [&](double t) { return around.cavities(t).abdomen; };
    double most = 0;
    for (int k = 0; k < pieces; ++k) {
      const double a = std::nextafter(from + k * h, to),
                   b = std::nextafter(from + (k + 1) * h, from);
      most = std::max(most, std::abs(p(from + (k + 0.5) * h) - 0.5 * (p(a) + p(b))));
    }
    return most;
  };
  std::size_t looked = 0;
  for (const auto& what :
       {hand_on("abdomen", "around: [0 deg], pressure: 60 mmHg, "),
        treatment("  - {technique: stationary_circle, path: abdomen, direction: proximal, around: "
                  "[20 deg], pressure: 30 mmHg, traction: 0.5 kPa, contact_length: 10 cm, "
                  "contact_width: 10 cm, travel: 4 cm, period: 2 s, pressed: 0.6, rise: 0.4 s, "
                  "sites: 1, repetitions: 2}\n")}) {
    const TreatmentSurroundings around(limb(), what);
    for (double from = 0; from < what->duration();) {
      const double to = std::min(around.next_breakpoint(from), what->duration());
      const double coarse = bend(around, from, to, 64), fine = bend(around, from, to, 128);
      EXPECT_LT(fine, 0.3 * coarse + 1e-9) << from << " to " << to;
      looked += coarse > 1 ? 1 : 0;
      from = to;
    }
  }
  EXPECT_GT(looked, 4u);
}

// The stepper of parts looks at the whole once a step: presses of the belly must not slip between its looks.
TEST(PressedAbdomen, stepper_of_parts_follows_the_hand) {
  constexpr double kEnd = 2, kAlike = 3;
  const Begun begun = begin(kVeryCoarse, 20, 1, adult());
  const LymphNetwork& w = begun.limb.network;
  const TreatmentSurroundings pressed(begun.limb,
                                      hand_on("abdomen", "around: [0 deg], pressure: 60 mmHg, "));
  const RestSurroundings rest(0, kSkin);
  const StateLayout at(w, true);
  const auto after = [&](const Surroundings& around, Integrator integrator, double largest) {
    SimulationOptions options;
    options.system.tolerance = 1.0 / 512;
    options.integrator = integrator, options.largest_step = largest;
    Simulation run(w, around, options);
    run.start(0, begun.state);
    EXPECT_EQ(run.advance(kEnd), StopReason::finished);
    std::vector<double> y(begun.state.size());
    run.state_at(kEnd, y);
    return y;
  };
  const auto apart = [&](const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;  // of volumes of vessels in the abdomen [m3]
    for (std::size_t i = 0; i < w.lymphangions; ++i)
      if (w.lymphangion_cavity[i] == Cavity::abdomen)
        sum += std::abs(a[at.volume + i] - b[at.volume + i]);
    return sum;
  };
  const auto truth = after(pressed, Integrator::ros34pw2, 1);
  // At the steps it chooses itself it is off by as much as at rest, or a few times that: waves begin a little apart.
  const double at_rest =
      apart(after(rest, Integrator::multirate, 0.2), after(rest, Integrator::ros34pw2, 1));
  EXPECT_LT(apart(after(pressed, Integrator::multirate, 0.2), truth), kAlike * at_rest);
  const double longer = apart(after(pressed, Integrator::multirate, 0.05), truth);
  EXPECT_LT(apart(after(pressed, Integrator::multirate, 0.0125), truth), 0.5 * longer);
}

}  // namespace
}  // namespace cisterna
