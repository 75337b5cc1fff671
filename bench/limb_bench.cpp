// Whole sessions of an arm and of the reference adult, balanced start included, as ratios to real time.
#include <atomic>
#include <optional>

#include "bench.hpp"
#include "io/anatomy_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/protocol_reader.hpp"
#include "study/study_run.hpp"

namespace cisterna::bench {

namespace {

// One core; the record is named `name`.
std::vector<Record> session(const std::string& name, const std::string& anatomy,
                            const std::string& protocol, std::optional<Heart> heart = {}) {
  const std::string data = CISTERNA_DATA_DIR;
  StudyRequest request;
  request.anatomy = read_anatomy(data + "/body/" + anatomy + ".yaml");
  request.parameters = read_parameters(data + "/parameters");
  request.resolution = standard_resolution(request.anatomy);
  request.protocols = {read_protocol(data + "/protocols/" + protocol + ".yaml",
                                     region_names(request.anatomy), member_names(request.anatomy))};
  request.threads = 1;
  request.heart = heart;
  const std::atomic<bool> stop{false};
  StudyResult study;
  const double seconds = seconds_of(1, [&] { study = run_study(request, {}, stop); });
  const RunResult& run = study.runs.front();
  Record r{name, seconds, "s", "the session's own length", run.stop_time / seconds, {}};
  r.counts = {{"steps", double(run.counts.steps)},
              {"rejected", double(run.counts.rejected)},
              {"evaluations", double(run.counts.evaluations)},
              {"factorisations", double(run.counts.factorisations)},
              {"start seconds", run.counts.start_seconds},
              {"session seconds", run.counts.run_seconds}};
  return {r};
}

}  // namespace

std::map<std::string, Bench> limb_benches() {
  return {{"arm_session_real_time_factor",
           [] { return session("arm_session_real_time_factor", "arm", "mld_arm"); }},
          {"session_real_time_factor",
           [] { return session("session_real_time_factor", "adult", "swedish_body"); }},
          {"coupled_session_real_time_factor",
           [] {
             return session("coupled_session_real_time_factor", "adult", "swedish_body",
                            Heart::beats);
           }},
          {"coupled_averaged_session_real_time_factor", [] {
             return session("coupled_averaged_session_real_time_factor", "adult", "swedish_body",
                            Heart::averaged);
           }}};
}

}  // namespace cisterna::bench
