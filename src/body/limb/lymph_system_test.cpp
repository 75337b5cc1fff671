#include "body/limb/lymph_system.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>
#include <random>
#include <set>

#include "body/limb/chain.hpp"
#include "body/limb/sample_limb_test.hpp"

namespace cisterna {
namespace {

// Random but sensible states: vessels partly filled, valves anywhere, tissue near rest.
std::vector<double> scattered(const LymphSystem& system, unsigned seed) {
  const LymphNetwork& w = system.network();
  const StateLayout& at = system.layout();
  std::vector<double> y = system.rest_guess(seed);
  std::mt19937 engine(seed);
  const auto between = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(engine);
  };
  for (std::size_t c = 0; c < w.cells(); ++c) y[at.volume + c] *= between(0.7, 1.5);
  for (std::size_t e = 0; e < w.valves(); ++e)
    y[at.valve + e] = w.wall == WallLaw::human ? between(0.1, 0.9) : between(-15, 5);
  if (w.wall == WallLaw::human)
    for (std::size_t i = 0; i < w.lymphangions; ++i) {
      y[at.phase + i] = between(0.02, 0.98);
      y[at.felt + i] = between(0, 2000);
      y[at.fast + i] = between(0, 1), y[at.slow + i] = between(0, 1);
    }
  for (std::size_t i = 0; i < w.tissue.patches; ++i) y[at.tissue + i] *= between(0.9, 1.2);
  return y;
}

using Entries = std::map<std::pair<std::size_t, std::size_t>, double>;

Entries matrix_of(LymphSystem& system, const std::vector<double>& y) {
  std::vector<double> f(system.size());
  system.linearise(1.3, y, f);
  Entries entries;
  system.visit_matrix([&](std::size_t row, std::size_t column, double v) {
    entries[{row, column}] += v;
  });
  return entries;
}

// Every column the matrix claims to know, against central differences of rates().
void expect_matrix_equals_differences(LymphSystem& system, unsigned seed) {
  const LymphNetwork& w = system.network();
  const StateLayout& at = system.layout();
  const std::vector<double> y = scattered(system, seed);
  const Entries entries = matrix_of(system, y);
  const std::size_t rows = at.valve + w.valves();
  const std::size_t columns =
      w.wall == WallLaw::human ? at.phase + w.lymphangions : at.valve + w.valves();
  std::vector<double> size(rows, 0.0);  // of each row: rounding of rates() is a share of it
  std::vector<double> f(system.size()), g(system.size());
  for (std::size_t column = 0; column < columns; ++column) {
    const double scale = std::max(std::abs(y[column]), column < at.valve ? 0.0 : 0.1);
    const auto difference = [&](double h) {
      std::vector<double> z = y, d(rows);
      z[column] = y[column] + h, system.rates(1.3, z, f);
      z[column] = y[column] - h, system.rates(1.3, z, g);
      for (std::size_t r = 0; r < rows; ++r) {
        d[r] = (f[r] - g[r]) / (2 * h);
        size[r] = std::max({size[r], std::abs(f[r]), std::abs(g[r])});
      }
      return d;
    };
    const double h = 1e-5 * scale;
    const std::vector<double> fine = difference(h), coarse = difference(2 * h);
    for (std::size_t r = 0; r < rows; ++r) {
      const auto found = entries.find({r, column});
      const double entry = found == entries.end() ? 0.0 : found->second;
      // Twice the truncation seen between the two differences, and rounding of terms that cancel.
      constexpr double kRounding = 1e-10;
      const double allowed =
          2 * std::abs(fine[r] - coarse[r]) + kRounding * (std::abs(entry) + size[r] / h * 1e-3);
      EXPECT_NEAR(entry, fine[r], allowed) << "row " << r << ", column " << column;
    }
  }
}

TEST(LymphSystem, stepping_matrix_of_a_bertram_chain_equals_differences) {
  const LymphNetwork network = make_chain(sample::graded_chain(20));
  LymphSystem system(network, nullptr, {.transport = false});
  for (unsigned seed = 1; seed <= 3; ++seed) expect_matrix_equals_differences(system, seed);
}

TEST(LymphSystem, stepping_matrix_of_a_human_network_equals_differences) {
  for (LymphNetwork network : {sample::looped_limb(), sample::looped_limb_with_a_vein()}) {
    network.plexus.clear();  // stepped without the matrix, as tissue is
    const sample::Pressed surroundings(network.tissue.skin_patches);
    LymphSystem system(network, &surroundings, {});
    for (unsigned seed = 1; seed <= 3; ++seed) expect_matrix_equals_differences(system, seed);
  }
}

TEST(LymphSystem, fuller_node_passes_more_than_its_pressure_drives_by_either_way_out) {
  for (const LymphNetwork& network : {sample::looped_limb(), sample::looped_limb_with_a_vein()}) {
    LymphNetwork stiff = network;
    stiff.node_opening.clear();
    const std::size_t node = network.lymphangions + network.initials;
    const auto passed = [&](const LymphNetwork& w, double filling) {
      LymphSystem system(w, nullptr, {});
      std::vector<double> y = system.rest_guess(1), f(system.size());
      y[system.layout().volume + node] = filling * w.node_slack[0];
      system.rates(0, y, f);
      return f[system.layout().metered];
    };
    for (const double filling : {0.5, 1.05, 2.1})
      EXPECT_NEAR(passed(network, filling) / passed(stiff, filling), std::pow(filling / 1.05, 1.5),
                  1e-12)
          << filling;
  }
}

// Rates moved by time alone, against central differences.
void expect_drift_equals_differences(LymphSystem& system, unsigned seed) {
  const std::vector<double> y = scattered(system, seed);
  const std::size_t n = system.dynamic();
  std::vector<double> f(system.size()), drift(system.size());
  system.linearise(1.3, y, f);
  system.drift(1.3, y, drift);
  const auto difference = [&](double h) {
    std::vector<double> d(n), g(system.size());
    system.rates(1.3 + h, y, f), system.rates(1.3 - h, y, g);
    for (std::size_t i = 0; i < n; ++i) d[i] = (f[i] - g[i]) / (2 * h);
    return d;
  };
  const std::vector<double> fine = difference(1e-5), coarse = difference(2e-5);
  for (std::size_t i = 0; i < n; ++i) {
    // Twice the truncation seen between the two, and the rounding of rates far larger than their change.
    const double rounding = 1e-10 * std::abs(f[i]) / 1e-5;
    EXPECT_NEAR(drift[i], fine[i], 2 * std::abs(fine[i] - coarse[i]) + rounding) << i;
  }
}

TEST(LymphSystem, drift_of_a_bertram_chain_equals_differences_in_time) {
  const LymphNetwork network = make_chain(sample::graded_chain(20));
  LymphSystem system(network, nullptr, {.transport = false});
  for (unsigned seed = 1; seed <= 3; ++seed) expect_drift_equals_differences(system, seed);
}

// A rate moves with a state only where that is declared; and most of what is declared does move.
void expect_couplings_are_declared(LymphSystem& system, double share_that_moves) {
  const std::size_t n = system.dynamic();
  std::set<std::pair<std::size_t, std::size_t>> declared, moved;
  system.visit_couplings([&](std::size_t row, std::size_t column) {
    ASSERT_LT(std::max(row, column), n);
    declared.emplace(row, column);
  });
  for (std::size_t i = 0; i < n; ++i) declared.emplace(i, i);
  std::vector<double> f(system.size()), g(system.size());
  for (unsigned seed = 1; seed <= 6; ++seed) {
    std::vector<double> y = scattered(system, seed);
    system.rates(1.3, y, f);
    for (std::size_t column = 0; column < n; ++column) {
      const double kept = y[column];
      y[column] += 1e-3 * std::abs(kept) + (column < system.layout().valve ? 0 : 1e-3);
      system.rates(1.3, y, g);
      y[column] = kept;
      for (std::size_t row = 0; row < n; ++row)
        if (g[row] != f[row]) moved.emplace(row, column);
    }
  }
  for (const auto& place : moved)
    EXPECT_TRUE(declared.contains(place)) << "row " << place.first << ", column " << place.second;
  EXPECT_GT(moved.size(), share_that_moves * declared.size());
}

TEST(LymphSystem, declared_couplings_hold_every_place_of_the_full_jacobian) {
  const LymphNetwork chain = make_chain(sample::graded_chain(20));
  LymphSystem bertram(chain, nullptr, {.transport = false});
  expect_couplings_are_declared(bertram, 0.7);
  const LymphNetwork limb = sample::looped_limb();
  const sample::Pressed surroundings(limb.tissue.skin_patches);
  LymphSystem human(limb, &surroundings, {});
  expect_couplings_are_declared(human, 0.7);
}

// What factor() and solve() do, against plain elimination with the visited entries.
void expect_solve_equals_dense(LymphSystem& system, unsigned seed) {
  const std::vector<double> y = scattered(system, seed);
  const Entries entries = matrix_of(system, y);
  const std::size_t n = system.layout().metered;  // meters only look on
  std::mt19937 engine(seed);
  for (const double shift : {0.1, 20.0, 1e4}) {
    std::vector<std::vector<double>> a(n, std::vector<double>(n, 0.0));
    for (const auto& [place, value] : entries) a[place.first][place.second] -= value;
    for (std::size_t i = 0; i < n; ++i) a[i][i] += shift;
    // Right-hand sides of the size of the states themselves.
    std::vector<double> b(system.size(), 0.0), exact(n);
    for (std::size_t i = 0; i < n; ++i)
      exact[i] = (std::abs(y[i]) + (i < system.layout().valve ? 0 : 1)) *
                 std::uniform_real_distribution<double>(-1, 1)(engine);
    std::vector<double> size(n, 0.0);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) b[i] += a[i][j] * exact[j];
    system.factor(shift);
    system.solve(b);
    for (std::size_t i = 0; i < n; ++i) {
      // The matrix is an M-matrix up to its valve states: backward errors grow by its condition, below 1e5.
      constexpr double kShare = 1e-9;
      const double unit = std::abs(y[i]) + (i < system.layout().valve ? 0 : 1);
      EXPECT_NEAR(b[i], exact[i], kShare * unit) << i << ", shift " << shift;
    }
  }
}

TEST(LymphSystem, solve_inverts_the_stepping_matrix_of_a_chain) {
  const LymphNetwork network = make_chain(sample::graded_chain(20));
  LymphSystem system(network, nullptr, {.transport = false});
  expect_solve_equals_dense(system, 4);
}

TEST(LymphSystem, solve_inverts_the_stepping_matrix_of_a_limb_with_loops) {
  for (const LymphNetwork& network : {sample::looped_limb(), sample::looped_limb_with_a_vein()}) {
    const sample::Pressed surroundings(network.tissue.skin_patches);
    LymphSystem system(network, &surroundings, {});
    expect_solve_equals_dense(system, 5);
  }
}

double sum(const std::vector<double>& y, std::size_t first, std::size_t count) {
  return std::accumulate(y.begin() + static_cast<long>(first),
                         y.begin() + static_cast<long>(first + count), 0.0);
}

// Throughput against what conservation leaves over: rounding of some ten thousand additions.
constexpr double kConserved = 1e-9;
constexpr long kSteps = 6000;
constexpr double kStep = 0.02;  // [s]

TEST(LymphSystem, volume_is_conserved_in_a_chain) {
  const LymphNetwork network = make_chain(sample::graded_chain(20));
  LymphSystem system(network, nullptr, {.transport = false});
  const StateLayout& at = system.layout();
  sample::PlainRun run(system, system.rest_guess(1));
  const double before = sum(run.state, at.volume, network.cells());
  // No error control here: twice as long a step is at the edge, and passes or not by its rounding.
  run.steps(2 * kSteps, 0.05 * kStep);
  const double in = run.state[at.metered], out = run.state[at.metered + 1];
  EXPECT_GT(out, 0);
  EXPECT_NEAR(in - out, sum(run.state, at.volume, network.cells()) - before,
              kConserved * (in + out));
}

TEST(LymphSystem, volume_and_protein_and_tracer_are_conserved_in_a_limb) {
  const LymphNetwork network = sample::looped_limb();
  const sample::Pressed surroundings(network.tissue.skin_patches);
  LymphSystem system(network, &surroundings, {});
  const StateLayout& at = system.layout();
  const std::size_t cells = network.cells(), patches = network.tissue.patches;
  std::vector<double> y = system.rest_guess(1);
  y[at.tracer + cells] = 1e-6;  // injected into the first patch
  const std::vector<double> start = y;
  sample::PlainRun run(system, y);
  run.steps(kSteps, kStep);
  const auto change = [&](std::size_t first, std::size_t count) {
    return sum(run.state, first, count) - sum(start, first, count);
  };
  const double filtered = change(at.filtered, patches), drained = change(at.metered, 1);
  EXPECT_GT(drained, 0);
  EXPECT_NEAR(filtered - drained, change(at.volume, cells) + change(at.tissue, patches),
              kConserved * (std::abs(filtered) + std::abs(drained)));
  const double brought = change(at.protein_filtered, 1), taken = change(at.protein_out, 1);
  EXPECT_NEAR(brought - taken, change(at.protein, cells + patches),
              kConserved * (std::abs(brought) + taken + sum(start, at.protein, cells) / cells));
  EXPECT_NEAR(sum(run.state, at.tracer, cells + patches) + run.state[at.tracer_out], 1e-6,
              kConserved * 1e-6);
  EXPECT_GT(sum(run.state, at.tracer, cells), 1e-12);  // it was taken up
  for (std::size_t i = 0; i < cells + patches; ++i) {
    EXPECT_GE(run.state[at.protein + i], 0) << i;
    EXPECT_GE(run.state[at.tracer + i], 0) << i;
  }
}

// Two patches of equal pressure, one above the other: the fluid between them sinks, whichever end hangs.
TEST(LymphSystem, tissue_fluid_sinks) {
  LymphNetwork network = sample::looped_limb();
  network.tissue.blood_density = 0;  // capillaries as in a lying limb
  const double quarter = std::numbers::pi / 2;
  const auto gain =
      [&](double elevation) {  // of the patch nearer to the shoulder, against a lying limb
        const sample::Lying lying(0), tilted(elevation);
        std::vector<double> flat, steep;
        for (const auto& [surroundings, out] : {std::pair{&lying, &flat}, {&tilted, &steep}}) {
          LymphSystem system(network, surroundings, {});
          out->assign(system.size(), 0);
          system.rates(0, system.rest_guess(1), *out);
        }
        const StateLayout at(network, true);
        // Muscle patches 2 and 3: the net of patch 3 drains nowhere, so only the link moves its fluid.
        return steep[at.tissue + 3] - flat[at.tissue + 3];
      };
  const TissueLink& link = network.tissue.links[2];
  const double weight = network.lymph_density * network.gravity * (0.5 - 0.3);
  // At rest the rounded swelling opens the matrix by half a corner times its gain on either side.
  const double open =
      1 + network.tissue.muscle.conductivity_gain * network.tissue.muscle.corner / 2;
  constexpr double kRounded = 1e-9;
  EXPECT_NEAR(gain(-quarter), -link.conductance * open * weight,
              kRounded * link.conductance * weight);
  EXPECT_NEAR(gain(quarter), link.conductance * open * weight,
              kRounded * link.conductance * weight);
}

// Two nets under equal pressure, one above the other: their lymph sinks, whichever end hangs, and is only moved.
TEST(LymphSystem, lymph_of_the_plexus_sinks) {
  const LymphNetwork network = sample::looped_limb();
  const StateLayout at(network, true);
  const PlexusLink& link = network.plexus.front();
  const std::size_t a = network.lymphangions, b = a + 1;
  const double weight =
      network.lymph_density * network.gravity * (network.along[a] - network.along[b]);
  const auto rates = [&](double elevation, const LymphNetwork& w) {
    const sample::Lying around(elevation);
    LymphSystem system(w, &around, {});
    std::vector<double> f(system.size());
    system.rates(0, system.rest_guess(1), f);
    return f;
  };
  LymphNetwork apart = network;
  apart.plexus.front().conductance = 0;
  for (const double elevation : {-std::numbers::pi / 2, std::numbers::pi / 2}) {
    const std::vector<double> joined = rates(elevation, network), alone = rates(elevation, apart);
    const double flow = joined[at.plexus];
    // An open net holds a little more than it is filled with: the residual rounds it.
    EXPECT_NEAR(flow, std::sin(elevation) * link.conductance * weight, 1e-3 * std::abs(flow));
    const double unit = std::abs(flow), kRounded = 1e-9;
    EXPECT_NEAR(joined[a] - alone[a], -flow, kRounded * unit);
    EXPECT_NEAR(joined[b] - alone[b], flow, kRounded * unit);
  }
}

// However long the step and however stiff the nets: what is moved levels their pressures out and does not turn them round.
TEST(LymphSystem, plexus_levels_out_in_a_long_step_and_does_not_overshoot) {
  const LymphNetwork network = sample::looped_limb();
  const sample::Lying around(0);
  LymphSystem system(network, &around, {});
  const StateLayout& at = system.layout();
  std::vector<double> y = system.rest_guess(1);
  y[at.volume + network.lymphangions] *= 4;  // full: 8 mmHg and more a microlitre
  const auto difference = [&](const std::vector<double>& state) {
    system.press(0, state);
    (void)system.plexus_flows(state, 1);
    return system.pressures()[network.lymphangions] - system.pressures()[network.lymphangions + 1];
  };
  const double before = difference(y);
  ASSERT_GT(before, 0);
  double last = 0;
  for (const double h : {1e-3, 0.2, 60.0, 3600.0}) {
    system.press(0, y);
    const double moved = h * system.plexus_flows(y, h)[0];
    EXPECT_GE(moved, last) << h;
    last = moved;
    std::vector<double> after = y;
    after[at.volume + network.lymphangions] -= moved;
    after[at.volume + network.lymphangions + 1] += moved;
    EXPECT_LT(difference(after), before) << h;
    EXPECT_GE(difference(after), 0) << h;
  }
}

TEST(LymphSystem, uniform_concentration_stays_uniform) {
  const LymphNetwork network = sample::looped_limb();
  const sample::Pressed surroundings(network.tissue.skin_patches);
  LymphSystem system(network, &surroundings, {.frozen_tissue = true});
  const StateLayout& at = system.layout();
  const std::size_t cells = network.cells();
  std::vector<double> y = system.rest_guess(1);
  constexpr double kConcentration = 2.5;
  for (std::size_t c = 0; c < cells; ++c) y[at.tracer + c] = kConcentration * y[at.volume + c];
  for (std::size_t i = 0; i < network.tissue.patches; ++i)
    y[at.tracer + cells + i] = kConcentration * y[at.tissue + i];
  sample::PlainRun run(system, y);
  run.steps(kSteps, kStep);
  // Each step rounds a few times, in either direction.
  constexpr double kRounded = 1e-11;
  for (std::size_t c = 0; c < cells; ++c)
    EXPECT_NEAR(run.state[at.tracer + c] / run.state[at.volume + c], kConcentration,
                kRounded * kConcentration)
        << c;
}

TEST(LymphNetwork, cell_that_drains_twice_beside_the_tree_is_refused) {
  LymphNetwork w = sample::looped_limb();
  w.closing = 0;
  EXPECT_THROW(w.connect(), std::invalid_argument);
}

TEST(LymphNetwork, collectors_of_one_patch_and_depth_share_a_site) {
  LymphNetwork w = sample::looped_limb();
  ASSERT_EQ(w.site_patch, (std::vector<int>{0, 0, 1}));
  EXPECT_EQ(w.site_depth, (std::vector<double>{14e-3, 4e-3, 4e-3}));
  for (std::size_t i = 0; i < w.lymphangions; ++i) {
    const auto site = static_cast<std::size_t>(w.lymphangion_site[i]);
    EXPECT_EQ(w.site_patch[site], w.lymphangion_patch[i]);
  }
  // A vessel in the muscle of a patch lies under its skin.
  w.lymphangion_patch[0] = static_cast<int>(w.tissue.skin_patches) + 1;
  w.lay_sites(std::vector<double>(w.lymphangions, 5e-3));
  EXPECT_EQ(w.site_patch[static_cast<std::size_t>(w.lymphangion_site[0])], 1);
}

TEST(LymphSystem, each_collector_feels_the_pressure_at_its_own_depth) {
  const LymphNetwork w = sample::looped_limb();
  const double pressure = 500;
  const sample::Pressed pressed(w.tissue.skin_patches, pressure), alone(w.tissue.skin_patches, 0);
  LymphSystem loaded(w, &pressed, {}), free(w, &alone, {});
  std::vector<double> y = loaded.rest_guess(1);
  loaded.press(0, y), free.press(0, y);
  // Nothing has crept yet.
  const double at_once = w.tissue.instantaneous_share * pressure;
  const auto felt = [&](std::size_t i) {
    return loaded.outside_pressures()[i] - free.outside_pressures()[i];
  };
  EXPECT_NEAR(felt(0), 0.4 * at_once, 1e-9 * pressure);
  EXPECT_NEAR(felt(1), 0.9 * at_once, 1e-9 * pressure);
  EXPECT_NEAR(felt(4), 0, 1e-9 * pressure);
}

}  // namespace
}  // namespace cisterna
