#include "io/blood_columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace cisterna {
namespace {

// Over the intervals that end at that point and later.
double mean_from(std::size_t first, const RunResult& run, std::span<const double> series) {
  double sum = 0, over = 0;
  for (std::size_t i = first; i < std::min(series.size(), run.time.size()); ++i) {
    if (!std::isfinite(series[i])) continue;
    const double span = run.time[i] - run.time[i - 1];
    sum += series[i] * span, over += span;
  }
  return over > 0 ? sum / over : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

const BloodColumn& blood_column(std::string_view name) {
  for (const BloodColumn& column : kBloodColumns)
    if (column.name == name) return column;
  throw std::out_of_range(std::string(name));
}

double session_value(const RunResult& run, std::span<const double> series, bool stock) {
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  if (series.size() < 2 || series.size() > run.time.size()) return unknown;
  return stock ? series.back() : mean_from(1, run, series);
}

double value_at_end(const RunResult& run, std::span<const double> series, bool stock) {
  if (series.empty()) return std::numeric_limits<double>::quiet_NaN();
  const std::size_t last = series.size() - 1, tenth = std::max<std::size_t>(1, last / 10);
  return stock || last == 0 ? series[last] : mean_from(last - tenth + 1, run, series);
}

bool has_blood(const StudyResult& study) {
  return std::any_of(study.runs.begin(), study.runs.end(),
                     [](const RunResult& run) { return run.blood.followed(); });
}

}  // namespace cisterna
