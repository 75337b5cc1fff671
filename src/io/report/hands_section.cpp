// The table of muscle and skin under the hands.
#include "io/report/hands.hpp"
#include "io/report/html.hpp"
#include "io/report/payload.hpp"
#include "io/report/sections.hpp"
#include "measure/comparison.hpp"

namespace cisterna::report {

std::string hands_section(const StudyResult& study) {
  const auto labels = {std::string_view("Under the hands"), std::string_view("At rest"),
                       std::string_view("In the session"), std::string_view("At its end")};
  std::string html;
  int tables = 0;
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* run = central_run(study, p);
    if (!run || run->perfusion.parts.empty()) continue;
    html += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
            escape_html(title_of(study, p)) + "\"><table class=\"numbers\"><caption>" +
            escape_html(title_of(study, p)) + "</caption>" + table_head(labels) + "<tbody>";
    for (const HandsRow& row : kHandsRows) {
      if (!known(row, *run)) continue;
      const HandsReading r = hands_reading(*run, study.geometry, row.curve);
      const auto text = [&](double si) { return number(shown_under_hands(row, si)); };
      const std::string unit =
          row.unit == std::string_view("degC") ? "\u00B0C" : std::string(row.unit);
      html += table_row(
          {std::string(row.label) + ", " + unit, text(r.rest), text(r.mean), text(r.end)}, labels);
    }
    html += "</tbody></table></div>", ++tables;
  }
  if (html.empty())
    return element("p", "Nothing pressed, rubbed or made a muscle work in these sessions.",
                   "muted");
  return std::string(tables > 1 ? "<details>" : "<details open>") +
         element("summary", "All numbers") + html + "</details>";
}

}  // namespace cisterna::report
