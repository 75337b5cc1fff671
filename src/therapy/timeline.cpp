#include <algorithm>

#include "therapy/protocol.hpp"

namespace cisterna {
namespace {

constexpr double kSaturated = 1e18;

double lines_of(const Step& step) {
  if (!step.group()) return 1;
  double sum = 0;
  for (const Step& member : step.steps) sum += lines_of(member);
  return std::min(kSaturated, sum * static_cast<double>(rounds(step)));
}

void collect_regions(const Step& step, std::vector<std::string>& regions) {
  const auto add = [&](const std::string& name) {
    if (std::find(regions.begin(), regions.end(), name) == regions.end()) regions.push_back(name);
  };
  for (const std::string& name : step.regions) add(name);
  for (const RecordedPlace& place : step.places) add(place.region);
  for (const Step& member : step.steps) collect_regions(member, regions);
}

// Of a group shown as one line: the first technique that is not rest.
Technique leading_technique(const Step& step) {
  if (!step.group()) return step.technique;
  for (const Step& member : step.steps) {
    const Technique technique = leading_technique(member);
    if (technique != Technique::rest) return technique;
  }
  return Technique::rest;
}

TimelineEntry entry_of(const Step& step, double start, double time) {
  TimelineEntry entry{start, start + time, step.label, leading_technique(step), {}};
  collect_regions(step, entry.regions);
  return entry;
}

double write(const Step& step, double start, double limit, std::vector<TimelineEntry>& entries) {
  const double time = duration_of(step);
  if (!step.group() || lines_of(step) > limit) {
    entries.push_back(entry_of(step, start, time));
    return time;
  }
  double clock = start;
  for (long round = rounds(step); round > 0; --round) {
    double longest = 0;
    for (const Step& member : step.steps) {
      const double member_time = write(member, clock, limit, entries);
      if (!step.together) clock += member_time;
      longest = std::max(longest, member_time);
    }
    if (step.together) clock += longest;
  }
  return time;
}

}  // namespace

std::vector<TimelineEntry> timeline(const Protocol& protocol, std::size_t limit) {
  std::vector<TimelineEntry> entries;
  double clock = 0;
  for (const Step& step : protocol.steps)
    clock += write(step, clock, static_cast<double>(limit), entries);
  return entries;
}

}  // namespace cisterna
