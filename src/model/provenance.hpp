// Where a number comes from: kept beside every value that was read from data, and listed in the report.
#pragma once
#include <string>
#include <vector>

namespace cisterna {

enum class Basis { measured, derived, fitted, assumed };

inline const char* name_of(Basis basis) {
  switch (basis) {
    case Basis::measured: return "measured";
    case Basis::derived: return "derived";
    case Basis::fitted: return "fitted";
    case Basis::assumed: return "assumed";
  }
  return "assumed";
}

/// One number of an anatomy, person or protocol file, as it was written.
struct Provenance {
  std::string file;
  int line = 0;
  std::string key;     ///< path of keys, e.g. "regions.forearm.length"
  std::string text;    ///< value as written, with its unit, e.g. "26 cm"
  std::string source;  ///< key in data/references.bib, empty when assumed
  Basis basis = Basis::assumed;
  std::string note;
};

using ProvenanceList = std::vector<Provenance>;

}  // namespace cisterna
