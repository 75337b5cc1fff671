// Speed and memory: each figure a ratio against a reference taken in the same run.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace cisterna::bench {

struct Record {
  std::string name;
  double value = 0;
  std::string unit, reference;
  double ratio = 0;  ///< reference over value for times; what the target is stated in
  std::map<std::string, double>
      counts;  ///< steps, evaluations, factorisations, failures, errors, tolerances ...
};

using Bench = std::function<std::vector<Record>()>;

std::map<std::string, Bench> chain_benches();
std::map<std::string, Bench> limb_benches();
std::map<std::string, Bench> circulation_benches();

/// Processor seconds of the calling thread for the fastest of `runs`: others on the machine do not count.
double seconds_of(int runs, const std::function<void()>& run);

}  // namespace cisterna::bench
