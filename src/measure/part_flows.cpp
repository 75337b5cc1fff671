#include "measure/part_flows.hpp"

#include <algorithm>

#include "measure/trunk_quadrants.hpp"

namespace cisterna {
namespace {

using Rows = std::vector<std::vector<double>>;

Curve row_of(Rows RunResult::*rows, std::size_t i) {
  return [rows, i](const RunResult& r) {
    return i < (r.*rows).size() ? (r.*rows)[i] : std::vector<double>{};
  };
}

/// Sum of the curves of regions first .. first + count - 1.
Curve sum_of_regions(std::size_t first, std::size_t count) {
  return [first, count](const RunResult& r) {
    std::vector<double> sum;
    for (std::size_t i = first; i < first + count; ++i) {
      if (i >= r.region_uptake.size()) return std::vector<double>{};
      const std::vector<double>& row = r.region_uptake[i];
      if (i == first) sum.assign(row.size(), 0.0);
      for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += k < row.size() ? row[k] : kUnknown;
    }
    return sum;
  };
}

/// Sum over patches from a place in a field, each with its share.
template <typename Field>
double weighed(const std::vector<double>& share, const Field& field, std::size_t from) {
  if (from + share.size() > field.size()) return kUnknown;
  double sum = 0;
  for (std::size_t p = 0; p < share.size(); ++p) sum += share[p] * field[from + p];
  return sum;
}

/// Uptake of the skin of a quadrant. Curves of patches are kept with central parameters alone, totals of every run.
FlowPart skin_part(const Quadrant& quadrant) {
  const Curve flow = [share = quadrant.share](const RunResult& r) {
    std::vector<double> curve;
    for (std::size_t from = 0; from + share.size() <= r.patch_uptake.size(); from += share.size())
      curve.push_back(weighed(share, r.patch_uptake, from));
    return curve;
  };
  const Reading total = [share = quadrant.share](const RunResult& r) {
    return weighed(share, r.patch_uptake_total, 0);
  };
  return {PartGroup::quadrant, quadrant.name, flow, total};
}

}  // namespace

std::vector<FlowPart> flow_parts(const LimbGeometry& g) {
  std::vector<FlowPart> parts;
  if (!g.body) return parts;
  for (const auto& m : g.members)
    parts.push_back({PartGroup::member, m.name,
                     sum_of_regions(static_cast<std::size_t>(m.first_region),
                                    static_cast<std::size_t>(m.regions))});
  for (std::size_t i = 0; i < g.regions.size(); ++i)
    parts.push_back({PartGroup::region, g.regions[i].name, row_of(&RunResult::region_uptake, i)});
  for (std::size_t i = 0; i < g.organs.size(); ++i)
    parts.push_back({PartGroup::organ, g.organs[i], row_of(&RunResult::organ_uptake, i)});
  for (std::size_t i = 0; i < g.nodes.size(); ++i)
    parts.push_back({PartGroup::node, g.nodes[i], row_of(&RunResult::node_flow, i)});
  for (std::size_t i = 0; i < g.outlets.size(); ++i)
    parts.push_back({PartGroup::duct, g.outlets[i], row_of(&RunResult::duct_flow, i)});
  for (const Quadrant& quadrant : trunk_quadrants(g)) parts.push_back(skin_part(quadrant));
  return parts;
}

double volume_until(const FlowPart& part, const RunResult& run, double end) {
  if (part.total && run.time.size() > 1 && end >= run.time.back()) return part.total(run);
  const std::vector<double> flow = part.flow(run);
  const std::size_t n = std::min(run.time.size(), flow.size());
  double volume = 0;
  for (std::size_t i = 1; i < n && run.time[i - 1] < end; ++i)
    volume += flow[i] * (std::min(run.time[i], end) - run.time[i - 1]);
  return n > 1 ? volume : kUnknown;
}

double volume_of(const FlowPart& part, const RunResult& run) {
  return volume_until(part, run, run.time.empty() ? 0 : run.time.back());
}

double mean_flow_of(const FlowPart& part, const RunResult& run) {
  const double span = run.time.size() > 1 ? run.time.back() - run.time.front() : 0;
  return span > 0 ? volume_of(part, run) / span : kUnknown;
}

double filling_of(std::size_t node, const RunResult& run) {
  if (node >= run.node_filling.size() || run.node_filling[node].empty()) return kUnknown;
  return run.node_filling[node].back();
}

Contrast volume_contrast(const StudyResult& study, std::size_t protocol, const FlowPart& part) {
  Contrast contrast =
      contrast_of(study, protocol, [&](const RunResult& r) { return volume_of(part, r); });
  const double end = contrast.compared_over;
  const Contrast shared =
      contrast_of(study, protocol, [&](const RunResult& r) { return volume_until(part, r, end); });
  contrast.difference = shared.difference, contrast.ratio = shared.ratio;
  return contrast;
}

}  // namespace cisterna
