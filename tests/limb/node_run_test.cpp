// Groups of nodes within a body that runs. Their laws: body/lymph/node.hpp, tested beside it.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "arm_test.hpp"

namespace cisterna {
namespace {

using namespace arm;

constexpr double kSettle = 600;  // [s]

const Begun& rested() {
  static const Begun begun = begin(kVeryCoarse, kSettle, 1, adult());
  return begun;
}

std::size_t group_named(const LymphNetwork& w, const std::string& name) {
  return static_cast<std::size_t>(std::find(w.node_names.begin(), w.node_names.end(), name) -
                                  w.node_names.begin());
}

// A group of nodes in a state of the body it lies in.
struct Group {
  const LymphNetwork& w;
  std::size_t number;
  std::size_t cell() const { return w.lymphangions + w.initials + number; }
  double filling(std::span<const double> y) const { return y[cell()] / w.node_slack[number]; }
};

// Within it, above that of the tissue around it [Pa].
double pressure_in(const Group& g, std::span<const double> y) {
  const LymphNetwork& w = g.w;
  return lymph::node_pressure(g.filling(y), w.node_slack[g.number] / w.node_compliance[g.number],
                              w.human.residual_lumen);
}

// What a group did in a while, and where its law says that it ends.
struct Passage {
  double in = 0, concentration_in = 0, absorbed = 0;  // lymph [m3], its protein [kg/m3], water [m3]
  double concentration = 0, steady = 0;  // of what was within; (4) of node.hpp at the means [kg/m3]
};

constexpr int kHalvings = 52;  // to the last bit of what is looked for

class Watched {
 public:
  Watched(const Limb& limb, std::size_t group, const std::vector<double>& start)
      : limb_(limb), g_{limb.network, group}, run_(limb.network, rest_, {}), now_(start) {
    run_.start(0, start);
  }
  Passage next(double span) {
    const LymphNetwork& w = limb_.network;
    const StateLayout& at = run_.layout();
    const std::size_t k = g_.number, cell = g_.cell();
    const std::vector<double> begin = now_;
    double out = 0, head = 0, wetted = 0;
    Passage p;
    const long looks = std::lround(span / kLook);
    for (long n = 0; n < looks; ++n) {
      const double passed = now_[at.node_passed + k];
      t_ += kLook;
      EXPECT_EQ(run_.advance(t_), StopReason::finished);
      run_.state_at(t_, now_);
      const double within = concentration(), u = g_.filling(now_);
      out += within * (now_[at.node_passed + k] - passed);
      p.concentration += within / static_cast<double>(looks);
      head += pressure_in(g_, now_) / static_cast<double>(looks);
      wetted += lymph::wetted_share(u) / static_cast<double>(looks);
    }
    const auto change = [&](std::size_t i) { return now_[i] - begin[i]; };
    p.absorbed = change(at.absorbed + k);
    p.in = change(at.node_passed + k) + p.absorbed + change(cell);
    p.concentration_in = (out + change(at.protein + cell)) / p.in;
    double low = 0, high = w.tissue.plasma_protein;
    for (int n = 0; n < kHalvings; ++n) {
      const double middle = (low + high) / 2;
      const double water = lymph::node_absorption(head, middle, w.tissue.plasma_protein,
                                                  wetted * w.node_exchange[k], w.human.node);
      ((p.in / span - water) * middle < p.concentration_in * p.in / span ? low : high) = middle;
    }
    p.steady = (low + high) / 2;
    return p;
  }
  double concentration() const { return now_[run_.layout().protein + g_.cell()] / now_[g_.cell()]; }

 private:
  static constexpr double kLook = 2;  // [s]
  const Limb& limb_;
  Group g_;
  RestSurroundings rest_{0, kSkin};
  Simulation run_;
  std::vector<double> now_;
  double t_ = 0;
};

// Lymph of half and of twice its protein in the nodes of one armpit, all else alike. In half an hour, in which a third of what
// they hold comes, both get to where (4) says that the lymph which comes ends: thin lymph loses water, thick lymph takes it.
TEST(NodeRun, group_makes_lymph_thicker_until_it_stands_where_its_law_says) {
  constexpr double kThird = 600, kNear = 0.02;  // [s], relative
  const LymphNetwork& w = rested().limb.network;
  const StateLayout at(w, true);
  const std::size_t group = group_named(w, "right_axillary");
  const Group g{w, group};
  for (const double times : {0.5, 2.0}) {
    SCOPED_TRACE(times);
    std::vector<double> start = rested().state;
    start[at.protein + g.cell()] *= times, start[at.node_protein + group] *= times;
    Watched watched(rested().limb, group, start);
    const double first = watched.concentration();
    const Passage early = watched.next(kThird);
    const double then = watched.concentration();
    watched.next(kThird);
    const Passage late = watched.next(kThird);
    EXPECT_LT(late.in, start[g.cell()]);
    EXPECT_NEAR(late.concentration / late.steady, 1, kNear);
    EXPECT_LT(std::abs(then - late.steady), 0.25 * std::abs(first - late.steady));
    EXPECT_GT(std::abs(then - late.steady), 2 * std::abs(watched.concentration() - late.steady));
    EXPECT_GT(late.concentration, 1.2 * late.concentration_in);
    EXPECT_GT(late.absorbed, 0.1 * late.in);
    EXPECT_EQ(early.absorbed > late.absorbed, times < 1);
    RecordProperty("comes_" + std::to_string(times), std::to_string(late.concentration_in));
    RecordProperty("stands_" + std::to_string(times), std::to_string(late.concentration));
    RecordProperty("law_" + std::to_string(times), std::to_string(late.steady));
  }
}

// The groups of one arm, and all else as it was.
TEST(NodeRun, groups_swell_when_the_trunk_they_drain_into_is_cut_and_no_others_do) {
  constexpr double kLong = 900, kMmHg = 133.322387415;
  Subject cut = adult();
  cut.anatomy.cuts.push_back({"right_subclavian_trunk", "thorax", 0.95, "", "", 0});
  const Limb obstructed = build_limb(cut.anatomy, cut.parameters, kVeryCoarse, 1);
  const LymphNetwork& w = rested().limb.network;
  std::array<std::vector<double>, 2> end;
  for (const LymphNetwork* each : {&w, &obstructed.network}) {
    const RestSurroundings rest(0, kSkin);
    Simulation run(*each, rest, {});
    run.start(0, rested().state);
    ASSERT_EQ(run.advance(kLong), StopReason::finished);
    std::vector<double>& y = end[each == &w ? 0 : 1];
    y.resize(run.layout().size), run.state_at(kLong, y);
  }
  const auto rise = [&](const Group& g) { return pressure_in(g, end[1]) - pressure_in(g, end[0]); };
  const auto swelling = [&](const Group& g) { return g.filling(end[1]) - g.filling(end[0]); };
  for (const char* name : {"right_axillary", "right_deltopectoral"}) {
    const Group g{w, group_named(w, name)};
    EXPECT_GT(g.filling(end[1]), g.filling(rested().state) + 0.05) << name;
    EXPECT_GT(swelling(g), 0.05) << name;
    EXPECT_GT(rise(g), 2 * kMmHg) << name;
    RecordProperty(name,
                   std::to_string(swelling(g)) + ", " + std::to_string(rise(g) / kMmHg) + " mmHg");
  }
  for (const char* name : {"left_axillary", "left_deltopectoral", "right_cervical"}) {
    const Group g{w, group_named(w, name)};
    EXPECT_LT(std::abs(swelling(g)), 0.02) << name;
  }
}

}  // namespace
}  // namespace cisterna
