#include "study/tissue_start.hpp"

#include <algorithm>
#include <cstdio>

namespace cisterna {
namespace {

std::string litres(double volume) {
  constexpr double kLitre = 1e-3;
  char text[32];
  std::snprintf(text, sizeof text, "%.1f L", volume / kLitre);
  return text;
}

std::string times(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f times", number);
  return text;
}

}  // namespace

TissueStart tissue_start(const LymphNetwork& network, const StateLayout& at,
                         std::span<const double> state) {
  const TissueModel& tissue = network.tissue;
  TissueStart start;
  for (std::size_t i = 0; i < tissue.patches; ++i) {
    const double held = state[at.tissue + i], drawn = tissue.rest_volume[i];
    start.held += held, start.drawn += drawn;
    if (!tissue.is_organ(i)) continue;
    start.organ_held.push_back(held), start.organ_drawn.push_back(drawn);
  }
  return start;
}

void keep_patches(const LymphNetwork& network, const StateLayout& at, std::span<const double> state,
                  RunResult& result) {
  const TissueModel& tissue = network.tissue;
  result.patch_fluid.clear(), result.patch_excess.clear(), result.patch_yielded.clear();
  for (std::size_t i = 0; i < tissue.skin_patches; ++i) {
    double excess = 0;
    for (const std::size_t layer : {i, tissue.skin_patches + i})
      excess += state[at.tissue + layer] - tissue.rest_volume[layer];
    result.patch_fluid.push_back(state[at.tissue + i]);
    result.patch_excess.push_back(excess);
    result.patch_yielded.push_back(tissue.yielded_of(i));
  }
}

std::string why_flooded(const Limb& limb, const TissueStart& start) {
  const auto& organs = limb.network.tissue.organs;
  if (organs.empty()) return {};
  double stated = 0;
  for (const double excess : limb.oedema) stated += std::max(excess, 0.0);
  if (start.held <= kMostTissue * start.drawn + stated) return {};
  std::size_t most = 0;
  const auto share = [&](std::size_t k) { return start.organ_held[k] / start.organ_drawn[k]; };
  for (std::size_t k = 1; k < organs.size(); ++k)
    if (share(k) > share(most)) most = k;
  const std::string fullest = share(most) > start.held / start.drawn
                                  ? " (the " + organs[most].name + " " +
                                        litres(start.organ_held[most]) + ", " + times(share(most)) +
                                        ")"
                                  : "";
  return "tissue would hold " + litres(start.held) + " before lymph and blood balance, " +
         times(start.held / start.drawn) + " what is drawn" + fullest + "; at most " +
         times(kMostTissue) + (stated > 0 ? " and the oedema stated are" : " is") +
         " begun with: leave lymph a way into the veins (cut_vessels, removed_nodes, changes), or "
         "give it one (lymph_to_vein)";
}

}  // namespace cisterna
