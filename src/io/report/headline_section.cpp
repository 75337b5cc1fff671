// How much lymph went, against the control; of a body also what left the limb that was treated.
#include <algorithm>
#include <cmath>

#include "base/spelling.hpp"
#include "io/display_unit.hpp"
#include "io/report/html.hpp"
#include "io/report/payload.hpp"
#include "io/report/sections.hpp"
#include "io/report/text.hpp"
#include "measure/comparison.hpp"
#include "measure/treated_limbs.hpp"

namespace cisterna::report {
namespace {

// With fewer draws the ends of a 5-95 % interval rest on one or two of them.
constexpr std::size_t kFewDraws = 20;

std::string millilitres(double si) {
  return number(display_unit(Kind::volume).from_si(si)) + "\u00A0mL";
}

/// What the interval of the change says, in words.
std::string verdict(const Contrast& c, const std::string& title, const std::string& control) {
  if (!c.difference.bounded())
    return "One calculation with the central parameters: no interval, so no statement about how "
           "sure this is.";
  std::string text;
  // Amounts and ratios have quantiles of their own; where either holds no change, so says the sentence.
  if (c.difference.includes(0) || c.ratio.includes(1))
    text =
        "The interval includes no change: given what is known about the parameters, the model "
        "cannot tell " +
        title + " from " + control + ".";
  else
    text = std::string("The whole interval lies ") + (c.difference.low > 0 ? "above" : "below") +
           " no change.";
  if (c.difference.count < kFewDraws)
    text += " It rests on only " + std::to_string(c.difference.count) + " draws.";
  return text;
}

/// ": 12 % more (5-95 %: +3 to +20 %)", where it is known.
std::string change_words(const Contrast& c) {
  const Interval change = percent_change(c.ratio);
  if (!change.known()) return "";
  std::string text = ": " + number(std::abs(change.central), 2) + "\u00A0% " +
                     (change.central < 0 ? "less" : "more");
  if (change.bounded())
    text += std::string(" (") +
            (change.central_outside() ? "median " + signed_number(change.median, 2) + ", " : "") +
            "5\u2013\u206095\u00A0%: " + signed_number(change.low, 2) + " to " +
            signed_number(change.high, 2) + "\u00A0%)";
  return text;
}

std::string against(const Contrast& c) {
  return ", against " + millilitres(c.value.central - c.difference.central);
}

std::string headline_text(const StudyResult& study, std::size_t p) {
  const Contrast c = drained_volume_contrast(study, p);
  if (!c.difference.known()) return "not computed, or there is no control to compare with.";
  return millilitres(c.value.central) + " " + lymph_went(study) + " in " +
         duration(c.compared_over) + against(c) + " with " + title_within(study, 0) +
         change_words(c) + ". " + verdict(c, title_within(study, p), title_within(study, 0));
}

std::vector<LimbFlow> treated(const StudyResult& study, const ReportContext& context,
                              std::size_t p) {
  if (p >= context.protocols.size()) return {};
  return limb_flows(study, p, context.protocols[p].limbs);
}

std::string joined_words(std::vector<std::string> names) {
  for (std::string& name : names) name = words(name);
  return joined_names(names, " and ");
}

/// " Past the last node groups of the right leg (...), where it was done: 5 mL, against 4 mL: 25 % more."
std::string limbs_text(const StudyResult& study, const ReportContext& context, std::size_t p) {
  std::string text;
  for (const LimbFlow& limb : treated(study, context, p)) {
    const Contrast& c = limb.passed;
    if (!c.value.known()) continue;
    text += " Past the last node groups of the " + words(limb.name) + " (" +
            joined_words(limb.nodes) + "): " + millilitres(c.value.central) +
            (p > 0 ? against(c) + change_words(c) : "") + ".";
  }
  return text;
}

}  // namespace

Json headline_payload(const StudyResult& study, const ReportContext& context) {
  Json rows = Json::array();
  const units::Unit& unit = display_unit(Kind::volume);
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const Contrast c = drained_volume_contrast(study, p);
    Json limbs = Json::array();
    for (const LimbFlow& limb : treated(study, context, p))
      limbs.push_back(
          {{"name", words(limb.name)}, {"change", json_of(percent_change(limb.passed.ratio), 6)}});
    rows.push_back({{"value", json_of(shown(c.value, unit))},
                    {"difference", json_of(shown(c.difference, unit))},
                    {"change", json_of(percent_change(c.ratio), 6)},
                    {"limbs", limbs}});
  }
  return rows;
}

std::string headline_intro(const StudyResult& study, const ReportContext& context) {
  if (study.protocols.size() < 2) return "";  // nothing to draw
  const auto some = [](const ProtocolCard& card) { return !card.limbs.empty(); };
  const bool limbs = std::any_of(context.protocols.begin(), context.protocols.end(), some);
  return element(
      "p",
      std::string("Change in the volume ") +
          (study.geometry.body ? "of lymph that reached the veins" : "that left at the outlet") +
          " against the control. The dot is the central calculation, the line the range "
          "of the draws; a line that crosses zero includes no change." +
          (limbs ? " Hollow: what passed the last node groups of the limb where it was "
                   "done; most of a body's lymph comes from its viscera."
                 : ""),
      "intro");
}

std::string headline_section(const StudyResult& study, const ReportContext& context) {
  std::string html = "<ul class=\"findings\">";
  const auto finding = [&](std::size_t p, const std::string& text) {
    html += "<li>" + element("strong", title_of(study, p) + ":") + " " +
            escape_html(text + limbs_text(study, context, p)) + "</li>";
  };
  if (study.protocols.size() == 1) {
    const Contrast c = drained_volume_contrast(study, 0);
    const double rest = study.rest_outlet_flow * c.compared_over;
    finding(0, with_interval(shown(c.value, display_unit(Kind::volume))) + " mL " +
                   lymph_went(study) + " in " + duration(c.compared_over) +
                   "; at the resting flow before it, it would have been " +
                   number(display_unit(Kind::volume).from_si(rest)) +
                   " mL. Compare with a control to see what the treatment does.");
  }
  for (std::size_t p = 1; p < study.protocols.size(); ++p) finding(p, headline_text(study, p));
  html += "</ul>";
  if (study.protocols.size() > 2)
    html += element("p",
                    "Most of what follows shows one treatment at a time and says which: at first " +
                        title_within(study, study.protocols.size() - 1) +
                        ", which was named last. The bar that stays in sight picks another.",
                    "muted");
  return html;
}

}  // namespace cisterna::report
