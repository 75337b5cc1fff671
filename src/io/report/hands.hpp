// How curves of muscle and skin under the hands are shown: shared by the report's table, its chart and the summary.
#pragma once
#include <array>
#include <string_view>

#include "measure/under_hands.hpp"

namespace cisterna {

struct HandsRow {
  HandsCurve curve;
  const char *name, *label, *unit;
  bool flow;  ///< its mean over the session says something; else its end does
};
inline constexpr std::array kHandsRows{
    HandsRow{HandsCurve::conduit, "artery_flow", "Artery of the limb or trunk, muscle and skin",
             "mL/min", true},
    HandsRow{HandsCurve::muscle, "muscle_flow", "Small vessels of the muscle", "mL/min", true},
    HandsRow{HandsCurve::skin, "skin_flow", "Skin without its fat", "mL/min", true},
    HandsRow{HandsCurve::squeezed, "squeezed_flow", "Squeezed out of the muscle", "mL/min", true},
    HandsRow{HandsCurve::shunted, "shunted_flow", "Shunted to the rest of the limb or trunk",
             "mL/min", true},
    HandsRow{HandsCurve::oxygen, "muscle_oxygen", "Oxygen in the muscle", "mmHg", false},
    HandsRow{HandsCurve::lactate, "muscle_lactate", "Lactate in the muscle", "mmol/L", false},
    HandsRow{HandsCurve::lactate_out, "lactate_out", "Lactate washed out", "mmol/min", true},
    HandsRow{HandsCurve::skin_temperature, "skin_temperature", "Skin temperature", "degC", false},
    HandsRow{HandsCurve::blood_lactate, "blood_lactate", "Lactate in the blood", "mmol/L", false},
};

/// Without a heart nobody knows what is shunted.
inline bool known(const HandsRow& row, const RunResult& run) {
  return row.curve != HandsCurve::shunted || !run.perfusion.shunted.empty();
}
/// With a heart the artery is that of its tree, which feeds fat and bone as well.
inline std::string_view label_of(const HandsRow& row, const RunResult& run) {
  const bool whole = row.curve == HandsCurve::conduit && run.blood.followed();
  return whole ? "Artery of the limb or trunk" : row.label;
}
/// In the row's unit.
double shown_under_hands(const HandsRow& row, double si);

}  // namespace cisterna
