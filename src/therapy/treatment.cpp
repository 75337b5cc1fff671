#include "therapy/treatment.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "therapy/breathing_course.hpp"
#include "therapy/footprint.hpp"
#include "therapy/member_course.hpp"
#include "therapy/programme.hpp"
#include "therapy/vein_course.hpp"

namespace cisterna {
namespace {

// Two breakpoints closer than this are one: sums of durations differ by round-off, and no step of a
// solver is that short.
constexpr double kSameMoment = 1e-9;  // [s]

struct Action {
  double start, end;
  const Programme* programme;
};

/// A change of the limb's setting: `to` is reached `ramp` after `start` and stays.
struct Change {
  double start, ramp;
  double from, to;
};

class SettingCourse {
 public:
  void begin(double value) { initial_ = value; }
  void add(double start, double ramp, double to) { changes_.push_back({start, ramp, 0, to}); }

  /// False when two changes overlap in time.
  bool settle() {
    std::stable_sort(changes_.begin(), changes_.end(),
                     [](const Change& a, const Change& b) { return a.start < b.start; });
    double value = initial_, free_from = -kNever;
    for (Change& change : changes_) {
      if (change.start < free_from - kSameMoment) return false;
      change.from = value;
      value = change.to;
      free_from = change.start + change.ramp;
    }
    return true;
  }

  double at(double t) const {
    const auto next = std::upper_bound(changes_.begin(), changes_.end(), t, starts_after);
    if (next == changes_.begin()) return initial_;
    const Change& change = *(next - 1);
    return std::lerp(change.from, change.to, smooth_rise(t - change.start, change.ramp));
  }

  double next_breakpoint(double t) const {
    auto it = std::upper_bound(changes_.begin(), changes_.end(), t, starts_after);
    if (it != changes_.begin()) --it;
    for (; it != changes_.end(); ++it) {
      if (it->start > t) return it->start;
      if (it->start + it->ramp > t) return it->start + it->ramp;
    }
    return kNever;
  }

 private:
  static bool starts_after(double t, const Change& change) { return t < change.start; }
  double initial_ = 0;
  std::vector<Change> changes_;
};

class ScheduledTreatment final : public Treatment {
 public:
  double duration() const override { return duration_; }

  double next_breakpoint(double t) const override {
    const double after = t + kSameMoment;
    double next = std::min({elevation_.next_breakpoint(after), temperature_.next_breakpoint(after),
                            breathing_.next_breakpoint(after)});
    for (const MemberCourse& course : members_)
      next = std::min(next, course.next_breakpoint(after));
    for (const SettingCourse& course : region_temperature_)
      next = std::min(next, course.next_breakpoint(after));
    const auto upcoming = first_after(after);
    if (upcoming != actions_.end()) next = std::min(next, upcoming->start);
    visit_active(after, [&](const Action& action) {
      next = std::min({next, action.end,
                       action.start + action.programme->next_breakpoint(after - action.start)});
    });
    if (duration_ > after) next = std::min(next, duration_);
    return next;
  }

  void loads(double t, std::span<SurfaceLoad> out) const override {
    std::fill(out.begin(), out.end(), SurfaceLoad{});
    visit_active(t, [&](const Action& action) { action.programme->add(t - action.start, out); });
  }

  LimbSetting setting(double t) const override {
    const CavityPressures cavities = breathing_.at(t);
    return {elevation_.at(t), temperature_.at(t), cavities.thorax, cavities.abdomen};
  }

  OutsideExchange exchanged(double t) const override { return veins_.at(t); }

  bool elevations(double t, std::span<double> out) const override {
    if (members_.empty()) return false;
    const double trunk = elevation_.at(t);
    for (std::size_t m = 0; m < members_.size(); ++m) out[m] = members_[m].at(t, trunk);
    return true;
  }

  bool skin_temperatures(double t, std::span<double> out) const override {
    if (region_temperature_.empty()) return false;
    for (std::size_t i = 0; i < patches_; ++i) out[i] = region_temperature_[region_of_[i]].at(t);
    return true;
  }

  double peak_pressure(double end) const override {
    double highest = 0;
    std::vector<double> sum(patches_), one(patches_);
    // A sum of actions is largest when the last of them has begun.
    for (const Action& last : actions_) {
      if (last.start >= end) break;
      std::fill(sum.begin(), sum.end(), 0.0);
      // One that ends where this begins may by rounding end after it.
      visit_active(last.start + kSameMoment, [&](const Action& action) {
        std::fill(one.begin(), one.end(), 0.0);
        action.programme->raise_to_peak(one);
        for (std::size_t i = 0; i < patches_; ++i) sum[i] += one[i];
      });
      for (const double pressure : sum) highest = std::max(highest, pressure);
    }
    return highest;
  }

  bool touching(double t) const override {
    bool any = false;
    visit_active(t, [&](const Action& action) {
      any = any || action.programme->touching(t - action.start);
    });
    return any;
  }

 private:
  friend class Builder;

  std::vector<Action>::const_iterator first_after(double t) const {
    return std::upper_bound(actions_.begin(), actions_.end(), t,
                            [](double time, const Action& action) { return time < action.start; });
  }

  template <class Visit>
  void visit_active(double t, Visit&& visit) const {
    auto it = first_after(t);
    while (it != actions_.begin()) {
      --it;
      if (latest_end_[static_cast<std::size_t>(it - actions_.begin())] <= t) return;
      if (t < it->end) visit(*it);
    }
  }

  double duration_ = 0;
  std::size_t patches_ = 0;
  SettingCourse elevation_, temperature_;
  std::vector<MemberCourse> members_;              // empty where all move together
  std::vector<SettingCourse> region_temperature_;  // empty where all are alike
  std::vector<std::size_t> region_of_;             // each patch
  BreathingCourse breathing_;
  VeinCourse veins_;
  std::vector<std::unique_ptr<const Programme>> programmes_;
  std::vector<Action> actions_;     // by start
  std::vector<double> latest_end_;  // of this action and all before it
};

class Builder {
 public:
  Builder(const Protocol& protocol, const std::vector<LimbRegionSpan>& regions,
          const std::vector<SurfacePatch>& patches)
      : protocol_(protocol),
        regions_(regions),
        patches_(patches),
        treatment_(std::make_shared<ScheduledTreatment>()) {}

  std::shared_ptr<const Treatment> build() {
    treatment_->elevation_.begin(protocol_.elevation);
    treatment_->temperature_.begin(protocol_.skin_temperature);
    treatment_->breathing_.begin(protocol_.breathing);
    treatment_->veins_.begin(protocol_.water);
    begin_parts();
    double clock = 0;
    for (const Step& step : protocol_.steps) clock += place(step, clock);
    treatment_->duration_ = clock;
    treatment_->veins_.end(clock);
    treatment_->patches_ = patches_.size();
    finish();
    return treatment_;
  }

 private:
  /// One sweep of a step: programmes with their start within the sweep.
  struct Sweep {
    std::vector<std::pair<double, const Programme*>> parts;
  };

  // Members and regions get courses of their own only where the protocol speaks of one by itself.
  void begin_parts() {
    for (const LimbRegionSpan& region : regions_)
      if (names_.empty() || names_.back() != region.member) names_.push_back(region.member);
    bool posed = !protocol_.member_elevations.empty(), warmed = false;
    for (const Step& step : protocol_.steps) look(step, posed, warmed);
    if (posed) {
      treatment_->members_.resize(names_.size());
      for (const MemberElevation& own : protocol_.member_elevations) {
        const std::size_t m = member_of(nullptr, own.member);
        treatment_->members_[m].begin(hanging(m, own.elevation));
      }
    }
    if (!warmed) return;
    treatment_->region_temperature_.resize(regions_.size());
    for (SettingCourse& course : treatment_->region_temperature_)
      course.begin(protocol_.skin_temperature);
    for (const SurfacePatch& patch : patches_)
      treatment_->region_of_.push_back(static_cast<std::size_t>(patch.region));
  }

  static void look(const Step& step, bool& posed, bool& warmed) {
    for (const Step& member : step.steps) look(member, posed, warmed);
    posed = posed || (step.technique == Technique::posture && !step.members.empty());
    warmed = warmed ||
             (step.technique == Technique::heat && !(step.members.empty() && step.regions.empty()));
  }

  // Of the direction in which a member points away from the heart when the body stands, which is up for a head.
  double hanging(std::size_t member, double elevation) const {
    for (const LimbRegionSpan& region : regions_)
      if (region.member == names_[member]) return region.points_up ? -elevation : elevation;
    return elevation;
  }

  void move(const Step& step, double start) {
    std::vector<MemberCourse>& members = treatment_->members_;
    if (step.members.empty()) {
      treatment_->elevation_.add(start, step.ramp, step.elevation);
      for (MemberCourse& course : members) course.add(start, step.ramp, std::nullopt);
      return;
    }
    for (const std::string& name : step.members) {
      const std::size_t m = member_of(&step, name);
      if (m == 0) {
        treatment_->elevation_.add(start, step.ramp, step.elevation);
      } else {
        members[m].add(start, step.ramp, hanging(m, step.elevation));
      }
    }
  }

  void warm(const Step& step, double start) {
    const bool all = step.members.empty() && step.regions.empty();
    if (all) treatment_->temperature_.add(start, step.ramp, step.skin_temperature);
    const auto names = [](const std::vector<std::string>& list, const std::string& name) {
      return std::find(list.begin(), list.end(), name) != list.end();
    };
    for (const std::string& name : step.members) member_of(&step, name);
    for (const std::string& name : step.regions) index_of(step, name);
    for (std::size_t r = 0; r < treatment_->region_temperature_.size(); ++r)
      if (all || names(step.members, regions_[r].member) || names(step.regions, regions_[r].name))
        treatment_->region_temperature_[r].add(start, step.ramp, step.skin_temperature);
  }

  /// Returns the time the step takes.
  double place(const Step& step, double start) {
    if (step.group()) return place_group(step, start);
    switch (step.technique) {
      case Technique::rest: break;
      case Technique::posture: move(step, start); break;
      case Technique::heat: warm(step, start); break;
      case Technique::deep_breathing: treatment_->breathing_.add(start, step); break;
      case Technique::infusion:
      case Technique::bleeding: treatment_->veins_.add(start, step); break;
      default: place_contacts(step, start);
    }
    return duration_of(step);
  }

  double place_group(const Step& group, double start) {
    double clock = start;
    for (long round = rounds(group); round > 0; --round) {
      double longest = 0;
      for (const Step& member : group.steps) {
        const double time = place(member, clock);
        if (!group.together) clock += time;
        longest = std::max(longest, time);
      }
      if (group.together) clock += longest;
    }
    return group.duration > 0 ? group.duration : clock - start;
  }

  void place_contacts(const Step& step, double start) {
    auto [it, fresh] = plans_.try_emplace(&step);
    if (fresh) it->second = plan(step);
    const long count = by_hand(step.technique) ? sweeps(step) : 1;
    const double time = sweep_time(step);
    for (long sweep = 0; sweep < count; ++sweep) {
      for (const auto& [offset, programme] : it->second.parts) {
        const double begins = start + static_cast<double>(sweep) * time + offset;
        treatment_->actions_.push_back({begins, begins + programme->duration(), programme});
      }
    }
  }

  Sweep plan(const Step& step) {
    if (step.technique == Technique::recorded) return {{{0, keep(player(step))}}};
    const LimbSpan span = path_of(step);
    if (step.technique == Technique::garment)
      return {{{0, keep(make_garment(step, span, patches_))}}};
    if (step.technique == Technique::pneumatic) return {{{0, keep(sleeve(step, span))}}};
    if (step.technique == Technique::muscle_pump)
      return {{{0, keep(make_muscle_pump(step, span, sweeps(step), patches_))}}};
    return hands(step, span);
  }

  const Programme* keep(std::unique_ptr<const Programme> programme) {
    treatment_->programmes_.push_back(std::move(programme));
    return treatment_->programmes_.back().get();
  }

  std::unique_ptr<Programme> sleeve(const Step& step, LimbSpan span) {
    const Sleeve& s = step.sleeve;
    const double given = s.chambers * s.chamber_length - (s.chambers - 1) * s.overlap;
    const double slack = 1e-9 * span.length();
    if (s.chamber_length > 0 && given > span.length() + slack) {
      fail(step, "the sleeve is " + in_m(given) + " long, its path only " + in_m(span.length()));
    }
    const double even = (span.length() + (s.chambers - 1) * s.overlap) / s.chambers;
    if (s.chamber_length <= 0 && 2 * s.overlap > even) {
      fail(step, "chambers of " + in_m(even) + " cannot overlap by " + in_m(s.overlap) +
                     ": half their length at most");
    }
    return make_sleeve(step, span, sweeps(step), patches_);
  }

  std::unique_ptr<Programme> player(const Step& step) {
    std::vector<LimbSpan> spans;
    for (const RecordedPlace& place : step.places) {
      const LimbRegionSpan& region = regions_[index_of(step, place.region)];
      spans.push_back({std::lerp(region.s_from, region.s_to, place.from),
                       std::lerp(region.s_from, region.s_to, place.to)});
    }
    return make_player(step, spans, sweeps(step), patches_);
  }

  Sweep hands(const Step& step, LimbSpan span) {
    const bool gliding = glides(step.technique);
    const double travel = gliding ? span.length() - step.contact_length : step.travel;
    const double press_time = gliding ? travel / step.speed : step.pressed * step.period;
    check_fit(step, span, travel, press_time);
    const double sign = step.direction == Direction::proximal ? 1 : -1;
    const double reach = gliding ? 0 : span.length() - reach_of(step);
    const double middle = 0.5 * (span.from + span.to);
    const std::vector<double> ring = {0.0};
    const std::vector<double>& angles = step.angles.empty() ? ring : step.angles;
    Sweep sweep;
    double clock = 0;
    for (int site = 0; site < step.sites; ++site) {
      const double fraction = step.sites > 1 ? site / (step.sites - 1.0) - 0.5 : 0;
      for (const double angle : angles) {
        sweep.parts.emplace_back(clock, keep(make_contact(step, middle + sign * fraction * reach,
                                                          angle, travel, press_time, patches_)));
        clock += step.repetitions * step.period;
      }
    }
    return sweep;
  }

  // Nominal length of skin that one site works on.
  static double reach_of(const Step& step) {
    const int beside = step.technique == Technique::petrissage ? 2 : 1;  // hands
    return beside * step.contact_length + step.travel + step.advance * (step.repetitions - 1);
  }

  void check_fit(const Step& step, LimbSpan span, double travel, double press_time) const {
    const double needed = glides(step.technique) ? step.contact_length : reach_of(step);
    if (glides(step.technique) ? travel <= 0 : needed > span.length() * (1 + 1e-9)) {
      fail(step, "the hand needs " + in_m(needed) + " along the limb, the path has only " +
                     in_m(span.length()));
    }
    if (press_time > step.period * (1 + 1e-9)) {
      fail(step, "a stroke over " + in_m(travel) + " at this speed takes " + in_s(press_time) +
                     ", more than its period of " + in_s(step.period));
    }
    if (2 * step.rise > press_time * (1 + 1e-9)) {
      fail(step, "pressure must rise and fall within the contact time of " + in_s(press_time) +
                     ", so \"rise\" can be at most " + in_s(0.5 * press_time));
    }
  }

  LimbSpan path_of(const Step& step) const {
    std::size_t low = regions_.size(), high = 0;
    for (const std::string& name : step.regions) {
      const std::size_t index = index_of(step, name);
      low = std::min(low, index);
      high = std::max(high, index);
    }
    if (step.regions.empty() || high - low + 1 != step.regions.size()) {
      fail(step, "the path runs over regions that do not touch");
    }
    return {regions_[low].s_from, regions_[high].s_to};
  }

  std::size_t index_of(const Step& step, const std::string& name) const {
    for (std::size_t i = 0; i < regions_.size(); ++i)
      if (regions_[i].name == name) return i;
    std::string known;
    for (const LimbRegionSpan& region : regions_)
      known += (known.empty() ? "" : ", ") + region.name;
    fail(step, "this limb has no region \"" + name + "\" (it has " + known + ")");
  }

  std::size_t member_of(const Step* step, const std::string& name) const {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found != names_.end()) return static_cast<std::size_t>(found - names_.begin());
    const std::string message = "there is no member \"" + name + "\"" + suggestion(name, names_);
    if (step != nullptr) fail(*step, message);
    throw InputError(protocol_.file, 0, protocol_.name, message);
  }

  [[noreturn]] void fail(const Step& step, const std::string& message) const {
    throw InputError(protocol_.file, step.line, step.label, message);
  }

  static std::string shortest(double value) {
    std::string text = std::to_string(std::round(value * 1000) / 1000);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
  }
  static std::string in_m(double length) { return shortest(length) + " m"; }
  static std::string in_s(double time) { return shortest(time) + " s"; }

  void finish() {
    bool settled = treatment_->elevation_.settle() && treatment_->temperature_.settle() &&
                   treatment_->breathing_.settle();
    for (MemberCourse& course : treatment_->members_)
      settled = course.settle(kSameMoment) && settled;
    for (SettingCourse& course : treatment_->region_temperature_)
      settled = course.settle() && settled;
    if (!settled) {
      throw InputError(protocol_.file, 0, protocol_.name,
                       "two steps change the posture, the temperature or the breathing at the same "
                       "time");
    }
    std::vector<Action>& actions = treatment_->actions_;
    std::stable_sort(actions.begin(), actions.end(),
                     [](const Action& a, const Action& b) { return a.start < b.start; });
    double latest = 0;
    for (const Action& action : actions) {
      latest = std::max(latest, action.end);
      treatment_->latest_end_.push_back(latest);
    }
  }

  const Protocol& protocol_;
  const std::vector<LimbRegionSpan>& regions_;
  const std::vector<SurfacePatch>& patches_;
  std::vector<std::string> names_;  // of members, the trunk first
  std::shared_ptr<ScheduledTreatment> treatment_;
  std::map<const Step*, Sweep> plans_;
};

}  // namespace

std::shared_ptr<const Treatment> make_treatment(const Protocol& protocol,
                                                const std::vector<LimbRegionSpan>& regions,
                                                const std::vector<SurfacePatch>& patches) {
  return Builder(protocol, regions, patches).build();
}

}  // namespace cisterna
