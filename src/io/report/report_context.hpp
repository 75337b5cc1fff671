// What the report needs beside the results: words about the protocols and the person, sources,
// published ranges. Plain data, so that the report depends on no reader.
#pragma once
#include <string>
#include <vector>

#include "measure/treated_limbs.hpp"

namespace cisterna {

/// One action of a protocol. Steps of one `kind` share a colour; kind "rest" has none.
struct TimelineStep {
  double start = 0, end = 0;  ///< [s]
  std::string kind;           ///< "effleurage"
  std::string label;          ///< "Effleurage, forearm and upper arm"
};

struct ProtocolCard {
  std::string title, description;
  std::vector<TimelineStep> timeline;
  std::vector<TreatedLimb> limbs;  ///< of a body, that it is done to
};

/// A source that provenance rows name by key.
struct ReferenceText {
  std::string key, text;
};

/// A published range of one row of the vessel-function section.
struct PublishedRange {
  std::string quantity;      ///< frequency, packet_velocity, mean_pressure or systolic_pressure
  double low = 0, high = 0;  ///< [SI]; infinite where there is no limit
  std::string text, source;  ///< as published; key of the reference
};

struct ReportContext {
  std::string person_title, person_description;
  std::vector<ProtocolCard> protocols;  ///< in the order of StudyResult::protocols
  std::vector<ReferenceText> references;
  std::vector<PublishedRange> ranges;
};

}  // namespace cisterna
