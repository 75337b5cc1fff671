#include "study/study_run.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "measure/near_infrared.hpp"
#include "measure/readings.hpp"
#include "study/filmed_run.hpp"
#include "study/tissue_start.hpp"

namespace cisterna {
namespace {

constexpr double kAcceptable = 0.3, kLongestSearch = 4 * 3600;  // [1], simulated [s]
constexpr double kRestLook = 300;     // time the vessels are watched at rest [s]
constexpr double kSearchShare = 0.9;  // of the work of a start; the rest is watching

// Runs task(0) .. task(count - 1) on `threads` threads; each index exactly once.
template <class Task>
void share_out(std::size_t count, unsigned threads, Task&& task) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i; (i = next.fetch_add(1)) < count;) task(i);
  };
  std::vector<std::thread> pool;
  for (unsigned k = 1; k < threads && k < count; ++k) pool.emplace_back(work);
  work();
  for (std::thread& thread : pool) thread.join();
}

// Adds up the progress of many tasks.
class Tally {
 public:
  Tally(std::size_t tasks, const StudyProgress& report) : done_(tasks, 0.0), report_(report) {}
  void set(std::size_t task, double share) {
    const std::lock_guard lock(mutex_);
    sum_ += share - done_[task];
    done_[task] = share;
    if (report_) report_(sum_ / static_cast<double>(done_.size()));
  }

 private:
  std::mutex mutex_;
  std::vector<double> done_;
  double sum_ = 0;
  const StudyProgress& report_;
};

// Blood at rest in `around`, with the shares of somebody who lies; none where it finds no rest.
std::unique_ptr<BodyBlood> settled_blood(const Limb& body, const ParameterSet& parameters,
                                         Heart heart, const RestSetting& setting,
                                         const Surroundings& around) {
  auto blood = std::make_unique<BodyBlood>(body, parameters, heart);
  const double breath = 1 / setting.breathing.rate;
  RestSetting lying = setting;
  lying.elevation = 0, lying.elevations.clear();
  if (blood->settle(RestSurroundings(lying), 0, breath) != StepOutcome::ok) return nullptr;
  blood->find_shares();
  if (blood->settle(around, 0, breath) != StepOutcome::ok) return nullptr;
  return blood;
}

// No earlier than t, the end of a breath; the rates of the shipped protocols end one with the search.
double whole_breaths(double t, double rate) {
  constexpr double kRounding = 1.0 / (1 << 20);
  return std::ceil(t * rate - kRounding) / rate;
}

constexpr auto kRestPictures = static_cast<std::size_t>(kRestLook / kPicture + 0.5);

}  // namespace

PreparedLimb prepare_limb(const LimbAnatomy& anatomy, const ParameterSet& parameters,
                          const LimbResolution& resolution, const SimulationOptions& simulation,
                          const RestSetting& setting, std::uint64_t seed,
                          const std::atomic<bool>* stop, const StudyProgress& progress,
                          std::optional<Heart> heart) {
  const auto report = [&](double share) {
    if (progress) progress(share);
  };
  PreparedLimb prepared;
  prepared.parameters = parameters;
  prepared.limb = build_limb(anatomy, parameters, resolution, seed);
  SimulationOptions quick = simulation;  // every integrator begins from the same start
  quick.integrator = SimulationOptions{}.integrator;
  const RestSurroundings rest(setting);
  // The last breath of the watched rest ends where the session begins.
  const ShiftedSurroundings before(rest, kRestLook);
  std::unique_ptr<BodyBlood> blood;
  std::optional<BloodySurroundings> rested;
  if (heart) {
    blood = settled_blood(prepared.limb, parameters, *heart, setting, before);
    if (!blood) {
      prepared.rest.reason = "heart and vessels find no rest";
      return prepared;
    }
    rested.emplace(before, *blood, true);
  }
  const Surroundings& still = rested ? static_cast<const Surroundings&>(*rested) : rest;
  RestOptions options;
  options.simulation = quick;
  options.seed = seed;
  options.stop = stop;
  // A drawn person may beat so unevenly that no look is quiet enough. For a session of an hour the best will do: a start
  // that is out by three tenths of the flow moves the tissue by a thousandth in that time. The result says how far out.
  options.acceptable = kAcceptable, options.longest = kLongestSearch;
  options.progress = [&](double share) { report(kSearchShare * share); };
  // Without blood, and where no tissue yields, the search sees the limb as the session begins with it.
  const bool as_searched = !heart && prepared.limb.oedema.empty();
  std::optional<VesselCamera> film;
  const auto begin = [&] { film.emplace(prepared.limb, kPicture, kRestPictures); };
  std::optional<LymphSystem> searched_system;
  std::vector<double> rates;
  if (as_searched) {
    LymphSystemOptions search = quick.system;
    search.transport = true;
    searched_system.emplace(prepared.limb.network, &still, search);
    rates.resize(searched_system->layout().size);
    options.watch = {kPicture, kRestLook, begin, [&](double t, std::span<const double> state) {
                       searched_system->rates(t, state, rates);
                       film->picture(*searched_system, state);
                     }};
  }
  prepared.rest = find_rest(prepared.limb, still, options);
  if (!prepared.rest.found) return prepared;
  prepared.limb.network.tissue.yielded = prepared.rest.yielded;
  // Watch the vessels for what is left of a while; the session begins where this ends, with a breath.
  const double searched = as_searched ? prepared.rest.simulated : 0;
  const double seen = as_searched ? prepared.rest.watched : 0, rate = setting.breathing.rate;
  const double left =
      as_searched ? whole_breaths(searched + std::max(0.0, kRestLook - seen), rate) - searched
                  : kRestLook;
  if (seen == 0 || !film) begin();
  const ShiftedSurroundings going_on(rest, -searched);
  FilmedRun run(prepared.limb, heart ? before : going_on, prepared.rest.state, quick, blood.get());
  const auto go_on = [&](double t) {
    report(std::lerp(kSearchShare, 1.0, t / left));
    return stop == nullptr || !stop->load(std::memory_order_relaxed);
  };
  if (run.film_to(left, kPicture, *film, go_on) != StopReason::finished) {
    prepared.rest.found = false;
    return prepared;
  }
  const StateLayout& at = run.layout();
  const std::span<const double> last = run.state();
  std::vector<double> y(last.begin(), last.end());
  const VesselRecording rested_film = film->last(kRestPictures);
  VesselFunctions shown = vessel_functions(prepared.limb, rested_film);
  prepared.before = shown.whole, prepared.members_before = std::move(shown.members);
  if (blood) {
    blood->take(at, y);
    prepared.blood = std::make_shared<const PreparedBlood>(
        PreparedBlood{*heart, parameters, blood->remember(kRestLook)});
  }
  prepared.rest.reset_counted(at, y);
  prepared.rest.state = y;
  prepared.tissue = tissue_start(prepared.limb.network, at, y);
  return prepared;
}

void refuse_flooded(PreparedLimb& prepared) {
  if (!prepared.rest.found) return;
  prepared.rest.reason = why_flooded(prepared.limb, prepared.tissue);
  prepared.rest.found = prepared.rest.reason.empty();
}

RunResult start_of(const PreparedLimb& prepared) {
  const Limb& limb = prepared.limb;
  RunResult start;
  start.before = prepared.before, start.members_before = prepared.members_before;
  start.counts.start_seconds = prepared.rest.seconds;
  start.start_imbalance = prepared.rest.imbalance;
  start.tissue_start = prepared.tissue;
  for (const double stated : limb.oedema) start.stated_oedema += std::max(stated, 0.0);
  if (prepared.rest.found)
    keep_patches(limb.network, StateLayout(limb.network, true), prepared.rest.state, start);
  return start;
}

StudyResult run_study(const StudyRequest& request, const StudyProgress& progress,
                      const std::atomic<bool>& stop) {
  for (const Protocol& p : request.protocols)
    if (!request.heart && (step_at_a_vein(p) != nullptr || p.water.stated()))
      throw std::invalid_argument(p.name + " needs blood that is followed");
  StudyResult study;
  study.seed = request.seed;
  study.samples = request.samples;
  for (const Protocol& protocol : request.protocols) study.protocols.push_back(protocol.name);
  const unsigned threads =
      request.threads > 0 ? request.threads : std::max(1u, std::thread::hardware_concurrency());
  const std::size_t samples = request.samples + 1, protocols = request.protocols.size();

  // One start for each sample and each posture, temperature and breathing to begin with.
  std::vector<RestSetting> settings;
  std::vector<std::size_t> setting_of;
  for (const Protocol& p : request.protocols) {
    const RestSetting setting = rest_setting(request.anatomy.members, p);
    const auto found = std::find(settings.begin(), settings.end(), setting);
    setting_of.push_back(static_cast<std::size_t>(found - settings.begin()));
    if (found == settings.end()) settings.push_back(setting);
  }
  const std::size_t starts = samples * settings.size();
  std::vector<std::unique_ptr<PreparedLimb>> prepared(starts);
  study.runs.resize(protocols * samples);
  // Tasks in the order sample by sample, so that an interrupted study has whole samples.
  Tally tally(starts + study.runs.size(), progress);
  if (progress) progress(0);
  std::vector<std::once_flag> once(starts);
  const auto start_for = [&](std::size_t sample, std::size_t setting) -> const PreparedLimb& {
    const std::size_t k = sample * settings.size() + setting;
    std::call_once(once[k], [&] {
      const ParameterSet drawn =
          draw(request.parameters, request.seed, static_cast<unsigned>(sample));
      prepared[k] = std::make_unique<PreparedLimb>(prepare_limb(
          request.anatomy, drawn, request.resolution, request.simulation, settings[setting],
          request.seed, &stop, [&](double share) { tally.set(k, share); }, request.heart));
      if (sample == 0) refuse_flooded(*prepared[k]);
      if (prepared[k]->rest.found) tally.set(k, 1);
    });
    return *prepared[k];
  };
  share_out(study.runs.size(), threads, [&](std::size_t task) {
    const std::size_t sample = task / protocols, protocol = task % protocols;
    RunResult& result = study.runs[protocol * samples + sample];
    const Protocol& p = request.protocols[protocol];
    if (stop) {
      result.protocol = p.name, result.protocol_title = p.title;
      result.stop = StopReason::interrupted;
    } else {
      const PreparedLimb& start = start_for(sample, setting_of[protocol]);
      result = run_protocol(
          {&start, &p, request.simulation, sample == 0},
          [&](double share) { tally.set(starts + task, share); }, stop);
    }
    result.sample = static_cast<unsigned>(sample);
    result.person = request.person, result.person_title = request.person_title;
  });
  for (const RunResult& run : study.runs)
    study.incomplete = study.incomplete || run.stop == StopReason::interrupted;
  if (prepared[0]) {
    study.geometry = geometry_of(prepared[0]->limb, request.anatomy);
    study.rest_outlet_flow = prepared[0]->rest.outlet_flow;
  } else {
    study.geometry = geometry_of(
        build_limb(request.anatomy, request.parameters, request.resolution, request.seed),
        request.anatomy);
  }
  return study;
}

}  // namespace cisterna
