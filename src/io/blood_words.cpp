#include "io/blood_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "io/blood_columns.hpp"
#include "units/units.hpp"

namespace cisterna {
namespace {

struct Shown {
  const char *column, *head;
  int decimals;
};
constexpr Shown kShown[] = {{"heart_rate", "heart, /min", 1},
                            {"arterial_pressure", "aorta, mmHg", 1},
                            {"cardiac_output", "output, L/min", 2},
                            {"plasma_volume", "plasma, mL", 0}};

}  // namespace

std::vector<std::vector<std::string>> blood_words(const StudyResult& study) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* run = central_run(study, p);
    if (run == nullptr || !run->blood.followed()) continue;
    if (rows.empty()) {
      rows.push_back({"before -> at the end"});
      for (const Shown& s : kShown) rows[0].emplace_back(s.head);
    }
    rows.push_back({study.protocols[p]});
    for (const Shown& s : kShown) {
      const BloodColumn& c = blood_column(s.column);
      const units::Unit& unit = units::unit_named(c.shown);
      const std::vector<double>& series = run->blood.*c.series;
      const auto text = [&](double si) {
        return std::isfinite(si) ? fmt::format("{:.{}f}", unit.from_si(si), s.decimals) : "?";
      };
      rows.back().push_back(text(series.front()) + " -> " +
                            text(value_at_end(*run, series, c.stock)));
    }
  }
  return rows;
}

}  // namespace cisterna
