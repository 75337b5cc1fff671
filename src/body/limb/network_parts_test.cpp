#include "body/limb/network_parts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "body/limb/sample_limb_test.hpp"

namespace cisterna {
namespace {

std::size_t sum(const std::vector<NetworkPart>& parts, std::vector<int> NetworkPart::*of) {
  std::size_t count = 0;
  for (const NetworkPart& part : parts) count += (part.*of).size();
  return count;
}

std::set<int> all(const std::vector<NetworkPart>& parts, std::vector<int> NetworkPart::*of) {
  std::set<int> numbers;
  for (const NetworkPart& part : parts) numbers.insert((part.*of).begin(), (part.*of).end());
  return numbers;
}

void expect_each_once(const LymphNetwork& w, const std::vector<NetworkPart>& parts) {
  EXPECT_EQ(sum(parts, &NetworkPart::cells), w.cells());
  EXPECT_EQ(all(parts, &NetworkPart::cells).size(), w.cells());
  EXPECT_EQ(all(parts, &NetworkPart::valves).size(), w.valves());
  EXPECT_EQ(sum(parts, &NetworkPart::valves), w.valves());
  EXPECT_EQ(all(parts, &NetworkPart::resistors).size(), w.resistors());
}

// Fills a lymphangion of the sample within a second.
constexpr double kWide = 1e-12;

TEST(NetworkParts,
     collectors_with_a_wide_anastomosis_are_one_part_and_the_node_behind_them_another) {
  LymphNetwork w = sample::looped_limb();
  w.resistor_conductance[1] = kWide;
  const std::vector<NetworkPart> parts = parts_of(w);
  expect_each_once(w, parts);
  ASSERT_EQ(parts.size(), 2u);
  const LymphNetwork &vessels = parts[0].network, &node = parts[1].network;
  EXPECT_EQ(vessels.lymphangions, w.lymphangions);
  EXPECT_EQ(vessels.initials, w.initials);
  EXPECT_EQ(vessels.closing, 1u);
  EXPECT_EQ(node.nodes, 1u);
  const int node_cell = static_cast<int>(w.lymphangions + w.initials);
  EXPECT_EQ(parts[0].boundaries, std::vector<int>{node_cell});
  EXPECT_EQ(parts[1].boundaries, std::vector<int>{node_cell + 1});
  EXPECT_EQ(node.boundary_pressure, w.boundary_pressure);
  for (std::size_t k = 0; k < parts[0].valves.size(); ++k) {
    const auto there = static_cast<std::size_t>(parts[0].valves[k]);
    EXPECT_EQ(parts[0].cells[vessels.valve_from[k]], w.valve_from[there]);
  }
}

TEST(NetworkParts, narrow_anastomosis_belongs_to_both_collectors) {
  const LymphNetwork w = sample::looped_limb();
  const std::vector<NetworkPart> parts = parts_of(w);
  expect_each_once(w, parts);
  ASSERT_EQ(parts.size(), 3u);
  for (std::size_t k = 0; k < 2; ++k) {
    const NetworkPart &part = parts[k], &neighbour = parts[1 - k];
    const LymphNetwork& p = part.network;
    EXPECT_EQ(part.resistors, std::vector<int>{1});
    EXPECT_EQ(part.shared, std::vector<std::size_t>{0});
    EXPECT_EQ(p.closing, 0u);
    EXPECT_EQ(p.resistor_conductance[0], w.resistor_conductance[1]);
    const bool from = p.resistor_from[0] < static_cast<int>(p.cells());
    const int here = from ? p.resistor_from[0] : p.resistor_to[0];
    const int there = (from ? p.resistor_to[0] : p.resistor_from[0]) - static_cast<int>(p.cells());
    const int own = from ? w.resistor_from[1] : w.resistor_to[1];
    const int other = from ? w.resistor_to[1] : w.resistor_from[1];
    EXPECT_EQ(part.cells[here], own);
    ASSERT_GE(there, 0);
    EXPECT_EQ(part.boundaries[there], other);
    EXPECT_EQ(std::count(neighbour.cells.begin(), neighbour.cells.end(), other), 1);
  }
  EXPECT_TRUE(parts[2].shared.empty());
}

TEST(NetworkParts, one_way_anastomosis_is_not_cut) {
  LymphNetwork w = sample::looped_limb();
  w.one_way = {1};
  EXPECT_EQ(parts_of(w).size(), 2u);
}

TEST(NetworkParts, way_around_a_node_keeps_it_with_its_vessels) {
  LymphNetwork w = sample::looped_limb();
  const int node = static_cast<int>(w.lymphangions + w.initials);
  w.resistor_from.push_back(2), w.resistor_to.push_back(node);
  w.resistor_conductance.push_back(1e-13), ++w.closing;
  w.resistor_conductance[1] = kWide;
  const std::vector<NetworkPart> parts = parts_of(w);
  expect_each_once(w, parts);
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].network.parent, w.parent);
}

// a -> node A -> b -> node B -> outlet, and a closing edge from b back to a: two parts would drain into one another.
TEST(NetworkParts, parts_that_would_drain_into_one_another_are_joined) {
  LymphNetwork w = sample::looped_limb(2);
  const int l = 4, nets = 3, a = l + nets, b = a + 1, outlet = b + 1;
  w.nodes = 2;
  for (auto* v : {&w.node_slack, &w.node_compliance, &w.node_opening, &w.node_stated_filling})
    v->push_back(v->front());
  w.node_patch.push_back(1), w.node_names.push_back("second");
  w.valve_from = {4, 0, 1, 5, 2, 3, 6}, w.valve_to = {0, 1, a, 2, 3, b, 2};
  w.valve_open.assign(7, 1e-11), w.valve_closed.assign(7, 5e-17);
  w.resistor_from = {a, b, 3}, w.resistor_to = {2, outlet, 0};
  w.resistor_conductance = {1e-11, 1e-11, kWide}, w.closing = 1;
  w.along.push_back(0), w.connect();
  const std::vector<NetworkPart> parts = parts_of(w);
  expect_each_once(w, parts);
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].network.nodes, 1u);  // the vessels and the first node
  EXPECT_EQ(parts[1].cells, std::vector<int>{b});
}

}  // namespace
}  // namespace cisterna
