#include "therapy/protocol.hpp"

#include <algorithm>
#include <cmath>

#include "base/side.hpp"

namespace cisterna {
namespace {

constexpr double kSaturated = 1e18;
// A duration of 600 s holds ten times 60 s whatever the round-off of the sum.
constexpr double kFitSlack = 1e-9;

double time_of_members(const Step& group) {
  double sum = 0, longest = 0;
  for (const Step& member : group.steps) {
    const double time = duration_of(member);
    sum += time;
    longest = std::max(longest, time);
  }
  return group.together ? longest : sum;
}

long fitting(double duration, double once) {
  return once > 0 ? static_cast<long>(std::floor(duration / once * (1 + kFitSlack))) : 0;
}

double actions_of(const Step& step) {
  if (step.group()) {
    double sum = 0;
    for (const Step& member : step.steps) sum += actions_of(member);
    return std::min(kSaturated, sum * static_cast<double>(rounds(step)));
  }
  const double contacts = static_cast<double>(step.sites) *
                          static_cast<double>(std::max<std::size_t>(1, step.angles.size()));
  return by_hand(step.technique)
             ? std::min(kSaturated, contacts * static_cast<double>(sweeps(step)))
             : 1;
}

}  // namespace

const char* name_of(Technique technique) {
  switch (technique) {
    case Technique::rest: return "rest";
    case Technique::light_touch: return "light_touch";
    case Technique::effleurage: return "effleurage";
    case Technique::stationary_circle: return "stationary_circle";
    case Technique::pump: return "pump";
    case Technique::scoop: return "scoop";
    case Technique::rotary: return "rotary";
    case Technique::petrissage: return "petrissage";
    case Technique::friction: return "friction";
    case Technique::tapotement: return "tapotement";
    case Technique::vibration: return "vibration";
    case Technique::pneumatic: return "pneumatic";
    case Technique::garment: return "garment";
    case Technique::posture: return "posture";
    case Technique::heat: return "heat";
    case Technique::muscle_pump: return "muscle_pump";
    case Technique::deep_breathing: return "deep_breathing";
    case Technique::infusion: return "infusion";
    case Technique::bleeding: return "bleeding";
    case Technique::recorded: return "recorded";
  }
  return "rest";
}

const std::vector<Technique>& all_techniques() {
  static const std::vector<Technique> all = {
      Technique::rest,           Technique::light_touch,
      Technique::effleurage,     Technique::stationary_circle,
      Technique::pump,           Technique::scoop,
      Technique::rotary,         Technique::petrissage,
      Technique::friction,       Technique::tapotement,
      Technique::vibration,      Technique::pneumatic,
      Technique::garment,        Technique::posture,
      Technique::heat,           Technique::muscle_pump,
      Technique::deep_breathing, Technique::infusion,
      Technique::bleeding,       Technique::recorded};
  return all;
}

bool glides(Technique technique) {
  return technique == Technique::light_touch || technique == Technique::effleurage;
}

bool dwells(Technique technique) {
  return technique == Technique::stationary_circle || technique == Technique::pump ||
         technique == Technique::scoop || technique == Technique::rotary ||
         technique == Technique::petrissage || technique == Technique::friction ||
         technique == Technique::tapotement || technique == Technique::vibration;
}

bool by_hand(Technique technique) { return glides(technique) || dwells(technique); }

bool repeats(Technique technique) {
  return technique == Technique::pneumatic || technique == Technique::recorded ||
         technique == Technique::muscle_pump;
}

bool on_the_skin(Technique technique) {
  return by_hand(technique) || technique == Technique::pneumatic ||
         technique == Technique::garment || technique == Technique::recorded;
}

bool at_a_vein(Technique technique) {
  return technique == Technique::infusion || technique == Technique::bleeding;
}

const char* name_of(ChamberOrder order) {
  switch (order) {
    case ChamberOrder::simultaneous: return "simultaneous";
    case ChamberOrder::sequential: return "sequential";
    case ChamberOrder::wave: return "wave";
  }
  return "sequential";
}

double Sleeve::chamber_start(int in_order) const {
  return order == ChamberOrder::simultaneous ? 0 : in_order * stagger;
}

double Sleeve::chamber_release(int in_order) const {
  const int decides = order == ChamberOrder::wave ? in_order : chambers - 1;
  return chamber_start(decides) + inflation + hold;
}

double Sleeve::cycle() const { return chamber_release(chambers - 1) + deflation + pause; }

double sweep_time(const Step& step) {
  if (by_hand(step.technique)) {
    return step.sites * static_cast<double>(std::max<std::size_t>(1, step.angles.size())) *
           step.repetitions * step.period;
  }
  if (step.technique == Technique::pneumatic) return step.sleeve.cycle();
  if (step.technique == Technique::muscle_pump) return step.period;
  if (step.technique == Technique::recorded) {
    return step.recording && !step.recording->time.empty() ? step.recording->time.back() : 0;
  }
  return step.duration;
}

long sweeps(const Step& step) {
  const bool cyclic = repeats(step.technique);
  if (!cyclic && !by_hand(step.technique)) return 1;
  if (step.duration > 0) return fitting(step.duration, sweep_time(step));
  return cyclic ? step.repetitions : 1;
}

long rounds(const Step& group) {
  return group.duration > 0 ? fitting(group.duration, time_of_members(group)) : group.repeat;
}

double duration_of(const Step& step) {
  if (step.duration > 0) return step.duration;
  if (step.group()) return static_cast<double>(step.repeat) * time_of_members(step);
  return static_cast<double>(sweeps(step)) * sweep_time(step);
}

double duration_of(const Protocol& protocol) {
  double sum = 0;
  for (const Step& step : protocol.steps) sum += duration_of(step);
  return sum;
}

namespace {

void mirror(std::vector<Step>& steps) {
  for (Step& step : steps) {
    for (std::string& name : step.regions) name = other_side(name);
    for (std::string& name : step.members) name = other_side(name);
    for (RecordedPlace& place : step.places) place.region = other_side(place.region);
    for (double& angle : step.angles) angle = -angle;
    step.turn = -step.turn;
    if (at_a_vein(step.technique)) step.arm = step.arm == "right" ? "left" : "right";
    mirror(step.steps);
  }
}

}  // namespace

Protocol mirror_image(Protocol protocol) {
  if (!protocol.side.empty()) protocol.side = protocol.side == "right" ? "left" : "right";
  for (MemberElevation& own : protocol.member_elevations) own.member = other_side(own.member);
  mirror(protocol.steps);
  return protocol;
}

namespace {

const Step* first_at_a_vein(const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    if (!step.group() && at_a_vein(step.technique)) return &step;
    if (const Step* inner = first_at_a_vein(step.steps)) return inner;
  }
  return nullptr;
}

double volume_by(Technique technique, const std::vector<Step>& steps) {
  double sum = 0;
  for (const Step& step : steps) {
    if (step.group()) sum += static_cast<double>(rounds(step)) * volume_by(technique, step.steps);
    if (!step.group() && step.technique == technique) sum += step.volume;
  }
  return sum;
}

}  // namespace

const Step* step_at_a_vein(const Protocol& protocol) { return first_at_a_vein(protocol.steps); }

double blood_taken(const Protocol& protocol) {
  return volume_by(Technique::bleeding, protocol.steps);
}

double fluid_given(const Protocol& protocol) {
  return volume_by(Technique::infusion, protocol.steps);
}

double action_count(const Protocol& protocol) {
  double sum = 0;
  for (const Step& step : protocol.steps) sum += actions_of(step);
  return std::min(kSaturated, sum);
}

}  // namespace cisterna
