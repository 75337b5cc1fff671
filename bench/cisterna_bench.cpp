// scripts/bench [FILTER]: writes out/bench.json. Not a timed test: exits 0 when it ran.
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "bench.hpp"

namespace cisterna::bench {

double seconds_of(int runs, const std::function<void()>& run) {
  const auto now = [] {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  };
  double best = 1e300;
  for (int k = 0; k < runs; ++k) {
    const double begin = now();
    run();
    best = std::min(best, now() - begin);
  }
  return best;
}

namespace {

std::string machine() {
  std::ifstream info("/proc/cpuinfo");
  std::string line, model = "unknown processor";
  while (std::getline(info, line))
    if (line.rfind("model name", 0) == 0) {
      model = line.substr(line.find(':') + 2);
      break;
    }
  return model + ", " + std::to_string(std::thread::hardware_concurrency()) + " threads";
}

}  // namespace
}  // namespace cisterna::bench

int main(int argc, char** argv) {
  using namespace cisterna::bench;
  const std::string filter = argc > 1 ? argv[1] : "";
  const std::filesystem::path path = "out/bench.json";
  std::filesystem::create_directories(path.parent_path());
  // A filtered run replaces only its own records.
  nlohmann::json records = nlohmann::json::array();
  if (std::ifstream old(path); old && !filter.empty()) {
    records = nlohmann::json::parse(old, nullptr, false);
    if (!records.is_array()) records = nlohmann::json::array();
  }
  auto benches = chain_benches();
  benches.merge(limb_benches());
  benches.merge(circulation_benches());
  const bool whole_name = benches.contains(filter);
  for (const auto& [name, run] : benches) {
    if (whole_name ? name != filter : name.find(filter) == std::string::npos) continue;
    std::fprintf(stderr, "%s ...\n", name.c_str());
    for (const Record& r : run()) {
      std::printf("%-32s %12.4g %-14s ratio %10.4g  (%s)\n", r.name.c_str(), r.value,
                  r.unit.c_str(), r.ratio, r.reference.c_str());
      for (const auto& [key, value] : r.counts) std::printf("    %-40s %.6g\n", key.c_str(), value);
      nlohmann::json record = {{"name", r.name},
                               {"value", r.value},
                               {"unit", r.unit},
                               {"reference", r.reference},
                               {"ratio", r.ratio},
                               {"machine", machine()},
                               {"compiler", CISTERNA_COMPILER},
                               {"counts", r.counts}};
      bool replaced = false;
      for (auto& old : records)
        if (old.value("name", "") == r.name) old = record, replaced = true;
      if (!replaced) records.push_back(record);
    }
    std::ofstream(path) << records.dump(1) << "\n";
  }
  return 0;
}
