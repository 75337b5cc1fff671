// A whole session of an arm, its balanced start included, as a ratio to real time.
#include <atomic>

#include "bench.hpp"
#include "io/anatomy_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/protocol_reader.hpp"
#include "study/study_run.hpp"

namespace cisterna::bench {

std::map<std::string, Bench> limb_benches() {
  return {{"arm_session_real_time_factor", [] {
             const std::string data = CISTERNA_DATA_DIR;
             StudyRequest request;
             request.anatomy = read_anatomy(data + "/body/arm.yaml");
             request.parameters = read_parameters(data + "/parameters");
             std::vector<std::string> regions;
             for (const Region& region : request.anatomy.regions) regions.push_back(region.name);
             request.protocols = {read_protocol(data + "/protocols/mld_arm.yaml", regions)};
             request.threads = 1;
             const std::atomic<bool> stop{false};
             StudyResult study;
             const double seconds = seconds_of(1, [&] { study = run_study(request, {}, stop); });
             const RunResult& run = study.runs.front();
             Record r{"arm_session_real_time_factor", seconds, "s", "the session's own length",
                      run.stop_time / seconds,        {}};
             r.counts = {{"steps", double(run.counts.steps)},
                         {"rejected", double(run.counts.rejected)},
                         {"evaluations", double(run.counts.evaluations)},
                         {"factorisations", double(run.counts.factorisations)},
                         {"start seconds", run.counts.start_seconds},
                         {"session seconds", run.counts.run_seconds}};
             return std::vector<Record>{r};
           }}};
}

}  // namespace cisterna::bench
