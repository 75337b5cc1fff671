// Parameters of the physiology: every one is a record with unit, spread, error, source and basis.
#pragma once
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/provenance.hpp"

namespace cisterna {

/// A parameter as data/parameters/*.yaml states it. Values are SI; `unit` is the unit it is shown in.
/// Spread and error are standard deviations: relative (of the logarithm) when `relative`, else SI.
struct ParameterRecord {
  std::string id;  ///< "lymph.collector.active_tension"
  std::string description;
  std::string unit;                               ///< display unit, as written in the file
  double display_factor = 1, display_offset = 0;  ///< SI = factor * shown + offset
  double value = 0;
  double spread = 0;  ///< between people
  double error = 0;   ///< of the estimate
  bool relative = true;
  double low = 0, high = 0;  ///< valid range
  Provenance provenance;
};

/// The parameters of one person: records in file order and the value each has for that person.
class ParameterSet {
 public:
  ParameterSet() = default;
  explicit ParameterSet(std::vector<ParameterRecord> records);

  std::size_t size() const { return records_.size(); }
  const std::vector<ParameterRecord>& records() const { return records_; }
  /// Index of `id`, or size() when there is none.
  std::size_t find(std::string_view id) const;
  /// Value [SI]. Throws std::out_of_range for an unknown id (a developer's mistake).
  double operator[](std::string_view id) const;
  double value(std::size_t index) const { return values_[index]; }
  void set(std::size_t index, double value) { values_[index] = value; }
  /// Whether operator[] has been asked for it, of this set or of any copy (draws, sets of parts): what a run used.
  bool used(std::size_t index) const;
  /// The set of a part of the body that has values of its own; of any other, this set.
  const ParameterSet& of(std::string_view part) const;
  /// No part has values of its own.
  bool plain() const { return parts_.empty(); }
  /// Gives a part a set of its own, of the same records.
  void set_part(const std::string& part, ParameterSet own);
  std::vector<std::pair<std::string, ParameterSet>>& parts() { return parts_; }
  /// The ids nearest in spelling, best first, for error messages.
  std::vector<std::string> nearest(std::string_view id, std::size_t count = 3) const;

 private:
  std::vector<ParameterRecord> records_;
  std::vector<double> values_;
  std::vector<std::size_t> order_;                        // by id
  std::shared_ptr<std::vector<std::atomic<bool>>> used_;  // shared by copies, also between threads
  std::vector<std::pair<std::string, ParameterSet>> parts_;
};

/// A set drawn around `central`: each uncertain parameter moves by its combined spread and error.
/// Counter-based, keyed by (seed, sample, parameter id): the same draw for every compared protocol.
/// Draws are truncated to the valid range by redrawing (never clamped). Sample 0 is `central` itself. Parts draw the same
/// deviations around values of their own.
ParameterSet draw(const ParameterSet& central, unsigned long long seed, unsigned sample);

}  // namespace cisterna
