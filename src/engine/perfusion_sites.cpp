#include "engine/perfusion_sites.hpp"

#include <algorithm>
#include <cmath>

#include "model/parameter.hpp"
#include "solvers/dense_system.hpp"
#include "solvers/stepper.hpp"

namespace cisterna {
namespace {

constexpr double kSettled = 3600;   // in which a bed comes to rest under other pressures [s]
constexpr double kHeldSkin = 0.01;  // less is no pad or pack [K]
constexpr double kFirstStep = 0.1;  // [s]

// Equations that stop at a moment given from outside.
template <class Equations>
struct Until : Equations {
  using Equations::Equations;
  double end = 0;
  double next_breakpoint(double) const { return end; }
};

StepperOptions stepper_options(double tolerance) {
  StepperOptions o;
  o.first_step = kFirstStep, o.tolerance = tolerance;
  return o;
}

}  // namespace

struct PerfusionSites::BedRun {
  BedRun(const oxygen::MuscleBedParameters& p, double tolerance)
      : bed(p), system(bed), stepper(system, rodas3(), stepper_options(tolerance)) {}
  Until<Bed> bed;
  DenseSystem<Until<Bed>> system;
  Stepper<DenseSystem<Until<Bed>>> stepper;
};

struct PerfusionSites::SkinRun {
  SkinRun(const skin::SkinHeat<double>& p, double tolerance)
      : skin(p), system(skin), stepper(system, rodas3(), stepper_options(tolerance)) {}
  Until<skin::SkinBalance> skin;
  DenseSystem<Until<skin::SkinBalance>> system;
  Stepper<DenseSystem<Until<skin::SkinBalance>>> stepper;
};

PerfusionSites::~PerfusionSites() = default;

PerfusionSites::PerfusionSites(const Limb& limb, const ParameterSet& parameters,
                               const Surroundings& surroundings, const BloodCourse& blood,
                               PerfusionOptions options)
    : limb_(limb),
      surroundings_(&surroundings),
      blood_(blood),
      options_(options),
      depth_(options.exercise_depth > 0 ? options.exercise_depth
                                        : parameters["oxygen.pressure.exercise_depth"]),
      pool_(oxygen::lactate_pool(parameters)),
      skin_(std::make_unique<SkinRun>(skin::skin_heat(parameters), options.tolerance)),
      places_(limb.patches.size()),
      surface_(limb.patches.size()),
      load_collector_(limb.network.site_patch.size()),
      within_(limb.network.tissue.patches),
      mean_(limb.patches.size()) {
  for (auto* v : {&load_skin_, &load_muscle_, &traction_, &warmth_}) v->resize(places_.size());
  const oxygen::MuscleBedParameters bed = oxygen::muscle_bed(parameters, 1);  // of a cubic metre
  corner_ = bed.pressure.corner;
  driving_at_rest_ = skin::skin_driving(bed.arterial_pressure, bed.venous_pressure, 0.0, corner_);
  skin_->skin.inputs.hand = parameters["skin.heat.hand_temperature"];
  arterial_lactate_ = pool_.rest;
  members_.resize(limb.members.size());
  for (std::size_t m = 0; m < members_.size(); ++m) {
    beds_.push_back(std::make_unique<BedRun>(bed, options.tolerance));
    members_[m].member = m;
    members_[m].bed = beds_[m]->bed.rest();
  }
  settle();
  warm_at(0);
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    const LimbPatch& patch = limb.patches[i];
    place = members_[static_cast<std::size_t>(patch.member)];
    place.muscle = patch.muscle, place.area = patch.length * patch.width;
    place.rest_temperature = warmth_[i];
    place.room = options.room > 0 ? options.room : skin_->skin.room_for(place.rest_temperature);
    skin_->skin.inputs.room = place.room;
    place.skin = skin_->skin.rest();
  }
  readings_.resize(places_.size());
  for (std::size_t i = 0; i < places_.size(); ++i) {
    PlaceReading& r = readings_[i];
    Place& place = places_[i];
    const auto flows = flows_of(place);
    r.muscle_flow = place.muscle * flows.in;
    r.lactate_out = place.muscle * (flows.out * flows.venous_lactate - flows.in * pool_.rest);
    r.oxygen = flows.tissue_oxygen, r.lactate = flows.tissue_lactate;
    r.skin_flow = place.area * skin_->skin.flow(place.skin);
    r.skin_temperature = place.skin[skin::SkinBalance::temperature];
  }
  at_rest_ = readings_;
}

// Where the blood's pressures are not those at which a bed alone rests, it comes to rest under them.
void PerfusionSites::settle() {
  for (Place& member : members_) {
    auto& bed = beds_[member.member]->bed;
    const auto p = blood_.at(member.member, 0);
    bed.inputs.depth = depth_;
    if (p == BloodCourse::Pressures{bed.inputs.arterial_pressure, bed.inputs.venous_pressure})
      continue;
    member.time = -kSettled, member.step = kFirstStep;
    broken_ = broken_ || !catch_up(member, 0);
  }
  for (Place& member : members_) {
    member.time = 0, member.step = kFirstStep;
    std::fill(member.bed.begin() + Bed::ledger_in, member.bed.end(), 0.0);
    member.bed_before = member.bed_start = member.bed;
    member.squeezed = member.let_out = 0;
  }
}

oxygen::MuscleBedFlows<double> PerfusionSites::flows_of(const Place& place) {
  give(place, place.time);
  return beds_[place.member]->bed.flows<double>(place.bed);
}

void PerfusionSites::warm_at(double t) {
  if (!surroundings_->skin_temperatures(t, warmth_))
    std::fill(warmth_.begin(), warmth_.end(), surroundings_->skin_temperature(t));
}

// Of what presses, squeezes and rubs, over [from, to]. False where nothing does.
bool PerfusionSites::average_loads(double from, double to) {
  std::fill(mean_.begin(), mean_.end(), Mean{});
  bool any = false;
  for (double t = from; t < to;) {
    const double next = std::min(to, surroundings_->next_breakpoint(t));
    const double middle = 0.5 * (t + next), share = (next - t) / (to - from);
    t = next;
    if (!surroundings_->touching(middle)) continue;
    any = true;
    for (auto* v : {&load_skin_, &load_muscle_, &within_}) std::fill(v->begin(), v->end(), 0.0);
    surroundings_->loads(middle, {load_skin_, load_collector_, load_muscle_, traction_, within_});
    const bool hands = surroundings_->surface(middle, surface_);
    for (std::size_t i = 0; i < mean_.size(); ++i) {
      Mean& m = mean_[i];
      m.skin += share * load_skin_[i], m.muscle += share * load_muscle_[i];
      m.within += share * within_[places_.size() + i];
      if (!hands || surface_[i].covered <= 0) continue;
      m.covered += share * surface_[i].covered;
      m.friction +=
          share * std::abs(surface_[i].traction) * surface_[i].touch_speed / surface_[i].covered;
    }
  }
  return any;
}

void PerfusionSites::reach(std::size_t i, double t) {
  Place& place = places_[i];
  const Place& same = members_[place.member];
  place.reached = true;
  place.bed = same.bed, place.bed_before = same.bed_before;
  place.bed_start = same.bed;
  place.squeezed = same.squeezed;
  place.let_out = same.let_out;
  place.skin_volume =
      skin_->skin.flow(place.skin) * (time_ - read_);  // at rest until the last look
  place.time = t, place.step = same.step;
}

bool PerfusionSites::take_loads(double from, double to) {
  const bool any = average_loads(from, to);
  if (!any && loaded_.empty()) return true;
  const double span = to - from;
  loaded_.clear();
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    const Mean& m = mean_[i];
    if (!place.reached && !m.any()) continue;
    if (!place.reached) {
      if (!bring_members_to(from)) return false;
      reach(i, from);
    }
    place.covered += m.covered * span, place.friction += m.friction * span;
    if (m.skin > 0) {
      const auto p = blood_.at(place.member, 0.5 * (from + to));
      place.undriven += span * (skin::skin_driving(p.arterial, p.venous, 0.0, corner_) -
                                skin::skin_driving(p.arterial, p.venous, m.skin, corner_));
    }
    const oxygen::MusclePressure<double>& law = beds_[place.member]->bed.parameters().pressure;
    Load load{m.muscle, 0};
    if (m.within > 0) {
      const double most = oxygen::tissue_pressure_of(1.0, depth_, 0.0, law) - law.rest;
      load.contraction = oxygen::strength_of(std::min(m.within, most), depth_, law);
      load.outside +=
          std::max(0.0, m.within - most);  // beyond what a muscle of this depth can make
    }
    if (!(load == Load{})) loaded_.push_back(i);
    if (load == place.load) continue;
    if (!catch_up(place, from)) return false;
    place.load = load;
  }
  return true;
}

// What the bed of its member gets as inputs.
void PerfusionSites::give(const Place& place, double t) {
  const auto p = blood_.at(place.member, t);
  auto& in = beds_[place.member]->bed.inputs;
  in.arterial_pressure = p.arterial, in.venous_pressure = p.venous;
  in.outside_pressure = place.load.outside, in.contraction = place.load.contraction;
  in.arterial_lactate = arterial_lactate_;
}

// With the load it has had since.
bool PerfusionSites::catch_up(Place& place, double t) {
  if (place.time >= t) return true;
  give(place, t);
  BedRun& run = *beds_[place.member];
  run.bed.end = t;
  run.stepper.start(place.time, place.bed, place.step);
  double emptied = place.bed[Bed::ledger_out] - place.bed[Bed::ledger_in];
  while (run.stepper.time() < t) {
    const double one_step = std::nextafter(run.stepper.time(), t);
    if (run.stepper.advance(one_step) != StepOutcome::ok) return false;
    const auto now = run.stepper.state();
    const double so_far = now[Bed::ledger_out] - now[Bed::ledger_in];
    place.squeezed += std::max(0.0, so_far - emptied);
    emptied = so_far;
  }
  const auto end = run.stepper.state();
  std::copy(end.begin(), end.end(), place.bed.begin());
  place.time = t, place.step = run.stepper.step_size();
  return true;
}

bool PerfusionSites::bring_members_to(double t) {
  return std::all_of(members_.begin(), members_.end(),
                     [&](Place& member) { return catch_up(member, t); });
}

void PerfusionSites::step_skin(std::size_t i, double from, double to) {
  Place& place = places_[i];
  const double span = to - from;
  const auto p = blood_.at(place.member, to);
  auto& in = skin_->skin.inputs;
  in.room = place.room;
  in.covered = std::min(1.0, place.covered / span), in.friction = place.friction / span;
  in.driving = (skin::skin_driving(p.arterial, p.venous, 0.0, corner_) - place.undriven / span) /
               driving_at_rest_;
  place.covered = place.friction = place.undriven = 0;
  const double before = skin_->skin.flow(place.skin);
  skin_->skin.end = to;
  skin_->stepper.start(from, place.skin, span);
  broken_ = broken_ || skin_->stepper.advance(to) != StepOutcome::ok;
  std::copy_n(skin_->stepper.state().begin(), place.skin.size(), place.skin.begin());
  // A pad, pack or bath holds the skin at a temperature of its own.
  if (std::abs(warmth_[i] - place.rest_temperature) > kHeldSkin)
    place.skin[skin::SkinBalance::temperature] = warmth_[i];
  place.skin_volume += 0.5 * span * (before + skin_->skin.flow(place.skin));
}

double PerfusionSites::let_out_since(Place& place) const {
  const double out = place.bed[Bed::lactate_out] - place.bed[Bed::lactate_in];
  const double since = out - place.let_out;
  place.let_out = out;
  return since;
}

// Muscle that nothing has reached takes lactate up and lets it out too: that is part of the pool's own clearance. So what
// counts of a place is what it lets out beyond its like at rest.
bool PerfusionSites::end_look(double from, double to) {
  if (!bring_members_to(to)) return false;
  warm_at(to);
  let_out_at_rest_.clear();
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (!places_[i].reached && std::abs(warmth_[i] - places_[i].rest_temperature) > kHeldSkin)
      reach(i, to);
  for (Place& member : members_) let_out_at_rest_.push_back(let_out_since(member));
  double let_out = 0;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    if (!place.reached) continue;
    if (!catch_up(place, to)) return false;
    let_out += place.muscle * (let_out_since(place) - let_out_at_rest_[place.member]);
    step_skin(i, from, to);
  }
  arterial_lactate_ =
      oxygen::lactate_after(arterial_lactate_, let_out / (to - from), to - from, pool_);
  return !broken_;
}

// Where nothing touches, the next event.
double PerfusionSites::end_of_interval(double t) const {
  const double next = surroundings_->next_breakpoint(t), shortest = t + options_.interval;
  const bool still = !surroundings_->touching(0.5 * (t + std::min(next, shortest)));
  return still ? std::max(next, shortest) : shortest;
}

bool PerfusionSites::advance(double t) {
  while (!broken_ && time_ < t) {
    const double end = std::min(t, time_ + options_.look);
    double now = time_;
    while (now < end) {
      const double to = std::min(end, end_of_interval(now));
      broken_ = broken_ || !take_loads(now, to);
      now = to;
    }
    broken_ = broken_ || !end_look(time_, end);
    time_ = end;
  }
  return !broken_;
}

std::span<const PlaceReading> PerfusionSites::read() {
  const double span = time_ - read_;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    const Place& bed = place.reached ? place : members_[place.member];
    const auto flows = flows_of(bed);
    PlaceReading& r = readings_[i];
    const auto rate = [&](std::size_t state) {
      return span > 0 ? place.muscle * (bed.bed[state] - bed.bed_before[state]) / span : 0.0;
    };
    r.oxygen = flows.tissue_oxygen, r.lactate = flows.tissue_lactate;
    r.skin_temperature = place.skin[skin::SkinBalance::temperature];
    if (!(span > 0)) continue;
    r.muscle_flow = rate(Bed::ledger_in);
    r.lactate_out = rate(Bed::lactate_out) - rate(Bed::lactate_in);
    r.squeezed = place.muscle * bed.squeezed / span;
    r.skin_flow = place.reached ? place.area * place.skin_volume / span : at_rest_[i].skin_flow;
  }
  for (auto* list : {&places_, &members_})
    for (Place& place : *list) {
      place.bed_before = place.bed;
      place.squeezed = place.skin_volume = 0;
    }
  read_ = time_;
  return readings_;
}

std::uint64_t PerfusionSites::steps() const {
  std::uint64_t sum = 0;
  for (const auto& run : beds_) sum += run->stepper.counts().steps;
  return sum;
}

PerfusionSites::Account PerfusionSites::account() const {
  Account a;
  for (const Place& place : places_) {
    if (!place.reached) continue;
    const auto gained = [&](std::size_t k) {
      return place.muscle * (place.bed[k] - place.bed_start[k]);
    };
    const auto add = [](Account::Of& of, double in, double out, double held) {
      of.net += in - out, of.held += held, of.came += in;
    };
    add(a.blood, gained(Bed::ledger_in), gained(Bed::ledger_out), gained(Bed::blood));
    add(a.oxygen, gained(Bed::oxygen_in), gained(Bed::oxygen_out) + gained(Bed::oxygen_used),
        gained(Bed::blood_oxygen) + gained(Bed::tissue_oxygen_held));
    add(a.lactate, gained(Bed::lactate_in) + gained(Bed::lactate_made),
        gained(Bed::lactate_out) + gained(Bed::lactate_burnt),
        gained(Bed::blood_lactate) + gained(Bed::tissue_lactate_held));
  }
  return a;
}

}  // namespace cisterna
