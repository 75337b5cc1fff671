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
};

struct BloodAmount {
  const char *name, *long_name;
  double BloodResult::*amount;
};
inline constexpr std::array kBloodAmounts{
    BloodAmount{"blood_filtered", "plasma that left the capillaries, less what nodes gave back",
                &BloodResult::filtered},
    BloodAmount{"blood_returned_right", "lymph that came back at the right venous angle",
                &BloodResult::returned_right},
    BloodAmount{"blood_returned_left", "lymph that came back at the left venous angle",
                &BloodResult::returned_left},
    BloodAmount{"blood_under_way", "owed by blood to tissue and lymph at the end",
                &BloodResult::under_way},
};

/// The one of that name; throws std::out_of_range for an unknown one (a developer's mistake).
const BloodColumn& blood_column(std::string_view name);

/// Over the session: the mean of a series, whose first point is rest, weighted by its intervals; of a stock its end.
double session_value(const RunResult& run, std::span<const double> series, bool stock);
/// Whether some run followed its blood.
bool has_blood(const StudyResult& study);

}  // namespace cisterna
