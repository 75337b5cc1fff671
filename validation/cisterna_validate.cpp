// cisterna_validate [FILTER]: measures the model as each published finding says, and writes
// docs/validation.md and out/validation.json. With a filter only findings whose id or area contains it
// are measured; the other rows stay as the last run left them in out/validation.json, and where that knows only some
// docs/validation.md stays as it is. What hangs on how vessels beat is the mean of several draws of their pacemakers (--draws).
// Exit code 0 when it ran, 2 for bad input.
#include <fmt/core.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <exception>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>

#include "base/error.hpp"
#include "first_seen.hpp"
#include "io/observation_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/replaced_file.hpp"
#include "laboratory.hpp"
#include "measurement.hpp"
#include "study/observation.hpp"
#include "validation_report.hpp"

namespace cisterna::validation {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kMostThreads = 8;  // each keeps one recording in memory

std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The parameters of the first validation run; this run becomes the first where there was none.
std::vector<std::string> changed_since_first_run(const fs::path& root) {
  const FirstSeen now = values_of(read_parameters((root / "data/parameters").string()));
  const fs::path file = root / "validation/first_seen.csv";
  if (!fs::exists(file)) {
    write_replacing(file.string(), csv_of(now));
    return {};
  }
  return changed_ids(first_seen_of(content_of(file)), now);
}

bool selected(const Observation& o, const std::string& filter) {
  return o.id.find(filter) != std::string::npos || o.area.find(filter) != std::string::npos;
}

Measured measured(const Measurements& measurements, const Observation& o, Laboratory& laboratory) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const auto found = measurements.find(o.id);
  if (found == measurements.end()) return {kNone, "the model has no such measurement"};
  try {
    return found->second(laboratory);
  } catch (const InputError&) {
    throw;
  } catch (
      const std::exception& error) {  // one finding that cannot be measured is a miss, not the end
    return {kNone, std::string("not measured: ") + error.what()};
  }
}

// Rows that hang on how lymphatic vessels beat.
bool drawn(const Observation& o) { return o.area == "lymph" || o.area == "tissue"; }

void show(const ValidationRow& row, int draws, double seconds) {
  fmt::print("{:5} {:38} {:>10.4g} {:10} accepted {:.4g} to {:.4g}  (draw {}, {:.1f} s)\n",
             row.met ? "met" : "miss", row.id, row.model, row.unit, row.low, row.high, draws,
             seconds);
  std::fflush(stdout);
}

// Runs job(k, mutex) for k below `count`, on as many threads as the machine has. The first exception of a
// job is thrown here once all threads have ended.
template <class Job>
void for_each_in_parallel(std::size_t count, Job job) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failed;
  const auto work = [&] {
    for (std::size_t k = next++; k < count; k = next++) {
      try {
        job(k, mutex);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failed) failed = std::current_exception();
        next = count;
      }
    }
  };
  const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
  std::vector<std::jthread> team;
  for (unsigned i = 1; i < threads; ++i) team.emplace_back(work);
  work();
  team.clear();
  if (failed) std::rethrow_exception(failed);
}

int validate(const fs::path& root, const std::string& filter, const fs::path& out, int draws) {
  const auto observations = read_observation_folder((root / "data/observations").string());
  const Measurements measurements = all_measurements();
  const auto changed = changed_since_first_run(root);
  std::map<std::string, ValidationRow> previous;
  for (ValidationRow& row : rows_of_json(content_of(out / "validation.json"))) {
    previous.emplace(row.id, std::move(row));
  }
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < observations.size(); ++i) {
    if (filter.empty() || selected(observations[i], filter)) wanted.push_back(i);
  }
  if (wanted.empty())
    throw std::invalid_argument(
        fmt::format("no finding has an id or area with '{}' in it", filter));
  std::map<std::string, std::vector<Measured>> each;
  std::map<std::string, ValidationRow> fresh;
  for (int draw = 1; draw <= draws; ++draw) {
    Laboratory laboratory(root, static_cast<std::uint64_t>(draw));
    for_each_in_parallel(wanted.size(), [&](std::size_t k, std::mutex& mutex) {
      const Observation& o = observations[wanted[k]];
      if (draw > 1 && !drawn(o)) return;
      const auto begin = std::chrono::steady_clock::now();
      Measured m = measured(measurements, o, laboratory);
      const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
      const std::lock_guard lock(mutex);
      std::vector<Measured>& found = each[o.id];
      found.push_back(std::move(m));
      const Measured mean = mean_of_draws(found, o.display_factor);
      show(fresh[o.id] = row_of(o, mean.value, changed, mean.note), draw, taken.count());
    });
  }
  std::vector<ValidationRow> rows;
  for (const Observation& o : observations) {
    const auto now = fresh.find(o.id), old = previous.find(o.id);
    if (now != fresh.end()) {
      rows.push_back(now->second);
    } else if (old != previous.end()) {
      rows.push_back(old->second);
    }
  }
  fs::create_directories(out);
  if (rows.size() == observations.size()) {
    fs::create_directories(root / "docs");
    write_replacing((root / "docs/validation.md").string(), markdown_of(rows));
  } else {
    fmt::print("docs/validation.md stays as it is: {} of {} findings were never measured here\n",
               observations.size() - rows.size(), observations.size());
  }
  write_replacing((out / "validation.json").string(), json_of(rows));
  const ValidationSummary s = summary_of(rows);
  fmt::print("{} of {} findings met that were neither fitted nor fixed by construction\n", s.met,
             s.counted);
  return 0;
}

}  // namespace
}  // namespace cisterna::validation

int main(int argc, char** argv) {
  CLI::App app("The model beside published findings");
  std::string filter, root = CISTERNA_SOURCE_DIR, out = "out";
  app.add_option("filter", filter, "only findings whose id or area contains this");
  app.add_option("--root", root, "folder with data/ and docs/")->capture_default_str();
  app.add_option("--out", out, "folder for validation.json")->capture_default_str();
  int draws = 3;
  app.add_option("--draws", draws, "draws of the pacemakers that rows on lymph and tissue average")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    return cisterna::validation::validate(root, filter, out, draws);
  } catch (const cisterna::InputError& error) {
    fmt::print(stderr, "{}\n", error.what());
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
  }
  return 2;
}
