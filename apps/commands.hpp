// The commands. Each returns an exit code; bad input leaves as InputError.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "io/catalogue.hpp"

namespace cisterna {

struct RunOptions {
  std::vector<std::string> protocols;  ///< control first
  std::string person = "healthy_arm";
  std::string out;  ///< empty: chosen from the protocol's name
  unsigned samples = 0;
  std::uint64_t seed = 1;
  unsigned threads = 0;  ///< 0: as many as the machine has
  std::string integrator = "multirate";
  std::string resolution = "standard";
  std::string circulation = "given";
  std::string side;  ///< of a body, for protocols of a limb alone; empty: the ill one
  bool quiet = false;
  std::string command_line;
};

struct MeasureOptions {
  std::string measurement;
  std::string person = "healthy_arm";
  std::string member;  ///< arm or leg of a whole body
  std::uint64_t seed = 1;
};

int check_file(const std::string& path, const Catalogue& catalogue);
int list_files(const Catalogue& catalogue);
int list_parameters(const std::string& id, const Catalogue& catalogue);
int measure_alone(const MeasureOptions& options, const Catalogue& catalogue);
int run_protocols(const RunOptions& options, const Catalogue& catalogue);

}  // namespace cisterna
