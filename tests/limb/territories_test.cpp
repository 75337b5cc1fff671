// How patches of tissue and the nets that drain them are laid on the shipped arm.
#include <numeric>

#include "arm_test.hpp"

namespace cisterna {
namespace {

using namespace arm;

Limb cut_at(double largest_patch) {
  return build_limb(healthy().anatomy, healthy().parameters, {largest_patch, 1}, 1);
}

// Valves that lead out of a net of initial lymphatics.
std::size_t ways_out(const LymphNetwork& w) {
  std::size_t count = 0;
  for (std::size_t e = 0; e < w.valves(); ++e) {
    const std::size_t from = w.valve_from[e];
    count += from >= w.lymphangions && from < w.lymphangions + w.initials;
  }
  return count;
}

double total(const std::vector<double>& x) { return std::accumulate(x.begin(), x.end(), 0.0); }

TEST(Territories, finer_patches_cut_the_nets_and_add_no_way_out) {
  const Limb usual = cut_at(0.05), fine = cut_at(0.025);
  EXPECT_EQ(fine.patches.size(), 4 * usual.patches.size());
  EXPECT_EQ(ways_out(usual.network), usual.network.initials);
  EXPECT_EQ(ways_out(fine.network), ways_out(usual.network));
  // The limb tapers linearly within a region, so its skin is the same however it is cut; sections of muscle are
  // taken at the middle of a patch.
  const double skin = total(usual.network.initial_slack), cut = total(fine.network.initial_slack);
  EXPECT_NEAR(cut, skin, 0.01 * skin);
  const double g = total(usual.network.primary_conductance);
  EXPECT_NEAR(total(fine.network.primary_conductance), g, 0.01 * g);
  EXPECT_NEAR(total(fine.network.valve_open), total(usual.network.valve_open),
              0.01 * total(usual.network.valve_open));
}

TEST(Territories, every_part_of_a_net_drains_into_the_same_collector) {
  const LymphNetwork w = cut_at(0.025).network;
  const int l = static_cast<int>(w.lymphangions), nets = static_cast<int>(w.initials);
  const auto is_net = [&](int cell) { return cell >= l && cell < l + nets; };
  for (int c = l; c < l + nets; ++c) {
    const int next = w.parent[c];
    ASSERT_GE(next, 0);
    const int exit = is_net(next) ? next : c;
    EXPECT_LT(w.parent[exit], l) << "net " << c - l;
    EXPECT_FALSE(is_net(w.parent[exit])) << "net " << c - l;
  }
}

TEST(Territories, coarse_patches_lump_them) {
  const Limb coarse = cut_at(0.12);
  EXPECT_EQ(ways_out(coarse.network), coarse.network.initials);
  EXPECT_EQ(coarse.network.initials, 2 * coarse.patches.size());
}

}  // namespace
}  // namespace cisterna
