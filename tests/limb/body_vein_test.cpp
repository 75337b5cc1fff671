// A collector of a body joined to a vein, on an arm whose nodes are removed: what that relieves.
#include "passed_test.hpp"

namespace cisterna {
namespace {

using namespace arm;

constexpr double kSettle = 600, kLong = 900;    // [s]
constexpr double kOpen = 0.4e-3, kShut = 5e-7;  // [m]: the second so thin that nothing passes
const std::string kJoined = "right_medial_anterior", kGroup = "right_axillary";

Limb body(bool removed, double diameter) {
  Subject s = adult();
  for (LymphNode& node : s.anatomy.nodes)
    if (node.name == kGroup) node.removed = removed;
  LymphToVein link{"vein_of_the_arm", {kJoined, "right_upper_arm", 0.3, "", "", 0}};
  link.diameter = diameter, link.length = 5e-3, link.vein_pressure = 533;  // [Pa]
  s.anatomy.vein_connections.push_back(link);
  s.anatomy.outlets.push_back({link.name, link.vein_pressure, 0});
  return build_limb(s.anatomy, s.parameters, kVeryCoarse, 1);
}

// All from one state, that of somebody whose nodes are there and whose connection is shut.
TEST(BodyVein, connection_at_an_arm_without_its_nodes_lowers_what_is_held_there_and_the_pressure) {
  for (const std::uint64_t draw : {1, 2}) {
    SCOPED_TRACE(draw);
    const Begun begun = settled(body(false, kShut), kSettle, draw);
    const auto later = [&](bool removed, double diameter) {
      return passed_from({body(removed, diameter), begun.state}, "rest_body", kLong);
    };
    const Passed whole = later(false, kShut), removed = later(true, kShut);
    const Passed relieved = later(true, kOpen);
    const auto held = [&](const Passed& p) {
      return p.held_by("right_arm") - whole.held_by("right_arm");
    };
    EXPECT_EQ(adult().anatomy.outlets.size() + 1, relieved.out.size());
    EXPECT_LT(removed.out.back(), kConserved * relieved.out.back()) << "shut";
    EXPECT_EQ(relieved.back.back(), 0) << "no blood comes back";
    EXPECT_GT(held(removed), 0) << "what nodes do not pass is held";
    EXPECT_LT(held(relieved), 0.85 * held(removed));
    // What left into the vein is less held or less passed on, by the scar or by other ways.
    EXPECT_GT(relieved.out.back(), held(removed) - held(relieved));
    const auto raised = [&](const Passed& p) {
      return p.pressure_of(kJoined, 0, 1) - whole.pressure_of(kJoined, 0, 1);
    };
    EXPECT_GT(raised(removed), 0);
    EXPECT_LT(raised(relieved), 0.7 * raised(removed));
    EXPECT_LT(relieved.amounts.volume_residual, kConserved);
    EXPECT_LT(relieved.amounts.protein_residual, kConserved);
    RecordProperty("held_" + std::to_string(draw), std::to_string(1e9 * held(removed)) + " uL, " +
                                                       std::to_string(1e9 * held(relieved)) +
                                                       " uL with the connection");
    RecordProperty("pressure_" + std::to_string(draw),
                   std::to_string(raised(relieved) / raised(removed)) + " of the rise is left");
  }
}

}  // namespace
}  // namespace cisterna
