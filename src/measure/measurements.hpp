// What can be measured on a limb or body: instruments by name, what each reads, in which unit, and what it needs. The one
// list that `cisterna list`, summary.csv, the NetCDF file, the report and comparisons of protocols go by. What an instrument
// reads in it is a reading of readings.hpp on a whole limb or body, or a procedure in a run of its own; validation asks for
// both by the same names, for readings with a field of its own.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "measure/comparison.hpp"
#include "measure/occlusion_cuff.hpp"

namespace cisterna {

struct Measurement {
  const char* name;        ///< "limb_volume_change_tape"
  const char* instrument;  ///< "tape"
  const char* long_name;
  const char* needs;  ///< what it takes from a run
  const char* limit;  ///< what the real instrument can tell apart
  Kind kind;
  /// Off a session, of the limb or of one member of a body; nullptr where it takes a run of its own.
  double (*read)(const LimbGeometry&, const RunResult&, std::size_t member);
  bool by_member;  ///< told for every arm and leg of a body; the others are of the whole
  /// The procedure of one that takes a run of its own (`cisterna measure`, study/own_run.hpp), on a member of a limb or
  /// body; else nullptr.
  Finding (*alone)(const Limb&, int member, const RunningFrom& run) = nullptr;
  /// Of one that is of the whole: of an arm or leg of a body by itself as well; else nullptr.
  double (*of_member)(const LimbGeometry&, const RunResult&, std::size_t member) = nullptr;
};

/// All of them, in the order in which they are shown.
std::span<const Measurement> measurements();
/// The one of that name; throws std::out_of_range for an unknown one (a developer's mistake).
const Measurement& measurement_named(const char* name);

/// Those of the limb or body as a whole that any run gives, in that order.
std::vector<const Measurement*> whole_measurements();

/// Members that instruments for limbs are laid on: of a body arms and legs, of a limb the limb (0).
std::vector<std::size_t> measured_members(const LimbGeometry& geometry);

/// A measurement at one place.
struct PlacedMeasurement {
  const Measurement* what;
  std::size_t member;
  std::string name;   ///< with the member's, of a body: "limb_volume_change_tape_left_arm"
  std::string place;  ///< "left arm", or empty
  double (*read)(const LimbGeometry&, const RunResult&, std::size_t member);
};
/// Those told by member, at every place a study has.
std::vector<PlacedMeasurement> placed_measurements(const LimbGeometry& geometry);
Reading reading_of(const PlacedMeasurement& measurement, const LimbGeometry& geometry);
/// Of one of the whole; `geometry` outlives what is given, as above.
Reading reading_of(const Measurement& whole, const LimbGeometry& geometry);

}  // namespace cisterna
