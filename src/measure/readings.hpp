// What instruments read, as named objects: near-infrared imaging, cannulas, flow probes, tape, perometer, wick and counter.
// A reading takes what the instrument sees of a limb and the field it is laid on. Measurements of a run (measurements.hpp)
// are these laid on a whole limb before, during or after a session; validation lays the same ones on forearm or calf.
// The instruments themselves have a card each (near_infrared.hpp, cannula.hpp, flow_probe.hpp, ...).
#pragma once
#include <span>
#include <string>
#include <vector>

#include "measure/comparison.hpp"
#include "measure/limb_shape.hpp"
#include "measure/near_infrared.hpp"
#include "measure/vessel_recording.hpp"

namespace cisterna {

/// What there is to see. An instrument looks at its own of these; without it the reading is NaN.
struct Seen {
  const Limb* limb = nullptr;
  const VesselRecording* film = nullptr;
  NearInfrared* imaging = nullptr;  ///< of `film`, where it serves more than one reading
  const LimbShape* shape = nullptr;
  std::span<const double> wicks{}, fluid{};  ///< wick in each skin patch [Pa], its fluid [m3]
  std::span<const double> time{}, left{};    ///< looks at a depot: when [s], what was left
  double passed = 0, seconds = 0;            ///< through the outlet [m3], and in which time
};

/// Where an instrument is laid.
struct Field {
  LimbPart part{};                  ///< camera, and probes around collectors in its middle
  std::vector<int> lymphangions{};  ///< on which a camera counts, in which cannulas lie
  int member = -1;  ///< of a body, whose collectors a camera sees and probes lie around; -1: all
  std::string vessel{};                ///< at whose end a probe lies
  double spacing = 0;                  ///< of a tape's marks or a frame's steps [m]; 0: as usual
  std::vector<std::size_t> patches{};  ///< in which wicks lie, in order; empty: in all
};
/// A part of the limb, or of a member of a body, and the superficial lymphangions in it.
Field field_over(const Limb& limb, LimbPart part, int member = -1);

struct InstrumentReading {
  const char* name;        ///< "frequency"
  const char* instrument;  ///< "near-infrared imaging"
  const char* long_name;
  const char* needs;  ///< what it looks at
  const char* limit;  ///< what the real instrument can tell apart
  Kind kind;
  double (*read)(const Seen&, const Field&);
  /// Where a run keeps it, read on all superficial vessels; else nullptr.
  double VesselFunction::*kept = nullptr;
  bool of_members = false;  ///< and on those of each member of a body by itself
};

std::span<const InstrumentReading> readings();
/// The one of that name; throws std::out_of_range for an unknown one (a developer's mistake).
const InstrumentReading& reading_named(const char* name);

/// Those that a run keeps.
struct VesselFunctions {
  VesselFunction whole;
  std::vector<VesselFunction> members;  ///< of a body, what is not read of them NaN; else empty
};
VesselFunctions vessel_functions(const Limb& limb, const VesselRecording& film);

}  // namespace cisterna
