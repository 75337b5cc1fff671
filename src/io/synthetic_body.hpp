// A made-up study of a body, for tests of what is written: shapes and sides, not physiology. Its treatment doubles the
// uptake of the left arm and changes nothing else.
#pragma once
#include <cmath>
#include <numbers>
#include <string>

#include "io/synthetic_study.hpp"

namespace cisterna::synthetic {

inline constexpr double kGap = 1;           // between members on the axis [m]
inline constexpr double kBodyPatch = 0.07;  // [m]
inline constexpr double kLeftArmGain = 1;   // relative change of its uptake
inline constexpr int kLeftArm = 3;          // member

inline LimbGeometry body_geometry() {
  LimbGeometry g;
  g.body = true;
  const auto member = [&](const std::string& name, int parent, double root, double angle, bool up,
                          std::vector<LimbGeometry::RegionRow> regions) {
    double s = g.regions.empty() ? 0 : g.regions.back().s_to + kGap;
    g.members.push_back({name, static_cast<int>(g.regions.size()), static_cast<int>(regions.size()),
                         parent, root, angle, up});
    for (auto& region : regions) {
      const double length = region.s_to;
      region.s_from = s, region.s_to = s += length;
      g.regions.push_back(region);
    }
  };
  const double turn = std::numbers::pi / 180;
  member("trunk", -1, 0, 0, false,
         {{"abdomen", 0, 0.30, 0.92, 0.84}, {"thorax", 0, 0.32, 0.86, 0.96}});
  member("head_and_neck", 0, 0.62, 0, true,
         {{"head", 0, 0.22, 0.50, 0.50}, {"neck", 0, 0.11, 0.37, 0.39}});
  for (const std::string side : {"right", "left"})
    member(side + "_arm", 0, 0.588, (side == "right" ? 270 : 90) * turn, false,
           {{side + "_hand", 0, 0.19, 0.20, 0.17},
            {side + "_forearm", 0, 0.26, 0.17, 0.26},
            {side + "_upper_arm", 0, 0.30, 0.27, 0.32}});
  for (const std::string side : {"right", "left"})
    member(side + "_leg", 0, 0.015, (side == "right" ? 290 : 70) * turn, false,
           {{side + "_foot", 0, 0.24, 0.23, 0.24},
            {side + "_calf", 0, 0.40, 0.22, 0.36},
            {side + "_thigh", 0, 0.42, 0.38, 0.57}});
  for (std::size_t m = 0; m < g.members.size(); ++m) {
    const auto& row = g.members[m];
    double widest = 0;
    for (int r = row.first_region; r < row.first_region + row.regions; ++r)
      widest = std::max({widest, g.regions[std::size_t(r)].girth_distal,
                         g.regions[std::size_t(r)].girth_proximal});
    const int around = int(std::ceil(widest / kBodyPatch));
    for (int r = row.first_region; r < row.first_region + row.regions; ++r) {
      const auto& region = g.regions[std::size_t(r)];
      const double length = region.s_to - region.s_from;
      const int rings = int(std::ceil(length / kBodyPatch));
      for (int i = 0; i < rings; ++i)
        for (int k = 0; k < around; ++k) {
          const double x = (i + 0.5) / rings;
          g.patch_s.push_back(region.s_from + x * length);
          g.patch_length.push_back(length / rings);
          g.patch_angle.push_back(2 * std::numbers::pi * k / around);
          g.patch_width.push_back(std::lerp(region.girth_distal, region.girth_proximal, x) /
                                  around);
          g.patch_region.push_back(r), g.patch_member.push_back(int(m));
        }
    }
    // one collector a member, along its front
    const double from = g.regions[std::size_t(row.first_region)].s_from;
    const double to = g.regions[std::size_t(row.first_region + row.regions - 1)].s_to;
    const int size = 20, next = row.parent;
    g.vessels.push_back(
        {row.name + "_collector", false, 2, int(g.lymphangion_s.size()), size, next, int(m)});
    for (int i = 0; i < size; ++i) {
      g.lymphangion_s.push_back(from + (i + 0.5) * (to - from) / size);
      g.lymphangion_length.push_back((to - from) / size);
      g.lymphangion_angle.push_back(row.root_angle / 8);
    }
  }
  g.organs = {"gut", "liver"};
  g.outlets = {"right_venous_angle", "left_venous_angle"};
  g.ducts = {"right_terminal", "left_terminal"};
  g.nodes = {"left_axillary", "right_iliac"};
  g.node_s = {g.regions[std::size_t(g.members[kLeftArm].first_region + 2)].s_to - 0.03, 0.085};
  return g;
}

inline RunResult body_run(const LimbGeometry& g, const std::string& protocol, double gain,
                          unsigned sample, const Size& size) {
  RunResult r;
  r.protocol = protocol, r.protocol_title = protocol == "rest" ? "Rest, lying" : "Left arm treated";
  r.person = "adult", r.person_title = "Reference adult";
  r.sample = sample, r.stop_time = size.session;
  const double wobble = 1 + 0.2 * std::sin(2.3 * sample),
               density = 8 * kMillilitrePerHour * wobble;  // [m3/s/m2]
  const std::size_t patches = g.patch_s.size();
  r.patch_uptake_total.assign(patches, 0), r.patch_filtration_total.assign(patches, 0);
  r.region_uptake.resize(g.regions.size()), r.organ_uptake.resize(g.organs.size());
  r.duct_flow.resize(g.outlets.size()), r.node_flow.resize(g.nodes.size());
  r.node_filling.resize(g.nodes.size());
  for (double t = 0; t <= size.session * (1 + 1e-9); t += size.interval) {
    const bool known = t > 0;
    const double dt = known ? size.interval : 0, risen = 1 - std::exp(-t / 240);
    r.time.push_back(t);
    std::vector<double> region(g.regions.size(), 0.0);
    double total = 0;
    for (std::size_t p = 0; p < patches; ++p) {
      const double grown = g.patch_member[p] == kLeftArm ? gain * risen : 0;
      const double flow = density * g.patch_length[p] * g.patch_width[p] *
                          (1 + 0.4 * std::cos(g.patch_angle[p])) * (1 + grown);
      region[std::size_t(g.patch_region[p])] += flow, total += flow;
      r.patch_uptake_total[p] += flow * dt;
      if (sample > 0) continue;
      r.surface_pressure.push_back(0), r.patch_volume.push_back(float(3e-6)),
          r.patch_uptake.push_back(float(known ? flow : 0));
      r.tissue_pressure.push_back(float(-100 + 300 * grown + 60 * std::sin(g.patch_angle[p])));
    }
    for (std::size_t i = 0; i < region.size(); ++i)
      r.region_uptake[i].push_back(known ? region[i] : std::nan(""));
    for (std::size_t i = 0; i < g.organs.size(); ++i) {
      const double flow = (i == 0 ? 100 : 60) * kMillilitrePerHour * wobble;
      r.organ_uptake[i].push_back(known ? flow : std::nan("")), total += flow;
    }
    for (std::size_t i = 0; i < g.nodes.size(); ++i)
      r.node_flow[i].push_back((i + 1) * 3 * kMillilitrePerHour),
          r.node_filling[i].push_back(1.25 + 0.5 * i);
    for (std::size_t i = 0; i < g.outlets.size(); ++i)
      r.duct_flow[i].push_back(known ? total * (i == 0 ? 0.25 : 0.75) : std::nan(""));
    r.outlet_flow.push_back(total), r.uptake_flow.push_back(total),
        r.filtration_flow.push_back(total), r.outlet_protein.push_back(20 * total);
    r.drained_volume += total * dt;
  }
  r.drained_protein = 20 * r.drained_volume;
  r.volume.filtered = r.volume.drained = r.drained_volume,
  r.protein.filtered = r.protein.drained = r.drained_protein;
  if (sample > 0) return r;
  for (double t = 0; t <= size.window; t += size.fast_interval) {
    r.fast_time.push_back(t);
    for (double s : g.lymphangion_s) {
      const double twitch = std::pow(std::sin(t - 20 * s), 2);
      r.fast_pressure.push_back(float(kMmHg * (5 + 10 * twitch))),
          r.fast_diameter.push_back(float(3e-4 * (1 - 0.3 * twitch)));
    }
    r.fast_surface.insert(r.fast_surface.end(), patches, 0.f);
  }
  return r;
}

inline StudyResult body_study(const Size& size = {}) {
  StudyResult s;
  s.command = "cisterna compare rest left_arm --person reference_adult", s.version = "0.1.0",
  s.started = "2030-01-01T09:00:00Z";
  s.seed = 1, s.samples = size.samples;
  s.geometry = body_geometry();
  for (const std::string protocol : {"rest", "left_arm"}) {
    s.protocols.push_back(protocol);
    for (unsigned k = 0; k <= size.samples; ++k)
      s.runs.push_back(
          body_run(s.geometry, protocol,
                   protocol == "rest" ? 0 : kLeftArmGain * (1 + 0.3 * std::cos(1.7 * k)), k, size));
  }
  s.rest_outlet_flow = s.runs[0].outlet_flow[0];
  return s;
}

}  // namespace cisterna::synthetic
