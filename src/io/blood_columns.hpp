// What is written of heart and vessels, where a run followed them.
#pragma once
#include <array>
#include <string_view>

#include "measure/comparison.hpp"
#include "model/result.hpp"

namespace cisterna {

struct BloodColumn {
  const char *name, *long_name, *units, *shown;  ///< SI, and the unit for people
  std::vector<double> BloodResult::*series;
  bool stock = false;  ///< at a moment, not a mean over the interval that ends there
};
inline constexpr std::array kBloodColumns{
    BloodColumn{"heart_rate", "heart rate", "s-1", "/min", &BloodResult::heart_rate},
    BloodColumn{"arterial_pressure", "mean pressure at the root of the aorta", "Pa", "mmHg",
                &BloodResult::arterial_pressure},
    BloodColumn{"systolic_pressure", "highest pressure of a beat at the root of the aorta", "Pa",
                "mmHg", &BloodResult::systolic},
    BloodColumn{"diastolic_pressure", "lowest pressure of a beat at the root of the aorta", "Pa",
                "mmHg", &BloodResult::diastolic},
    BloodColumn{"central_venous_pressure", "mean pressure in the right atrium", "Pa", "mmHg",
                &BloodResult::central_venous_pressure},
    BloodColumn{"right_angle_pressure", "mean pressure in the right venous angle", "Pa", "mmHg",
                &BloodResult::right_angle_pressure},
    BloodColumn{"left_angle_pressure", "mean pressure in the left venous angle", "Pa", "mmHg",
                &BloodResult::left_angle_pressure},
    BloodColumn{"cardiac_output",
                "flow through all beds, which in the mean leaves the left ventricle", "m3 s-1",
                "L/min", &BloodResult::cardiac_output},
    BloodColumn{"blood_volume", "volume of all blood", "m3", "mL", &BloodResult::blood_volume,
                true},
    BloodColumn{"plasma_volume", "volume of all plasma", "m3", "mL", &BloodResult::plasma_volume,
                true},
    BloodColumn{"plasma_protein", "protein of plasma", "kg m-3", "g/L",
                &BloodResult::plasma_protein, true},
    BloodColumn{"haematocrit", "share of cells in blood", "1", "%", &BloodResult::haematocrit,
                true},
};

/// One number of a session.
struct BloodAmount {
  const char *name, *long_name;
  Kind kind;  ///< volume [m3], mass [kg] or fraction [1]
  double (*of)(const BloodResult&);
};
inline constexpr std::array kBloodAmounts{
    BloodAmount{"blood_filtered", "plasma that left the capillaries, less what nodes gave back",
                Kind::volume, [](const auto& b) { return b.filtered; }},
    BloodAmount{"blood_returned_right", "lymph that came back at the right venous angle",
                Kind::volume, [](const auto& b) { return b.returned_right; }},
    BloodAmount{"blood_returned_left", "lymph that came back at the left venous angle",
                Kind::volume, [](const auto& b) { return b.returned_left; }},
    BloodAmount{"blood_under_way", "owed by blood to tissue and lymph at the end", Kind::volume,
                [](const auto& b) { return b.under_way; }},
    BloodAmount{"body_infusion", "fluid given into a vein", Kind::volume,
                [](const auto& b) { return b.water.infusion; }},
    BloodAmount{"body_infusion_protein", "protein given with it", Kind::mass,
                [](const auto& b) { return b.protein.infusion; }},
    BloodAmount{"body_drinking", "water drunk, as the gut took it up", Kind::volume,
                [](const auto& b) { return b.water.drinking; }},
    BloodAmount{"body_bleeding", "blood taken from a vein", Kind::volume,
                [](const auto& b) { return b.water.bleeding; }},
    BloodAmount{"body_bleeding_cells", "cells taken with it", Kind::volume,
                [](const auto& b) { return b.bled_cells; }},
    BloodAmount{"body_bleeding_protein", "protein taken with it", Kind::mass,
                [](const auto& b) { return b.protein.bleeding; }},
    BloodAmount{"body_urine", "urine", Kind::volume, [](const auto& b) { return b.water.urine; }},
    BloodAmount{"body_insensible", "water lost through lungs and skin", Kind::volume,
                [](const auto& b) { return b.water.insensible; }},
    BloodAmount{"body_water_residual", "water in less out less change, relative to all exchanged",
                Kind::fraction, [](const auto& b) { return b.water.residual; }},
    BloodAmount{"body_protein_residual",
                "protein in less out less change, relative to all exchanged", Kind::fraction,
                [](const auto& b) { return b.protein.residual; }},
    BloodAmount{"body_water_blood_gain", "water gained by blood, its cells included", Kind::volume,
                [](const auto& b) { return b.water.after.blood - b.water.before.blood; }},
    BloodAmount{"body_water_tissue_gain", "water gained by tissue", Kind::volume,
                [](const auto& b) { return b.water.after.tissue - b.water.before.tissue; }},
    BloodAmount{"body_water_lymph_gain", "water gained by lymph", Kind::volume,
                [](const auto& b) { return b.water.after.lymph - b.water.before.lymph; }},
    BloodAmount{"body_water_under_way_gain", "water more under way between blood and the others",
                Kind::volume,
                [](const auto& b) { return b.water.after.under_way - b.water.before.under_way; }},
    BloodAmount{"body_water_blood", "blood at the end, its cells included", Kind::volume,
                [](const auto& b) { return b.water.after.blood; }},
    BloodAmount{"body_water_tissue", "water of tissue at the end", Kind::volume,
                [](const auto& b) { return b.water.after.tissue; }},
    BloodAmount{"body_water_lymph", "lymph in vessels and nodes at the end", Kind::volume,
                [](const auto& b) { return b.water.after.lymph; }},
};

/// The one of that name; throws std::out_of_range for an unknown one (a developer's mistake).
const BloodColumn& blood_column(std::string_view name);

/// Over the session: the mean of a series, whose first point is rest, weighted by its intervals; of a stock its end.
double session_value(const RunResult& run, std::span<const double> series, bool stock);
/// Of a stock the last value; else the mean over the last tenth of the session: an interval may be a part of a breath.
double value_at_end(const RunResult& run, std::span<const double> series, bool stock);
/// Whether some run followed its blood.
bool has_blood(const StudyResult& study);

}  // namespace cisterna
