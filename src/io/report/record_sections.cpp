// Safety, vessel function, assumptions, and how it was computed.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "io/display_unit.hpp"
#include "io/oedema_words.hpp"
#include "io/report/html.hpp"
#include "io/report/payload.hpp"
#include "io/report/sections.hpp"
#include "io/resolution_words.hpp"
#include "measure/comparison.hpp"

namespace cisterna::report {
namespace {

// Forceful massage at 70-100 mmHg damaged collectors after 10 min (eliska1995).
constexpr double kHarmPressureMmHg = 70, kHarmMinutes = 10;
// A cuff around the calf began to hurt at 26 +/- 1.6 kPa in healthy people, a probe of 1 cm2 at 482 (polianskis2001).
constexpr double kPainPressureMmHg = 195;

// Hands press an area between that of a probe and that of a cuff: only the cuff's is a bound from below.
std::string pain_text(double skin) {
  const std::string highest = " Highest pressure on the skin " + number(skin) + " mmHg: ";
  if (skin < kPainPressureMmHg)
    return highest + "below the 195 mmHg at which a cuff around the calf begins to hurt.";
  return highest +
         "above the 195 mmHg at which a cuff around the calf begins to hurt; a smaller area hurts "
         "later.";
}

// Damage is known from hands that pressed the skin so hard, whatever of it arrived below.
std::string harm_text(const StudyResult& study, std::size_t p) {
  const Safety& safety = central_run(study, p)->safety;
  const auto& mmhg = display_unit(Kind::pressure);
  const double tissue = mmhg.from_si(safety.peak_tissue_pressure);
  const double inside = std::fmax(tissue, mmhg.from_si(safety.peak_wall_pressure));
  const double skin = mmhg.from_si(safety.peak_surface_pressure);
  const double seconds = std::fmax(safety.longest_above_harm, safety.pressed_above_harm);
  const std::string text = "highest pressure in the skin layer " + number(tissue) + " mmHg, ";
  if (std::fmax(inside, skin) < kHarmPressureMmHg)
    return text + "on the skin and around vessels below the 70 mmHg from which damage is known.";
  if (seconds < 60 * kHarmMinutes)
    return text + "on the skin or around vessels 70 mmHg or more for " + duration(seconds) +
           " in all; hands that pressed so did damage after 10 min in healthy and after 3\u20135 "
           "min "
           "in swollen tissue.";
  return text + "on the skin or around vessels 70 mmHg or more for " + duration(seconds) +
         " in all: as long as hands that damaged collectors.";
}

std::string source_of(const Provenance& row, const std::map<std::string, std::string>& references) {
  if (row.source.empty()) return "<td data-label=\"Source\">\u2013</td>";
  const auto found = references.find(row.source);
  const std::string title =
      found == references.end() ? "" : " title=\"" + escape_html(found->second) + "\"";
  return "<td data-label=\"Source\"" + title + ">" + escape_html(row.source) + "</td>";
}

std::string assumption_row(const Provenance& row,
                           const std::map<std::string, std::string>& references) {
  const std::string basis = name_of(row.basis);
  const std::size_t slash = row.file.find_last_of('/');
  const std::string file = slash == std::string::npos ? row.file : row.file.substr(slash + 1);
  return "<tr data-basis=\"" + basis + "\"><th scope=\"row\" data-label=\"Number\"><code>" +
         escape_html(row.key) + "</code>" +
         (row.note.empty() ? "" : element("span", row.note, "note")) +
         "</th><td data-label=\"Value\">" + escape_html(row.text) +
         "</td><td data-label=\"Basis\"><span class=\"basis " + basis + "\">" + basis +
         "</span></td>" + source_of(row, references) + "<td data-label=\"Where\" title=\"" +
         escape_html(row.file) + "\">" + escape_html(file) +
         (row.line > 0 ? ":" + std::to_string(row.line) : "") + "</td></tr>";
}

constexpr std::array kBases{Basis::assumed, Basis::fitted, Basis::derived, Basis::measured};

std::size_t count_of(const ProvenanceList& rows, Basis basis) {
  return static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [&](const Provenance& r) { return r.basis == basis; }));
}

std::string share_bar(const ProvenanceList& rows) {
  std::string bar = "<div class=\"share\" role=\"img\" aria-label=\"Share of each basis\">";
  std::string text;
  for (Basis basis : kBases) {
    const std::size_t n = count_of(rows, basis);
    if (n == 0) continue;
    bar += "<span class=\"" + std::string(name_of(basis)) +
           "\" style=\"flex-grow:" + std::to_string(n) + "\"></span>";
    text += (text.empty() ? "" : ", ") + std::to_string(n) + " " + name_of(basis);
  }
  return bar + "</div>" +
         element("p", std::to_string(rows.size()) + " numbers were used: " + text + ".");
}

std::string filter_controls() {
  std::string html =
      "<div class=\"controls\" id=\"assumption-controls\"><label>Search "
      "<input type=\"search\" id=\"assumption-search\" autocomplete=\"off\"></label>"
      "<fieldset class=\"pills small\"><legend>Basis</legend>";
  for (const char* basis : {"all", "assumed", "fitted", "derived", "measured"})
    html += std::string("<label><input type=\"radio\" name=\"basis\" value=\"") + basis + "\"" +
            (std::string(basis) == "all" ? " checked" : "") + "><span>" + basis + "</span></label>";
  return html +
         "</fieldset><span id=\"assumption-count\" class=\"muted\" role=\"status\"></span>"
         "</div>";
}

std::string definition(const std::string& term, const std::string& text) {
  return element("dt", term) + "<dd>" + escape_html(text) + "</dd>";
}

std::string solver_table(const StudyResult& study) {
  const auto labels = {
      std::string_view("Treatment"), std::string_view("Runs"),
      std::string_view("Finished"),  std::string_view("Steps"),
      std::string_view("Rejected"),  std::string_view("Evaluations"),
      std::string_view("Failures"),  std::string_view("Start"),
      std::string_view("Run"),       std::string_view("Start out of balance, at most")};
  std::string html =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Solver\">"
      "<table class=\"numbers\"><caption>Work of the solver, all draws together; "
      "times in s</caption>" +
      table_head(labels) + "<tbody>";
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    SolverCounts sum;
    int runs = 0, done = 0;
    double imbalance = 0;
    for (unsigned k = 0; k <= study.samples; ++k) {
      const RunResult* run = run_of(study, p, k);
      if (!run) continue;
      ++runs;
      done += finished(run);
      sum.steps += run->counts.steps;
      sum.rejected += run->counts.rejected;
      sum.evaluations += run->counts.evaluations;
      sum.failures += run->counts.failures;
      sum.start_seconds += run->counts.start_seconds;
      sum.run_seconds += run->counts.run_seconds;
      if (finished(run)) imbalance = std::max(imbalance, run->start_imbalance);
    }
    const auto count = [](std::uint64_t n) { return number(static_cast<double>(n), 7); };
    html += table_row(
        {title_of(study, p), std::to_string(runs), std::to_string(done), count(sum.steps),
         count(sum.rejected), count(sum.evaluations), count(sum.failures),
         number(sum.start_seconds), number(sum.run_seconds), number(100 * imbalance, 2) + " %"},
        labels);
  }
  html += "</tbody></table></div>";
  if (const RunResult* run = central_run(study, 0); run && run->stated_oedema > 0)
    html += element("p", "Runs " + oedema_words(*run) + ".");
  return html;
}

std::string stop_list(const StudyResult& study) {
  std::string html;
  for (const RunResult& run : study.runs) {
    if (run.stop == StopReason::finished) continue;
    html += element("li", run.protocol + ", draw " + std::to_string(run.sample) + ": " +
                              name_of(run.stop) + " at " + duration(run.stop_time) +
                              (run.stop_detail.empty() ? "" : " (" + run.stop_detail + ")"));
  }
  return html.empty() ? "" : element("h3", "Runs that did not finish") + "<ul>" + html + "</ul>";
}

std::string safety_text(const StudyResult& study, std::size_t p) {
  const RunResult* run = central_run(study, p);
  if (!run) return "not computed.";
  return harm_text(study, p) +
         pain_text(display_unit(Kind::pressure).from_si(run->safety.peak_surface_pressure));
}

}  // namespace

std::string safety_section(const StudyResult& study) {
  std::string html = "<ul class=\"findings\">";
  for (std::size_t p = 0; p < study.protocols.size(); ++p)
    html += "<li>" + element("strong", title_of(study, p) + ":") + " " +
            escape_html(safety_text(study, p)) + "</li>";
  return html + "</ul>";
}

std::string function_section(const StudyResult& study, const ReportContext& context) {
  const auto labels = {std::string_view("Quantity"), std::string_view("Before"),
                       std::string_view("During"), std::string_view("At the end"),
                       std::string_view("Published at rest")};
  const Json rows = function_payload(study, context);
  std::string html;
  const auto text = [](const Json& phase) { return with_interval(interval_in(phase)); };
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    html += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
            escape_html(title_of(study, p)) + "\"><table class=\"numbers\"><caption>" +
            escape_html(title_of(study, p)) + "</caption>" + table_head(labels) + "<tbody>";
    for (const Json& row : rows) {
      const std::string unit = row["unit"].get<std::string>();
      html += table_row(
          {row["label"].get<std::string>() + (unit.empty() ? "" : ", " + unit),
           text(row["values"][p][0]), text(row["values"][p][1]), text(row["values"][p][2]),
           row["published"].is_null() ? "\u2013"
                                      : row["published"]["text"].get<std::string>() + " [" +
                                            row["published"]["source"].get<std::string>() + "]"},
          labels);
    }
    html += "</tbody></table></div>";
  }
  return html;
}

std::string assumptions_section(const StudyResult& study, const ReportContext& context) {
  std::map<std::string, std::string> references;
  for (const ReferenceText& r : context.references) references[r.key] = r.text;
  const auto labels = {std::string_view("Number"), std::string_view("Value"),
                       std::string_view("Basis"), std::string_view("Source"),
                       std::string_view("Where")};
  std::string html = share_bar(study.assumptions) + filter_controls() +
                     "<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" "
                     "aria-label=\"All numbers that were used\">"
                     "<table class=\"assumptions\" id=\"assumptions\">" +
                     table_head(labels) + "<tbody>";
  for (Basis basis : kBases)
    for (const Provenance& row : study.assumptions)
      if (row.basis == basis) html += assumption_row(row, references);
  html += "</tbody></table></div>";
  if (context.references.empty()) return html;
  html += "<details><summary>Sources</summary><dl class=\"sources\">";
  for (const ReferenceText& r : context.references)
    html += element("dt", r.key) + element("dd", r.text);
  return html + "</dl></details>";
}

std::string computation_section(const StudyResult& study) {
  std::string html =
      "<dl class=\"facts\"><dt>Command</dt><dd><code>" + escape_html(study.command) +
      "</code></dd>" + definition("Version", "Cisterna " + study.version) +
      definition("Started", study.started) + definition("Seed", std::to_string(study.seed)) +
      definition("Draws", std::to_string(study.samples) + " beside the central parameters") +
      definition("Resolution", resolution_words(study)) +
      definition("Size", std::to_string(study.geometry.lymphangion_s.size()) + " lymphangions, " +
                             std::to_string(study.geometry.patch_s.size()) + " patches of skin") +
      "</dl>" + solver_table(study) + stop_list(study) +
      "<details><summary>Input files</summary><dl class=\"facts hashes\">";
  for (const auto& [file, hash] : study.input_hashes)
    html += element("dt", file) + "<dd><code>" + escape_html(hash) + "</code></dd>";
  return html + "</dl></details>";
}

}  // namespace cisterna::report
