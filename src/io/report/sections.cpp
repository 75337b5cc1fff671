#include "io/report/sections.hpp"

#include <algorithm>
#include <cmath>

#include "io/display_unit.hpp"
#include "io/report/html.hpp"
#include "io/report/payload.hpp"
#include "io/swollen_words.hpp"
#include "measure/comparison.hpp"
#include "measure/measurements.hpp"

namespace cisterna::report {
namespace {

// With as many, chance seldom leaves a middle value outside the range: one time in 2^(n - 1).
constexpr std::size_t kTellingDraws = 8;

std::string whole(const StudyResult& study) { return study.geometry.body ? "body" : "limb"; }

std::string person_of(const StudyResult& study, const ReportContext& context) {
  if (!context.person_title.empty()) return context.person_title;
  if (study.runs.empty()) return "the " + whole(study);
  return study.runs[0].person_title.empty() ? study.runs[0].person : study.runs[0].person_title;
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i)
    text += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
  return text;
}

}  // namespace

std::string lymph_went(const StudyResult& study) {
  return study.geometry.body ? "returned to the veins" : "left the limb";
}

std::string page_title(const StudyResult& study, const ReportContext& context) {
  std::vector<std::string> treatments;
  for (std::size_t p = study.protocols.size() > 1 ? 1 : 0; p < study.protocols.size(); ++p)
    treatments.push_back(title_of(study, p));
  if (treatments.size() > 3)
    return std::to_string(treatments.size()) + " treatments: " + person_of(study, context);
  return joined(treatments) + ": " + person_of(study, context);
}

// Draws in which every session reached its end.
static unsigned whole_draws(const StudyResult& study) {
  unsigned count = 0;
  for (unsigned k = 1; k <= study.samples; ++k) {
    bool whole = true;
    for (std::size_t p = 0; p < study.protocols.size(); ++p)
      whole = whole && finished(run_of(study, p, k));
    count += whole;
  }
  return count;
}

// Where the central parameters give what nearly no draw gives, in one line.
static std::string outside_text(const StudyResult& study) {
  const std::vector<const Measurement*> quantities = whole_measurements();
  std::size_t outside = 0, all = 0, draws = 0;
  for (std::size_t p = 0; p < study.protocols.size(); ++p)
    for (const Measurement* q : quantities) {
      const Interval i = value_of(study, p, reading_of(*q, study.geometry));
      if (!i.bounded() || i.low == i.high) continue;
      ++all, outside += i.central_outside(), draws = std::max(draws, i.count);
    }
  if (outside == 0) return {};
  return std::to_string(outside) + " of the " + std::to_string(all) +
         " quantities of summary.csv lie outside their ranges: the number before brackets is "
         "calculated with the central value of every parameter and is no mean of the draws. "
         "Where that is so the brackets begin with the median of the draws." +
         (draws < kTellingDraws ? " Of only " + std::to_string(draws) +
                                      " draws, chance alone leaves about one such value in " +
                                      std::to_string(1u << (draws - 1)) + " outside."
                                : "");
}

// Which starts still move by more than what they should, in one line.
static std::string imbalance_text(const StudyResult& study) {
  double most = 0;
  std::size_t out = 0, all = 0;
  bool central = false;
  for (const RunResult& run : study.runs) {
    if (!finished(&run)) continue;
    ++all;
    if (!(run.start_imbalance > kBalancedStart)) continue;
    ++out, most = std::max(most, run.start_imbalance);
    central = central || run.sample == 0;
  }
  if (out == 0) return {};
  std::string text =
      "The start is out of balance by up to " + number(100 * most, 2) +
      " % of the flow at rest, more than " + number(100 * kBalancedStart, 1) + " %, in " +
      std::to_string(out) + " of " + std::to_string(all) + " runs" +
      (central ? "" : ", none of them central") +
      ": so much of what follows may be the start that settles, and not what was done.";
  return text;
}

std::string lead_section(const StudyResult& study, const ReportContext& context) {
  std::string html = element("h1", "What moves the lymph of this " + whole(study) + "?");
  std::string text = "A simulation, valve by valve, of ";
  const std::size_t treatments = study.protocols.size() > 1 ? study.protocols.size() - 1 : 1;
  if (treatments > 1)
    text += std::to_string(treatments) + " treatments";
  else if (!study.protocols.empty())
    text += title_within(study, study.protocols.size() - 1);
  text += ". The person: " + lower_first(person_of(study, context)) + ".";
  if (study.protocols.size() > 1)
    text += std::string(treatments > 1 ? " Each" : " It") +
            " is compared with the control: " + title_within(study, 0) + ".";
  html += element("p", text, "lead");
  if (!context.person_description.empty()) html += element("p", context.person_description);
  const unsigned whole = whole_draws(study);
  const std::string draws = std::to_string(study.samples) + " draws of the uncertain parameters";
  if (study.samples > 0 && whole == 0)
    html += element("p",
                    "None of the " + draws +
                        " reached the end of every session, so no comparison carries an interval.");
  else if (study.samples > 0)
    html += element("p", "Every comparison is repeated with " +
                             (whole < study.samples ? std::to_string(whole) + " of " : "") + draws +
                             ", the same draws for all treatments. "
                             "Ranges in brackets hold the middle 90 % of them.");
  else
    html += element("p",
                    "The uncertain parameters were held at their central values, so nothing here "
                    "carries an interval; run again with --samples to get them.");
  if (const std::string line = outside_text(study); !line.empty()) html += element("p", line);
  if (const std::string line = imbalance_text(study); !line.empty())
    html += element("p", line, "warning");
  if (const std::string line = swollen_words(study); !line.empty())
    html += element("p", line + ".", "warning");
  return html;
}

std::string incomplete_section(const StudyResult& study) {
  std::size_t unfinished = 0;
  for (const RunResult& run : study.runs) unfinished += run.stop != StopReason::finished;
  const std::size_t planned = study.protocols.size() * (study.samples + std::size_t{1});
  const std::size_t missing = planned - std::min(planned, study.runs.size());
  if (!study.incomplete && unfinished == 0 && missing == 0) return "";
  std::string text = std::to_string(planned - std::min(planned, unfinished + missing)) + " of " +
                     std::to_string(planned) + " runs reached the end of their session";
  if (missing > 0) text += ", " + std::to_string(missing) + " were not started";
  text += unfinished + missing >= planned
              ? ". Nothing below is a result of a whole session."
              : ". Unfinished runs do not enter intervals; what is shown rests on the others.";
  for (const RunResult& run : study.runs)
    if (run.sample == 0 && run.stop != StopReason::finished && !run.stop_detail.empty())
      text += " " + run.protocol + ", central parameters: " + name_of(run.stop) + ", " +
              run.stop_detail + ".";
  return "<div class=\"incomplete\" role=\"alert\">" +
         element("strong", study.incomplete ? "Incomplete: this study was stopped early."
                                            : "Incomplete: some runs failed.") +
         " " + escape_html(text) + "</div>";
}

std::string treatment_section(const StudyResult& study, const ReportContext& context) {
  std::string html = "<ol class=\"cards\">";
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* run = central_run(study, p);
    html += "<li class=\"card\"><div class=\"card-head\">" + element("h3", title_of(study, p)) +
            (p == 0 && study.protocols.size() > 1 ? element("span", "control", "tag") : "") +
            element("span", duration(run ? run->stop_time : kUnknown), "muted") + "</div>";
    if (p < context.protocols.size() && !context.protocols[p].description.empty())
      html += element("p", context.protocols[p].description);
    html += "<div class=\"timeline\" data-protocol=\"" + std::to_string(p) + "\"></div></li>";
  }
  return html + "</ol>";
}

std::string selector_section(const StudyResult& study) {
  const std::size_t chosen = study.protocols.empty() ? 0 : study.protocols.size() - 1;
  std::string html = "<fieldset class=\"pills\"><legend>Treatment shown below</legend>";
  for (std::size_t p = 0; p < study.protocols.size(); ++p)
    html += "<label><input type=\"radio\" name=\"protocol\" value=\"" + std::to_string(p) + "\"" +
            (p == chosen ? " checked" : "") + ">" + element("span", title_of(study, p)) +
            "</label>";
  return html + "</fieldset>";
}

std::string parts_section(const StudyResult& study) {
  const auto labels = {std::string_view("Part"), std::string_view("In the session, mL"),
                       std::string_view("By the day, mL"), std::string_view("Against control, %")};
  const Json groups = parts_payload(study);
  const auto text = [](const Json& i, bool sign) { return with_interval(interval_in(i), 3, sign); };
  std::string html;
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    html += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
            escape_html(title_of(study, p)) + "\"><table class=\"numbers\"><caption>" +
            escape_html(title_of(study, p)) + "</caption>" + table_head(labels) + "<tbody>";
    for (const Json& group : groups) {
      html += "<tr><th scope=\"rowgroup\" colspan=\"4\"><strong>" +
              escape_html(group["label"].get<std::string>()) + "</strong></th></tr>";
      for (const Json& part : group["parts"]) {
        const Json& v = part["values"][p];
        html += table_row({part["name"].get<std::string>(), text(v["volume"], false),
                           text(v["day"], false), p == 0 ? "\u2013" : text(v["change"], true)},
                          labels);
      }
    }
    html += "</tbody></table></div>";
  }
  return html;
}

std::string balance_section(const StudyResult& study) {
  std::string html;
  const auto table = [&](const char* caption, Kind kind, Balance RunResult::*member) {
    const auto labels = {
        std::string_view("Treatment"),        std::string_view("Filtered in"),
        std::string_view("Drained"),          std::string_view("Absorbed in nodes"),
        std::string_view("Stored in tissue"), std::string_view("Stored in vessels"),
        std::string_view("Residual")};
    html += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
            escape_html(caption) + "\"><table class=\"numbers\"><caption>" +
            escape_html(std::string(caption) + ", " + std::string(display_unit(kind).name)) +
            "</caption>" + table_head(labels) + "<tbody>";
    for (std::size_t p = 0; p < study.protocols.size(); ++p) {
      const RunResult* run = central_run(study, p);
      if (!run) continue;
      const Balance& b = run->*member;
      const auto amount = [&](double x) { return number(display_unit(kind).from_si(x), 4); };
      html += table_row(
          {title_of(study, p), amount(b.filtered), amount(b.drained), amount(b.absorbed),
           amount(b.store_change_tissue), amount(b.store_change_lymph), number(b.residual, 2)},
          labels);
    }
    html += "</tbody></table></div>";
  };
  table("Fluid", Kind::volume, &RunResult::volume);
  table("Protein", Kind::mass, &RunResult::protein);
  return html;
}

}  // namespace cisterna::report
