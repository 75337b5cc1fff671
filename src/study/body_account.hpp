// Water and protein of a body whose blood is followed: where they are, and whether what came and went accounts for it.
//
//   (1) e = (in - out - (S_after - S_before))/(sum |exchanged within the body| + in + out + |S_after - S_before|)
//
//   S all of it: blood, tissue, lymph and under way between them [m3 or kg]
#pragma once
#include <span>

#include "engine/body_blood.hpp"
#include "model/result.hpp"

namespace cisterna {

/// As far as blood has run; `blood` has taken what lymph counts in `state`.
BodyStock water_of(const BodyBlood& blood, const LymphNetwork& network, const StateLayout& at,
                   std::span<const double> state);
/// Protein: that of blood is in its plasma.
BodyStock protein_of(const BodyBlood& blood, const LymphNetwork& network, const StateLayout& at,
                     std::span<const double> state);
/// Fills in what came and went, and the residual (1). Both accounts have their stocks.
void close_accounts(const OutsideCount& outside, const LymphNetwork& network, const StateLayout& at,
                    std::span<const double> state, BodyAccount& water, BodyAccount& protein);

}  // namespace cisterna
