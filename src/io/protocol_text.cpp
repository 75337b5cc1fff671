#include "io/protocol_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "units/units.hpp"

namespace cisterna {
namespace {

constexpr int kDigits = 3;

std::string in(double si, std::string_view unit) {
  return units::format(si, units::unit_named(unit), kDigits);
}

std::string span_of_time(double time) {
  if (time < 120) return in(time, "s");
  return time < 7200 ? in(time, "min") : in(time, "h");
}

std::string clock_of(double time) {
  const long seconds = std::lround(time);
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string counted(long count, const std::string& what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  for (char& c : text) c = c == '_' ? ' ' : c;
  return text;
}

std::string pressure_of(const Step& step) {
  const bool graduated = step.pressure_proximal != step.pressure && !by_hand(step.technique);
  if (!graduated) return in(step.pressure, "mmHg");
  return in(step.pressure, "mmHg") + " at the distal end to " + in(step.pressure_proximal, "mmHg") +
         " at the proximal end";
}

std::string hands_text(const Step& step) {
  const std::string around = step.angles.empty()
                                 ? "around the whole limb"
                                 : "on " + counted(static_cast<long>(step.angles.size()), "side");
  std::string text =
      step.angles.empty()
          ? fmt::format("{} over {} of the limb", pressure_of(step), in(step.contact_length, "cm"))
          : fmt::format("{} under {} x {}", pressure_of(step), in(step.contact_length, "cm"),
                        in(step.contact_width, "cm"));
  if (step.technique == Technique::vibration)
    text += fmt::format(", trembling by {} at {}", in(step.amplitude, "mmHg"),
                        in(step.frequency, "Hz"));
  if (step.technique == Technique::friction)
    text += fmt::format(", circling at {} over {} x {}", in(step.frequency, "Hz"),
                        in(step.travel, "cm"), in(step.swing, "cm"));
  if (step.technique == Technique::petrissage) text += " of two hands in turn";
  if (step.technique == Technique::tapotement) {
    text += fmt::format(", struck {}, {} each, {} at each of {} {}", in(1 / step.period, "Hz"),
                        in(step.pressed * step.period, "ms"), counted(step.repetitions, "time"),
                        counted(step.sites, "site"), around);
  } else if (glides(step.technique)) {
    text += fmt::format(", gliding at {}, one stroke every {}, {} {}", in(step.speed, "cm/s"),
                        in(step.period, "s"), counted(step.repetitions, "stroke"), around);
  } else {
    text += fmt::format(", pressed {} of every {}, {} at each of {} {}",
                        in(step.pressed * step.period, "s"), in(step.period, "s"),
                        counted(step.repetitions, "time"), counted(step.sites, "site"), around);
  }
  return text +
         (step.direction == Direction::proximal ? ", towards the trunk" : ", away from the trunk");
}

std::string sleeve_text(const Step& step) {
  const Sleeve& sleeve = step.sleeve;
  std::string text =
      fmt::format("{} in {}", pressure_of(step), counted(sleeve.chambers, "chamber"));
  if (sleeve.order == ChamberOrder::simultaneous) {
    text += " filled all at once";
  } else {
    text += fmt::format(" filled {} apart from the {} end", in(sleeve.stagger, "s"),
                        step.direction == Direction::proximal ? "distal" : "proximal");
    text += sleeve.order == ChamberOrder::wave ? ", each emptied after its own hold"
                                               : ", emptied together at the end";
  }
  return text + fmt::format(", filling in {}, held {}, a cycle of {}, {}",
                            in(sleeve.inflation, "s"), in(sleeve.hold, "s"),
                            span_of_time(sleeve.cycle()), counted(sweeps(step), "cycle"));
}

std::string single_text(const Step& step) {
  switch (step.technique) {
    case Technique::rest: return "nothing touches the limb";
    case Technique::pneumatic: return sleeve_text(step);
    case Technique::garment: return pressure_of(step) + " all the time";
    case Technique::posture:
      return fmt::format("{} moved to {} {} the horizontal within {}, and left there",
                         step.members.empty() ? "limb" : listed(step.members),
                         in(std::abs(step.elevation), "deg"),
                         step.elevation < 0 ? "below" : "above", in(step.ramp, "s"));
    case Technique::heat:
      return fmt::format("skin{} brought to {} within {}, and left there",
                         step.members.empty() ? (step.regions.empty() ? "" : " there")
                                              : " of " + listed(step.members),
                         in(step.skin_temperature, "degC"), span_of_time(step.ramp));
    case Technique::muscle_pump:
      return fmt::format(
          "muscles contract {}, {} of each cycle, to {} within; nothing presses on the skin",
          in(1 / step.period, "/min"), in(step.pressed, "%"), in(step.pressure, "mmHg"));
    case Technique::deep_breathing:
      return fmt::format(
          "breathing {}, {} to {} in the chest, {} to {} in the abdomen, reached within {}",
          in(step.breathing.rate, "/min"), in(step.breathing.thoracic[0], "cmH2O"),
          in(step.breathing.thoracic[1], "cmH2O"), in(step.breathing.abdominal[0], "cmH2O"),
          in(step.breathing.abdominal[1], "cmH2O"), in(step.ramp, "s"));
    case Technique::infusion:
      return fmt::format("{} of fluid {} into a vein of the {} arm", in(step.volume, "mL"),
                         step.protein > 0 ? "with " + in(step.protein, "g/L") + " of protein"
                                          : std::string("without protein"),
                         step.arm);
    case Technique::bleeding:
      return fmt::format("{} of blood out of a vein of the {} arm", in(step.volume, "mL"),
                         step.arm);
    case Technique::recorded:
      return fmt::format("pressures played from {}, {}", step.recording->file,
                         counted(sweeps(step), "time"));
    default: return hands_text(step);
  }
}

double time_on_skin(const Step& step) {
  if (step.group()) {
    double sum = 0;
    for (const Step& member : step.steps) sum += time_on_skin(member);
    return sum * static_cast<double>(rounds(step));
  }
  return on_the_skin(step.technique) ? duration_of(step) : 0;
}

}  // namespace

std::string describe(const Step& step) {
  if (!step.group()) return single_text(step);
  const std::string members = counted(static_cast<long>(step.steps.size()), "step");
  if (step.together) return members + " at the same time";
  return fmt::format("{} in turn, {}", members, counted(rounds(step), "round"));
}

std::string describe(const Protocol& protocol) {
  std::string text = protocol.description;
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  text += fmt::format(" It takes {}", span_of_time(duration_of(protocol)));
  double treated = 0;
  for (const Step& step : protocol.steps) treated += time_on_skin(step);
  text += treated > 0 ? fmt::format(", {} of it with hands or a device on the skin.\n",
                                    span_of_time(treated))
                      : std::string(" and nothing presses on the skin.\n");
  const auto write = [&](const auto& self, const std::vector<Step>& steps, double start, int depth,
                         bool together) -> void {
    for (const Step& step : steps) {
      const double end = start + duration_of(step);
      text += fmt::format(
          "{:{}}- {} to {}  {}{}: {}\n", "", 2 * depth, clock_of(start), clock_of(end), step.label,
          step.regions.empty() ? "" : " (" + listed(step.regions) + ")", describe(step));
      if (step.group()) self(self, step.steps, start, depth + 1, step.together);
      if (!together) start = end;
    }
  };
  write(write, protocol.steps, 0, 0, false);
  return text;
}

}  // namespace cisterna
