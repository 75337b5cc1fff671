// The table of muscle and skin under the hands.
#include "io/report/hands.hpp"
#include "io/report/html.hpp"
#include "io/report/payload.hpp"
#include "io/report/sections.hpp"
#include "measure/comparison.hpp"

namespace cisterna::report {
namespace {

/// " Here ...: <what of a run> (<title>); ...", of all sessions that reached something.
template <class What>
std::string here(const StudyResult& study, const char* told, const What& what) {
  std::string text;
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* run = central_run(study, p);
    if (!run || run->perfusion.parts.empty()) continue;
    text += (text.empty() ? "" : "; ") + what(*run) + " (" + title_within(study, p) + ")";
  }
  return text.empty() ? text : escape_html(std::string(" Here, ") + told + ": " + text + ".");
}

}  // namespace

std::string hands_flows_words(const StudyResult& study) {
  return here(study, "mean of the session over rest", [&](const RunResult& run) {
    const auto over_rest = [&](HandsCurve curve) {
      const HandsReading r = hands_reading(run, study.geometry, curve);
      return "\u00D7\u00A0" + number(r.mean / r.rest);
    };
    return "artery " + over_rest(HandsCurve::conduit) + ", muscle that was reached " +
           over_rest(HandsCurve::muscle);
  });
}

std::string hands_skin_words(const StudyResult& study) {
  return here(study, "skin that was reached, at the end over rest", [&](const RunResult& run) {
    const HandsReading warmth = hands_reading(run, study.geometry, HandsCurve::skin_temperature);
    const HandsReading flow = hands_reading(run, study.geometry, HandsCurve::skin);
    return signed_number(warmth.end - warmth.rest, 2) + "\u00A0\u00B0C, flow \u00D7\u00A0" +
           number(flow.end / flow.rest);
  });
}

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
          {std::string(label_of(row, *run)) + ", " + unit, text(r.rest), text(r.mean), text(r.end)},
          labels);
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
