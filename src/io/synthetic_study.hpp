// A made-up study with plausible numbers, for tests of what is written: shapes, not physiology.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include "model/result.hpp"

namespace cisterna::synthetic {

struct Size {
  unsigned samples = 8;
  double session = 1200, interval = 10;     ///< [s]
  double window = 60, fast_interval = 0.1;  ///< [s]
};

inline constexpr double kMillilitre = 1e-6, kMillilitrePerHour = 1e-6 / 3600;
inline constexpr double kMmHg = 133.322;

inline LimbGeometry geometry() {
  LimbGeometry g;
  g.regions = {{"hand", 0, 0.185, 0.19, 0.17},
               {"forearm", 0.185, 0.445, 0.165, 0.26},
               {"upper_arm", 0.445, 0.755, 0.27, 0.33}};
  for (int r = 0; r < 3; ++r) {
    const auto& region = g.regions[static_cast<std::size_t>(r)];
    const double length = region.s_to - region.s_from;
    const int rings = static_cast<int>(std::ceil(length / 0.05));
    const double girth = 0.5 * (region.girth_distal + region.girth_proximal);
    const int around = static_cast<int>(std::ceil(girth / 0.05));
    for (int i = 0; i < rings; ++i)
      for (int k = 0; k < around; ++k) {
        g.patch_s.push_back(region.s_from + (i + 0.5) * length / rings);
        g.patch_length.push_back(length / rings);
        g.patch_angle.push_back(2 * std::numbers::pi * k / around);
        g.patch_width.push_back(girth / around);
        g.patch_region.push_back(r);
      }
  }
  const std::array<double, 7> angles{0.0, 0.8, 1.9, 3.0, 4.2, 5.3, 0.3};
  for (std::size_t v = 0; v < angles.size(); ++v) {
    const bool deep = v == angles.size() - 1;
    const int first = static_cast<int>(g.lymphangion_s.size());
    const int size = deep ? 40 : 55;
    g.vessels.push_back({deep ? "radial deep" : "superficial " + std::to_string(v + 1), deep,
                         deep ? 2.0 : 3.0, first, size});
    for (int i = 0; i < size; ++i) {
      const double from = deep ? 0.2 : 0.1;
      g.lymphangion_length.push_back((0.74 - from) / size);
      g.lymphangion_s.push_back(from + (i + 0.5) * (0.74 - from) / size);
      g.lymphangion_angle.push_back(angles[v] * (1 - 0.6 * i / size));
    }
  }
  g.nodes = {"cubital", "axillary"};
  g.node_s = {0.46, 0.74};
  return g;
}

struct Arm {
  std::string name, title;
  double gain, pressure;  ///< change of flow; peak pressure [Pa]
};

/// A band of pressure that walks from hand to shoulder once every `period`.
inline double stroke(double t, double s, double angle, const Arm& arm) {
  const double period = 8, front = 0.75 * std::fmod(t, period) / period;
  const double along = (s - front) / 0.06;
  return arm.pressure * std::exp(-along * along) * (0.6 + 0.4 * std::cos(angle));
}

inline RunResult run(const LimbGeometry& g, const Arm& arm, unsigned sample, const Size& size) {
  RunResult r;
  r.protocol = arm.name;
  r.protocol_title = arm.title;
  r.person = "healthy";
  r.person_title = "A healthy adult arm";
  r.sample = sample;
  r.stop_time = size.session;
  const double wobble = 1 + 0.25 * std::sin(2.3 * sample);
  const double gain = arm.gain * (1 + 0.5 * std::cos(1.7 * sample + arm.pressure * 1e-4));
  const double rest = 6 * kMillilitrePerHour * wobble;
  const std::size_t patches = g.patch_s.size();
  r.node_flow.resize(g.nodes.size());
  r.patch_uptake_total.assign(patches, 0);
  r.patch_filtration_total.assign(patches, 0);
  for (double t = 0; t <= size.session * (1 + 1e-9); t += size.interval) {
    const double risen = 1 - std::exp(-t / 240);
    const double flow =
        rest * (1 + gain * risen + 0.06 * std::sin(t / 31 + sample) + 0.04 * std::sin(t / 11));
    r.time.push_back(t);
    r.outlet_flow.push_back(flow);
    r.uptake_flow.push_back(rest * (1 + 1.4 * gain * risen));
    r.filtration_flow.push_back(rest * (1 + 0.1 * gain * risen));
    r.outlet_protein.push_back(flow * 20);
    r.node_flow[0].push_back(0.35 * flow);
    r.node_flow[1].push_back(flow);
    if (t > 0) r.drained_volume += flow * size.interval;
    if (t > 0) r.volume.filtered += r.filtration_flow.back() * size.interval;
    for (std::size_t p = 0; p < patches; ++p) {
      const double local = (0.4 + g.patch_s[p]) * (1 + 0.5 * std::cos(g.patch_angle[p]));
      const double sign = arm.pressure > 8000 && g.patch_s[p] > 0.6 ? -0.4 : 1;
      const double uptake = rest / double(patches) * local * (1 + 2 * sign * gain * risen);
      const double surface = arm.pressure > 0 ? stroke(t, g.patch_s[p], g.patch_angle[p], arm) : 0;
      if (t > 0) r.patch_uptake_total[p] += uptake * size.interval;
      if (t > 0) r.patch_filtration_total[p] += rest / double(patches) * size.interval;
      if (sample > 0) continue;
      r.surface_pressure.push_back(float(surface));
      r.tissue_pressure.push_back(float(0.8 * surface - 100));
      r.patch_volume.push_back(float((3 - 0.02 * gain * risen * local) * kMillilitre));
      r.patch_uptake.push_back(float(uptake));
    }
  }
  r.drained_protein = 20 * r.drained_volume;
  r.volume.drained = r.drained_volume;
  r.volume.store_change_lymph = 0.02 * gain * kMillilitre;
  r.volume.store_change_tissue = r.volume.filtered - r.volume.drained - r.volume.store_change_lymph;
  r.volume.residual = 3.1e-13;
  r.protein = {.filtered = 18 * r.volume.filtered,
               .drained = r.drained_protein,
               .store_change_tissue = 18 * r.volume.filtered - r.drained_protein - 1e-8 * gain,
               .store_change_lymph = 1e-8 * gain,
               .residual = -2.2e-13};
  r.safety = {.peak_surface_pressure = arm.pressure,
              .peak_tissue_pressure = 0.8 * arm.pressure,
              .peak_wall_pressure = 0.82 * arm.pressure,
              .longest_above_harm = arm.pressure > 9300 ? 95.0 : 0.0,
              .pressed_above_harm = arm.pressure > 9300 ? 260.0 : 0.0};
  r.before = {.frequency = 0.9 / 60 * wobble,
              .packet_velocity = 0.011,
              .ejection_fraction = 0.45,
              .mean_pressure = 8 * kMmHg,
              .systolic_pressure = 19 * kMmHg};
  r.during = r.before;
  r.during.frequency *= 1 + gain;
  r.during.packet_velocity *= 1 + 0.6 * gain;
  r.after = r.before;
  r.after.frequency *= 1 + 0.3 * gain;
  if (sample == 3) r.after.packet_velocity = std::nan("");
  r.counts = {.steps = 48000,
              .rejected = 320,
              .evaluations = 192000,
              .factorisations = 48320,
              .failures = 0,
              .start_seconds = 0.8,
              .run_seconds = 21.5};
  if (sample > 0) return r;
  const std::size_t frames = std::size_t(std::round(size.window / size.fast_interval)) + 1;
  for (std::size_t f = 0; f < frames; ++f) {
    const double t = 600 + double(f) * size.fast_interval;
    r.fast_time.push_back(t);
    for (std::size_t v = 0; v < g.vessels.size(); ++v)
      for (int i = 0; i < g.vessels[v].size; ++i) {
        const auto l = std::size_t(g.vessels[v].first + i);
        const double s = g.lymphangion_s[l], period = 60 / (0.9 * (1 + gain)) / 3;
        const double phase = std::fmod(t - s / 0.025 + 3.7 * double(v) + 50 * period, period);
        const double twitch = phase < 3 ? std::pow(std::sin(phase / 3 * std::numbers::pi), 2) : 0;
        const double outside =
            arm.pressure > 0 ? 0.7 * stroke(t, s, g.lymphangion_angle[l], arm) : 0;
        r.fast_pressure.push_back(float((4 + 3 * s) * kMmHg + 14 * kMmHg * twitch + outside));
        r.fast_diameter.push_back(float(3e-4 * (1 - 0.38 * twitch - outside * 3e-5)));
      }
    for (std::size_t p = 0; p < patches; ++p)
      r.fast_surface.push_back(
          float(arm.pressure > 0 ? stroke(t, g.patch_s[p], g.patch_angle[p], arm) : 0));
  }
  return r;
}

inline StudyResult study(const Size& size = {}) {
  StudyResult s;
  s.command = "cisterna compare rest mld_arm light_touch ipc_sequential --samples " +
              std::to_string(size.samples);
  s.version = "0.1.0";
  s.started = "2030-01-01T09:00:00Z";
  s.seed = 1;
  s.input_hashes = {{"data/protocols/rest.yaml", std::string(64, 'a')},
                    {"data/protocols/mld_arm.yaml", std::string(64, 'b')}};
  s.geometry = geometry();
  const std::array<Arm, 4> arms{Arm{"rest", "Rest, lying", 0, 0},
                                Arm{"mld_arm", "Manual lymph drainage of the arm", 0.42, 4000},
                                Arm{"light_touch", "Light touch", 0.01, 400},
                                Arm{"ipc", "Sequential pneumatic compression", 0.65, 10600}};
  s.samples = size.samples;
  for (const Arm& arm : arms) {
    s.protocols.push_back(arm.name);
    for (unsigned k = 0; k <= size.samples; ++k) s.runs.push_back(run(s.geometry, arm, k, size));
  }
  s.rest_outlet_flow = 6 * kMillilitrePerHour;
  s.assumptions = {
      {"data/body/arm.yaml", 12, "regions.forearm.length", "26 cm", "", Basis::assumed, "adult"},
      {"data/body/arm.yaml", 30, "vessels.superficial_1.diameter", "0.3 mm", "olszewski1980",
       Basis::measured, "cannulated collectors"},
      {"data/protocols/mld_arm.yaml", 8, "steps.1.pressure", "30 mmHg", "vodder", Basis::derived,
       ""},
      {"data/parameters/lymph.yaml", 51, "lymph.pacemaker.rate", "0.9 1/min", "kelly2020",
       Basis::fitted, "to the resting frequency"}};
  return s;
}

}  // namespace cisterna::synthetic
