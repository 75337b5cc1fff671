#include "engine/perfusion_sites.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

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

double muscle_of(const Limb& limb) {
  return std::accumulate(limb.patches.begin(), limb.patches.end(), 0.0,
                         [](double sum, const LimbPatch& patch) { return sum + patch.muscle; });
}

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
      pool_(oxygen::lactate_pool(parameters, muscle_of(limb))),
      skin_(std::make_unique<SkinRun>(skin::skin_heat(parameters), options.tolerance)),
      posture_(limb.network),
      places_(limb.patches.size()),
      surface_(limb.patches.size()),
      load_collector_(limb.network.site_patch.size()),
      within_(limb.network.tissue.patches),
      mean_(limb.patches.size()) {
  for (auto* v : {&load_skin_, &load_muscle_, &traction_, &warmth_}) v->resize(places_.size());
  skin_->skin.inputs.hand = parameters["skin.heat.hand_temperature"];
  arterial_lactate_ = pool_.rest;
  lay_feeds(parameters);
  lay_places();
  settle();
  warm_at(0);
  readings_.resize(places_.size());
  let_out_of_like_.resize(likes_.size());
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    const Place& like = likes_[place.like];
    place.bed = place.bed_before = place.bed_start = like.bed;
    place.rest_temperature = warmth_[i];
    skin_->skin.inputs.driving = driving(place, 0, 0);
    place.room = options.room > 0 ? options.room : skin_->skin.room_for(place.rest_temperature);
    skin_->skin.inputs.room = place.room;
    place.skin = skin_->skin.rest();
    PlaceReading& r = readings_[i];
    const auto flows = flows_of(place);
    r.muscle_flow = place.muscle * flows.in;
    r.lactate_out = place.muscle * (flows.out * flows.venous_lactate - flows.in * pool_.rest);
    r.oxygen = flows.tissue_oxygen, r.lactate = flows.tissue_lactate;
    r.skin_flow = place.area * skin_->skin.flow(place.skin);
    r.skin_temperature = place.skin[skin::SkinBalance::temperature];
    place.skin_wide = r.skin_flow / skin_->skin.inputs.driving;
  }
  at_rest_ = readings_;
}

// A bed of each feed, of a cubic metre, and at which pressures it rests.
void PerfusionSites::lay_feeds(const ParameterSet& parameters) {
  std::vector<double> muscle(blood_.feeds(), 0.0), pressed(blood_.feeds(), 0.0);
  const TissueModel& tissue = limb_.network.tissue;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const double volume = limb_.patches[i].muscle;
    muscle[blood_.feed_of(i)] += volume;
    pressed[blood_.feed_of(i)] += volume * tissue.law(places_.size() + i).rest_pressure;
  }
  for (std::size_t f = 0; f < blood_.feeds(); ++f) {
    oxygen::MuscleBedParameters bed = oxygen::muscle_bed(parameters, 1);
    corner_ = bed.pressure.corner, closing_ = bed.pressure.closing;
    if (muscle[f] > 0) bed.pressure.rest = pressed[f] / muscle[f];  // members may differ
    if (BloodCourse::Rest rest; blood_.rest(f, rest) && muscle[f] > 0) {
      bed.arterial_pressure = rest.pressures.arterial;
      bed.venous_pressure = rest.pressures.venous;
      bed.perfusion = rest.flow / muscle[f];
    }
    driving_at_rest_.push_back(
        skin::skin_driving(bed.arterial_pressure, bed.venous_pressure, 0.0, corner_));
    beds_.push_back(std::make_unique<BedRun>(bed, options_.tolerance));
  }
  fed_.resize(beds_.size());
  lost_.resize(beds_.size()), gained_.resize(beds_.size());
}

void PerfusionSites::lay_places() {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    const LimbPatch& patch = limb_.patches[i];
    place.feed = blood_.feed_of(i);
    place.muscle = patch.muscle, place.area = patch.length * patch.width;
    if (!limb_.tone.empty()) place.own.contraction = limb_.tone[i];
    place.load = place.own;
    const LimbPatch* before = i > 0 ? &limb_.patches[i - 1] : nullptr;
    if (!before || before->member != patch.member || before->ring != patch.ring ||
        places_[i - 1].feed != place.feed || !(places_[i - 1].own == place.own)) {
      Place like = place;
      like.bed = beds_[place.feed]->bed.rest();
      likes_.push_back(like);
      first_place_.push_back(i);
    }
    place.like = likes_.size() - 1;
  }
  for (std::size_t k = 0; k < likes_.size(); ++k) likes_[k].like = k;
  first_place_.push_back(places_.size());
  pose(0);
}

// Rings of a limb lie from distal to proximal, and its artery comes from proximal. That of a trunk does not run along it.
bool PerfusionSites::throttle(double t) {
  double above = 0;
  for (std::size_t k = likes_.size(); k-- > 0;) {
    const std::size_t first = first_place_[k], end = first_place_[k + 1];
    const int member = limb_.patches[first].member;
    if (end == places_.size() || limb_.patches[end].member != member) above = 0;
    Place& like = likes_[k];
    const double pressure = blood_.at(like.feed, t).arterial + like.column;
    const double open =
        above > 0 ? std::clamp((pressure + 2 * closing_ - above) / (3 * closing_), 0.0, 1.0) : 1;
    if (open != like.open) {
      for (std::size_t i = first; i < end; ++i)
        if (places_[i].reached && !catch_up(places_[i], t)) return false;
      if (!catch_up(like, t)) return false;
      for (std::size_t i = first; i < end; ++i) places_[i].open = open;
      like.open = open;
    }
    if (limb_.members.size() > 1 && limb_.members[static_cast<std::size_t>(member)].parent < 0)
      continue;
    double around = 0;
    for (std::size_t i = first; i < end; ++i) around += mean_[i].muscle;
    above = std::max(above, around / static_cast<double>(end - first));
  }
  return true;
}

void PerfusionSites::pose(double t) {
  posture_.take(*surroundings_, t);
  const LymphNetwork& w = limb_.network;
  const double weight = posture_.sine() * w.tissue.blood_density * w.gravity;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    places_[i].column = -weight * posture_.tissue()[i];
    likes_[places_[i].like].column = places_[i].column;
  }
}

// (1)
BloodCourse::Pressures PerfusionSites::pressures(const Place& place, double t) const {
  const auto p = blood_.at(place.feed, t);
  const double artery = p.arterial + place.column;
  const double vein =
      tissue::venous_pressure(place.column, p.venous, limb_.network.tissue.exchange);
  return {place.open < 1 ? std::lerp(vein, artery, place.open) : artery, vein};
}

// Of the skin of a place under `pressed`, over that of its feed at rest; and what nerves leave.
double PerfusionSites::driving(const Place& place, double t, double pressed) const {
  const auto p = pressures(place, t);
  return blood_.nerves(place.feed) * skin::skin_driving(p.arterial, p.venous, pressed, corner_) /
         driving_at_rest_[place.feed];
}

// Where the blood's pressures are not those at which a bed alone rests, it comes to rest under them.
void PerfusionSites::settle() {
  for (Place& like : likes_) {
    auto& bed = beds_[like.feed]->bed;
    const auto p = pressures(like, 0);
    const auto& of = bed.parameters();
    const bool same = p == BloodCourse::Pressures{of.arterial_pressure, of.venous_pressure};
    for (const Load& load : {Load{}, like.own}) {
      like.load = load;
      like.time = -kSettled, like.step = kFirstStep;
      if (!(same && load == Load{})) broken_ = broken_ || !catch_up(like, 0);
      if (like.own == Load{}) break;
      like.time = 0;
      if (load == Load{}) like.slack_flow = flows_of(like).in;
    }
    like.time = 0, like.step = kFirstStep;
    std::fill(like.bed.begin() + Bed::ledger_in, like.bed.end(), 0.0);
    like.bed_before = like.bed_start = like.bed;
    like.squeezed = like.let_out = 0;
  }
}

double PerfusionSites::slack_flow(std::size_t i) const {
  const Place& place = places_[i];
  return place.own == Load{} ? at_rest_[i].muscle_flow
                             : place.muscle * likes_[place.like].slack_flow;
}

oxygen::MuscleBedFlows<double> PerfusionSites::flows_of(const Place& place) {
  give(place, place.time);
  return beds_[place.feed]->bed.flows<double>(place.bed);
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
  const Place& same = likes_[place.like];
  place.reached = true;
  place.bed = same.bed, place.bed_before = same.bed_before;
  place.bed_start = same.bed;
  place.squeezed = same.squeezed;
  place.let_out = same.let_out;
  place.time = t, place.step = same.step;
}

bool PerfusionSites::take_loads(double from, double to) {
  const bool any = average_loads(from, to);
  if (!any && loaded_.empty()) return true;
  if (!throttle(from)) return false;
  const double span = to - from;
  loaded_.clear();
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    const Mean& m = mean_[i];
    if (!place.reached && !m.any()) continue;
    if (!place.reached) {
      if (!catch_up(likes_[place.like], from)) return false;
      reach(i, from);
    }
    place.covered += m.covered * span, place.friction += m.friction * span;
    if (m.skin > 0) {
      const double middle = 0.5 * (from + to);
      place.undriven += span * (driving(place, middle, 0) - driving(place, middle, m.skin));
    }
    const oxygen::MusclePressure<double>& law = beds_[place.feed]->bed.parameters().pressure;
    Load load = place.own;
    load.outside = m.muscle;
    if (m.within > 0) {
      const double held = place.own.contraction;
      const double made = m.within + oxygen::tissue_pressure_of(held, 1.0, 0.0, law) - law.rest;
      const double most = oxygen::tissue_pressure_of(1.0, depth_, 0.0, law) - law.rest;
      load.depth = depth_;
      load.contraction = oxygen::strength_of(std::min(made, most), depth_, law);
      load.outside += std::max(0.0, made - most);  // beyond what a muscle of this depth can make
    }
    if (!(load == place.own)) loaded_.push_back(i);
    if (load == place.load) continue;
    if (!catch_up(place, from)) return false;
    place.load = load;
  }
  return true;
}

// What the bed of its feed gets as inputs.
void PerfusionSites::give(const Place& place, double t) {
  const auto p = pressures(place, t);
  auto& in = beds_[place.feed]->bed.inputs;
  in.nerves = blood_.nerves(place.feed);
  in.arterial_pressure = p.arterial, in.venous_pressure = p.venous;
  in.outside_pressure = place.load.outside, in.contraction = place.load.contraction;
  in.depth = place.load.depth;
  in.arterial_lactate = arterial_lactate_;
}

// With the load it has had since.
bool PerfusionSites::catch_up(Place& place, double t) {
  if (place.time >= t) return true;
  give(place, t);
  BedRun& run = *beds_[place.feed];
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

bool PerfusionSites::bring_likes_to(double t) {
  return std::all_of(likes_.begin(), likes_.end(), [&](Place& like) { return catch_up(like, t); });
}

void PerfusionSites::step_skin(std::size_t i, double from, double to) {
  Place& place = places_[i];
  const double span = to - from;
  auto& in = skin_->skin.inputs;
  in.room = place.room;
  in.covered = std::min(1.0, place.covered / span), in.friction = place.friction / span;
  in.driving = driving(place, to, 0) - place.undriven / span;
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
  place.skin_wide = place.area * skin::skin_flow(place.skin[skin::SkinBalance::warmth], 1.0,
                                                 skin_->skin.parameters());
}

double PerfusionSites::let_out_since(Place& place) const {
  const double out = place.bed[Bed::lactate_out] - place.bed[Bed::lactate_in];
  const double since = out - place.let_out;
  place.let_out = out;
  return since;
}

// Every place counts, reached or not, by what it lets out beyond its rest: idle muscle takes some up from the blood.
bool PerfusionSites::end_look(double from, double to) {
  if (!bring_likes_to(to)) return false;
  warm_at(to);
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (!places_[i].reached && std::abs(warmth_[i] - places_[i].rest_temperature) > kHeldSkin)
      reach(i, to);
  for (std::size_t k = 0; k < likes_.size(); ++k) let_out_of_like_[k] = let_out_since(likes_[k]);
  double let_out = 0;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    let_out -= at_rest_[i].lactate_out * (to - from);
    if (!place.reached) {
      let_out += place.muscle * let_out_of_like_[place.like];
      place.skin_volume += (to - from) * place.skin_wide / place.area * driving(place, to, 0);
      continue;
    }
    if (!catch_up(place, to)) return false;
    let_out += place.muscle * let_out_since(place);
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

bool PerfusionSites::follow(double t) {
  while (!broken_ && time_ < t) {
    const double look = looked_ + options_.look, end = std::min(t, look);
    for (double now = time_; now < end;) {
      const double to = std::min(end, end_of_interval(now));
      pose(0.5 * (now + to));
      broken_ = broken_ || !take_loads(now, to);
      if (options_.fed && !broken_) count(now, to);
      now = to;
    }
    time_ = end;
    if (!(end < look)) broken_ = broken_ || !end_look(looked_, end), looked_ = end;
  }
  return !broken_;
}

bool PerfusionSites::advance(double t) {
  if (!follow(t)) return false;
  if (looked_ < time_) broken_ = broken_ || !end_look(looked_, time_), looked_ = time_;
  return !broken_;
}

// What every place takes over [from, to]: where something presses or works, by its ledger; elsewhere as its bed stands,
// which is stepped on when its own step is over.
void PerfusionSites::count(double from, double to) {
  const double span = to - from, middle = 0.5 * (from + to);
  std::fill(lost_.begin(), lost_.end(), 0.0), std::fill(gained_.begin(), gained_.end(), 0.0);
  const auto still = [&](Place& bed) {
    if (to - bed.time >= bed.step) broken_ = broken_ || !catch_up(bed, to);
    give(bed, middle);
    bed.flow = beds_[bed.feed]->bed.inflow(bed.bed);
  };
  for (Place& like : likes_) still(like);
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    if (place.reached && place.load == place.own) still(place);
    if (place.reached && !(place.load == place.own)) {
      const double before = place.bed[Bed::ledger_in];
      broken_ = broken_ || !catch_up(place, to);
      place.flow = (place.bed[Bed::ledger_in] - before) / span;
    }
    const Mean& m = mean_[i];
    const double muscle = place.muscle * (place.reached ? place : likes_[place.like]).flow;
    const double skin = place.skin_wide * driving(place, middle, m.skin), both = muscle + skin;
    Fed& fed = fed_[place.feed];
    fed.muscle += span * muscle, fed.skin += span * skin;
    const auto& of = beds_[place.feed]->bed.parameters();
    fed.asked += span * place.muscle * place.load.contraction * (of.greatest_demand - of.demand);
    const double rest = at_rest_[i].muscle_flow + at_rest_[i].skin_flow;
    if (m.muscle > 0 || m.skin > 0 || place.open < 1) {
      lost_[place.feed] += std::max(0.0, rest - both);
    } else if (const double spared = blood_.spared(place.feed); spared > 0 && !(m.within > 0)) {
      const auto p = pressures(place, middle);
      const double fall = p.arterial - p.venous;
      gained_[place.feed] += fall > spared ? both * spared / fall : both;
    }
  }
  for (std::size_t f = 0; f < fed_.size(); ++f)
    fed_[f].shunted += span * std::min(lost_[f], gained_[f]);
}

std::vector<PerfusionSites::Fed> PerfusionSites::take_fed() {
  std::vector<Fed> taken(fed_.size());
  std::swap(taken, fed_);
  return taken;
}

std::span<const PlaceReading> PerfusionSites::read() {
  const double span = time_ - read_;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    const Place& bed = place.reached ? place : likes_[place.like];
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
    r.skin_flow = place.area * place.skin_volume / span;
  }
  for (auto* list : {&places_, &likes_})
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
