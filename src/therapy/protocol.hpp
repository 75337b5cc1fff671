// A protocol as plain data: what is done to a limb, step by step. All numbers SI.
// A step says only where, how hard, how fast, in which direction and for how long. What it does to the
// lymph is never written here: it follows from pressure, stretch and time.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "model/provenance.hpp"

namespace cisterna {

enum class Technique {
  rest,               ///< nothing touches the limb
  light_touch,        ///< a gliding stroke like effleurage; the name marks the sham arm
  effleurage,         ///< a gliding stroke along the path
  stationary_circle,  ///< the skin is moved in a circle; the hand does not glide
  pump,               ///< the hand rolls forward along the limb
  scoop,              ///< the hand rolls forward and turns around the limb (a spiral)
  rotary,             ///< the hand rolls forward and swings out and back around the limb
  petrissage,         ///< two neighbouring hands squeeze and roll the tissue in turn (kneading)
  friction,           ///< a small contact circles, or rubs across, with the tissue; nothing glides
  tapotement,         ///< short, quick impacts of a loose hand
  vibration,          ///< a resting hand trembles: a steady and an oscillating pressure
  pneumatic,          ///< a sleeve of chambers inflated in order
  garment,            ///< a constant pressure, which may fall from distal to proximal
  posture,            ///< the limb is raised or lowered and stays there
  heat,               ///< the skin is warmed or cooled and stays there
  muscle_pump,        ///< muscles contract in rhythm; nothing presses on the skin
  deep_breathing,     ///< the pressures in chest and abdomen swing wider, or slower
  infusion,           ///< fluid is given into a vein of an arm
  bleeding,           ///< blood is taken from a vein of an arm
  recorded            ///< pressures played from a file
};

const char* name_of(Technique technique);
/// In the order of the enumeration.
const std::vector<Technique>& all_techniques();
/// Slides over the skin along the whole path.
bool glides(Technique technique);
/// Presses one site after another without sliding.
bool dwells(Technique technique);
/// Glides or dwells.
bool by_hand(Technique technique);
/// Goes through cycles without moving from place to place.
bool repeats(Technique technique);
/// Hands, or a device, press on the skin.
bool on_the_skin(Technique technique);
/// Gives into a vein or takes from it.
bool at_a_vein(Technique technique);

enum class Direction { proximal, distal };
inline const char* name_of(Direction direction) {
  return direction == Direction::proximal ? "proximal" : "distal";
}

/// In which order the chambers of a sleeve fill and empty.
enum class ChamberOrder {
  simultaneous,  ///< all at once
  sequential,    ///< one after another; all stay full until the last has been held, then all empty
  wave           ///< one after another; each empties after its own hold
};
const char* name_of(ChamberOrder order);

struct Sleeve {
  int chambers = 1;
  double chamber_length = 0;  ///< [m]; 0 = the path divided evenly
  double overlap = 0;         ///< of neighbouring chambers along the limb [m]
  ChamberOrder order = ChamberOrder::sequential;
  double stagger = 0;  ///< from the start of one chamber to the start of the next [s]
  double inflation = 0, hold = 0, deflation = 0;  ///< of one chamber [s]
  double pause = 0;                               ///< all empty, before the next cycle [s]

  double cycle() const;                        ///< [s]
  double chamber_start(int in_order) const;    ///< start of inflation within the cycle [s]
  double chamber_release(int in_order) const;  ///< start of deflation within the cycle [s]
};

/// The pressures that breathing makes in the cavities of the trunk; a limb alone has none. The values are quiet
/// breathing, assumed: chest -5 to -8 cmH2O, abdomen 2 to 10 cmH2O; of 4 s 1.6 are drawn in and 1.4 let out, as in
/// a published model of the chest (cardioport).
struct Breathing {
  double rate = 0.25;     ///< breaths [1/s]
  double inspired = 0.4;  ///< share of a breath in which it is drawn in, 0..1
  double pause = 0.25;    ///< share in which nothing moves, after breathing out
  double thoracic[2] = {-490.3325, -784.532};  ///< in the chest, expired and inspired [Pa]
  double abdominal[2] = {196.133, 980.665};    ///< in the abdomen, expired and inspired [Pa]
  double let_out() const { return 1 - inspired - pause; }  ///< share of a breath
  bool operator==(const Breathing&) const = default;
};

/// Ways of water that stay as they are for the whole protocol. Nobody drinks or passes water where none is stated.
struct StandingWater {
  double drinking = 0;    ///< taken up by the gut [m3/s]
  double urine = 0;       ///< [m3/s]
  double insensible = 0;  ///< through lungs and skin [m3/s]
  int line = 0;           ///< in Protocol::file; 0: not stated
  bool stated() const { return line > 0; }
};

/// Pressures against time. Column c of row r is `pressure[r * columns.size() + c]`.
struct Recording {
  std::string file;
  std::vector<std::string> columns;
  std::vector<double> time;      ///< [s], from 0, increasing
  std::vector<double> pressure;  ///< [Pa], >= 0
};

/// A recorded column lies on this part of a region.
struct RecordedPlace {
  int column = 0;
  std::string region;
  double from = 0, to = 1;  ///< fraction along the region, 0 distal .. 1 proximal
};

/// One step, or a group of steps. Fields a technique does not use stay at their defaults.
struct Step {
  std::string label;  ///< as named in the file, else made from technique and regions
  int line = 0;       ///< in Protocol::file

  // a group
  std::vector<Step> steps;  ///< not empty: a group
  bool together = false;    ///< the members run at the same time
  int repeat = 1;

  // a single step
  Technique technique = Technique::rest;
  std::vector<std::string> regions;  ///< the path: touching regions, in the order of the file
  Direction direction = Direction::proximal;
  std::vector<double>
      angles;  ///< centres of the contact around the limb [rad]; empty = the whole ring
  double duration =
      0;  ///< [s]; 0 = once through. Else repeated whole as often as it fits, then rest
  double pressure = 0;           ///< [Pa]; of a garment or sleeve: at the distal end; in a muscle
  double pressure_proximal = 0;  ///< at the proximal end, of a garment or sleeve [Pa]
  double traction = 0;           ///< on the skin along `direction` [Pa], >= 0
  double contact_length = 0, contact_width = 0;  ///< along and around the limb [m]
  double soft_edge = 0;  ///< width of the contact's edges relative to its size, 0..1
  double period = 0;     ///< of one repetition [s]
  double pressed = 0;    ///< share of the period under pressure, or contracted, 0..1
  double rise = 0;       ///< time in which pressure rises, and falls again [s]
  int repetitions = 1;   ///< for each site and angle; cycles of a sleeve; plays of a recording
  int sites = 1;         ///< along the path
  double speed = 0;      ///< of a gliding hand [m/s]
  double travel = 0;     ///< of the hand with the skin along the limb, in one repetition [m]
  double swing = 0;      ///< of the hand with the skin around the limb, in one repetition [m]
  double turn = 1;       ///< in which sense the hand moves around the limb; -1 on its mirror image
  double advance = 0;    ///< of the contact from one repetition to the next [m]
  double frequency = 0;  ///< of friction's circles or a vibration [1/s]
  double amplitude = 0;  ///< of a vibration, either way around `pressure` [Pa]
  std::vector<std::string> members;  ///< that a posture moves or heat warms; empty: all
  Breathing breathing;
  Sleeve sleeve;
  double elevation = 0;         ///< posture; of a member's far end above the horizontal [rad]
  double skin_temperature = 0;  ///< heat [K]
  double ramp = 0;              ///< to reach the posture, temperature or breathing [s]
  double volume = 0;            ///< given or taken, over the duration [m3]
  double protein = 0;           ///< of what is given [kg/m3]
  std::string arm = "right";    ///< whose vein
  std::shared_ptr<const Recording> recording;
  std::vector<RecordedPlace> places;

  bool group() const { return !steps.empty(); }
};

/// Angle of a member by itself: of its far end above the horizontal [rad].
struct MemberElevation {
  std::string member;
  double elevation = 0;
};

struct Protocol {
  std::string name, title, description, file;
  std::string limb;  ///< anatomy it is for, where no region tells: "arm"; empty: any
  std::string
      side;  ///< of a body, that it is written for: on the other it is the mirror image; empty: any
  std::vector<std::string>
      follows;  ///< trials or practices that it follows, by their names in docs/protocols.md
  double elevation = 0;                            ///< at the start [rad]
  std::vector<MemberElevation> member_elevations;  ///< at the start, of those that differ
  double skin_temperature = 306.15;                ///< at the start [K]
  Breathing breathing;                             ///< where no step changes it
  StandingWater water;
  std::vector<Step> steps;  ///< one after another
  ProvenanceList provenance;
};

/// Time a single step takes once through its sites and angles, or its cycles [s].
double sweep_time(const Step& step);
/// How often a single step goes through its sites and angles.
long sweeps(const Step& step);
/// How often the members of a group are gone through.
long rounds(const Step& group);
/// Time of a step or group [s].
double duration_of(const Step& step);
double duration_of(const Protocol& protocol);
/// The same treatment of the mirror image: right and left change places, angles and turns go the other way around.
Protocol mirror_image(Protocol protocol);
/// The first step at a vein; null: none.
const Step* step_at_a_vein(const Protocol& protocol);
/// By all steps of the protocol [m3].
double blood_taken(const Protocol& protocol);
/// Into veins, likewise.
double fluid_given(const Protocol& protocol);
/// Number of separate actions (hands at one place, sleeves, rests) the protocol expands to.
double action_count(const Protocol& protocol);

/// One line of the time table.
struct TimelineEntry {
  double start = 0, end = 0;  ///< [s]
  std::string label;
  Technique technique = Technique::rest;
  std::vector<std::string> regions;
};

/// The steps in time. A group that would add more than `limit` lines becomes one line.
std::vector<TimelineEntry> timeline(const Protocol& protocol, std::size_t limit = 500);
}  // namespace cisterna
