#include "io/blood_columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace cisterna {

const BloodColumn& blood_column(std::string_view name) {
  for (const BloodColumn& column : kBloodColumns)
    if (column.name == name) return column;
  throw std::out_of_range(std::string(name));
}

double session_value(const RunResult& run, std::span<const double> series, bool stock) {
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  if (series.size() < 2 || series.size() > run.time.size()) return unknown;
  if (stock) return series.back();
  double sum = 0, over = 0;
  for (std::size_t i = 1; i < series.size(); ++i) {
    if (!std::isfinite(series[i])) continue;
    const double span = run.time[i] - run.time[i - 1];
    sum += series[i] * span, over += span;
  }
  return over > 0 ? sum / over : unknown;
}

bool has_blood(const StudyResult& study) {
  return std::any_of(study.runs.begin(), study.runs.end(),
                     [](const RunResult& run) { return run.blood.followed(); });
}

}  // namespace cisterna
