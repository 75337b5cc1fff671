#include "model/parameter.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "base/random.hpp"
#include "base/spelling.hpp"

namespace cisterna {
namespace {

// A range so narrow that this many draws miss it holds one value in effect: the central one.
constexpr std::uint32_t kMostAttempts = 100'000;

double drawn_value(const ParameterRecord& record, double central, RandomKey key) {
  const double deviation = std::hypot(record.spread, record.error);
  if (deviation == 0) return central;
  for (key.attempt = 0; key.attempt < kMostAttempts; ++key.attempt) {
    const double z = standard_normal(key);
    const double value =
        record.relative ? central * std::exp(deviation * z) : central + deviation * z;
    if (value >= record.low && value <= record.high) return value;
  }
  return central;
}

}  // namespace

ParameterSet::ParameterSet(std::vector<ParameterRecord> records)
    : records_(std::move(records)),
      used_(std::make_shared<std::vector<std::atomic<bool>>>(records_.size())) {
  for (const ParameterRecord& record : records_) values_.push_back(record.value);
  order_.resize(records_.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::sort(order_.begin(), order_.end(),
            [this](std::size_t a, std::size_t b) { return records_[a].id < records_[b].id; });
}

std::size_t ParameterSet::find(std::string_view id) const {
  const auto found =
      std::lower_bound(order_.begin(), order_.end(), id,
                       [this](std::size_t i, std::string_view x) { return records_[i].id < x; });
  return found != order_.end() && records_[*found].id == id ? *found : size();
}

double ParameterSet::operator[](std::string_view id) const {
  const std::size_t index = find(id);
  if (index == size()) throw std::out_of_range("no parameter \"" + std::string(id) + "\"");
  (*used_)[index].store(true, std::memory_order_relaxed);
  return values_[index];
}

bool ParameterSet::used(std::size_t index) const {
  return (*used_)[index].load(std::memory_order_relaxed);
}

const ParameterSet& ParameterSet::of(std::string_view part) const {
  for (const auto& [name, own] : parts_)
    if (name == part) return own;
  return *this;
}

void ParameterSet::set_part(const std::string& part, ParameterSet own) {
  own.parts_.clear();
  parts_.emplace_back(part, std::move(own));
}

std::vector<std::string> ParameterSet::nearest(std::string_view id, std::size_t count) const {
  std::vector<std::string> ids;
  for (const ParameterRecord& record : records_) ids.push_back(record.id);
  return nearest_names(id, ids, count);
}

ParameterSet draw(const ParameterSet& central, unsigned long long seed, unsigned sample) {
  ParameterSet drawn = central;
  if (sample == 0) return drawn;
  for (std::size_t i = 0; i < central.size(); ++i) {
    const ParameterRecord& record = central.records()[i];
    drawn.set(i, drawn_value(record, central.value(i),
                             {.seed = seed, .stream = stream_of(record.id), .sample = sample}));
  }
  for (auto& [name, own] : drawn.parts()) own = draw(own, seed, sample);
  return drawn;
}

}  // namespace cisterna
