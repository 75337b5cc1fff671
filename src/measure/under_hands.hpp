// Curves of muscle and skin under the hands, of one region or of all that a treatment reached.
#pragma once
#include <optional>
#include <vector>

#include "model/result.hpp"

namespace cisterna {

enum class HandsCurve {
  conduit,           ///< artery of the members that the places are part of [m3/s]
  muscle,            ///< into the muscle of the places [m3/s]
  skin,              ///< into their skin, without its fat [m3/s]
  squeezed,          ///< pressed out of the muscle beyond what flows in [m3/s]
  shunted,           ///< from pressed places of those members to others on their artery [m3/s]
  oxygen,            ///< in the muscle [Pa]
  lactate,           ///< in the muscle [mol/m3]
  lactate_out,       ///< out of the muscle with the blood [mol/s]
  skin_temperature,  ///< [K]
  blood_lactate      ///< of arterial blood [mol/m3]
};

/// `part` of RunResult::perfusion, or all of them. Empty where nothing was reached.
std::vector<double> hands_curve(const RunResult& run, const LimbGeometry& geometry,
                                HandsCurve curve, std::optional<std::size_t> part = {});

/// At rest before, on average over the session, at its end (of flows: over its last interval). NaN where not known.
struct HandsReading {
  double rest, mean, end;
};
HandsReading hands_reading(const RunResult& run, const LimbGeometry& geometry, HandsCurve curve,
                           std::optional<std::size_t> part = {});

}  // namespace cisterna
