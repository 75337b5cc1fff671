#include "measure/body_flows.hpp"

#include <algorithm>
#include <functional>

namespace cisterna {
namespace {

using Rows = std::vector<std::vector<double>>;

void add(std::vector<double>& sum, const std::vector<double>& row) {
  if (sum.empty()) sum.assign(row.size(), 0.0);
  for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += k < row.size() ? row[k] : kUnknown;
}

/// Sum of those beds whose names begin so.
Curve beds(std::vector<std::string> beginnings) {
  return [beginnings = std::move(beginnings)](const RunResult& r) {
    std::vector<double> sum;
    const std::size_t count = std::min(r.blood.beds.size(), r.blood.bed_flow.size());
    for (std::size_t b = 0; b < count; ++b)
      if (std::any_of(beginnings.begin(), beginnings.end(),
                      [&](const std::string& text) { return r.blood.beds[b].starts_with(text); }))
        add(sum, r.blood.bed_flow[b]);
    return sum;
  };
}

/// Sum of some of the rows.
Curve sum_of(Rows RunResult::*rows, std::vector<std::size_t> which) {
  return [rows, which = std::move(which)](const RunResult& r) {
    std::vector<double> sum;
    for (const std::size_t i : which) {
      if (i >= (r.*rows).size()) return std::vector<double>{};
      add(sum, (r.*rows)[i]);
    }
    return sum;
  };
}

struct Lister {
  const LimbGeometry& g;
  std::vector<BodyFlow> list;

  void member(const std::string& name, std::vector<std::string> beginnings) {
    std::vector<std::size_t> regions;
    for (const auto& m : g.members)
      for (int r = m.first_region; m.name == name && r < m.first_region + m.regions; ++r)
        regions.push_back(static_cast<std::size_t>(r));
    list.push_back({name, true, false, beds(std::move(beginnings)),
                    sum_of(&RunResult::region_filtration, regions),
                    sum_of(&RunResult::region_uptake, regions)});
  }

  void organs(const std::string& name, bool in_thorax, Curve blood) {
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < g.organs.size(); ++i)
      if ((i < g.organ_in_thorax.size() && g.organ_in_thorax[i]) == in_thorax) which.push_back(i);
    list.push_back({name, true, in_thorax, std::move(blood),
                    sum_of(&RunResult::organ_filtration, which),
                    sum_of(&RunResult::organ_uptake, which)});
  }

  void without_lymph(const std::string& name) {
    const Curve none = [](const RunResult&) { return std::vector<double>{}; };
    list.push_back({name, false, false, beds({name}), none, none});
  }
};

}  // namespace

std::vector<BodyFlow> body_flows(const LimbGeometry& geometry) {
  Lister lister{geometry, {}};
  if (!geometry.body) return {};
  lister.without_lymph("brain");
  lister.member("head_and_neck", {"head_"});
  lister.member("right_arm", {"right_arm_"});
  lister.member("left_arm", {"left_arm_"});
  lister.member("trunk", {"chest_", "belly_"});
  lister.without_lymph("heart_wall");
  lister.organs("lungs", true, [](const RunResult& r) { return r.blood.cardiac_output; });
  lister.organs("viscera", false, beds({"viscera"}));
  lister.without_lymph("kidneys");
  lister.member("right_leg", {"right_leg_"});
  lister.member("left_leg", {"left_leg_"});
  return std::move(lister.list);
}

}  // namespace cisterna
