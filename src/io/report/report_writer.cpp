#include "io/report/report_writer.hpp"

#include <map>

#include "io/blood_columns.hpp"
#include "io/replaced_file.hpp"
#include "io/report/assets.hpp"
#include "io/report/html.hpp"
#include "io/report/payload.hpp"
#include "io/report/sections.hpp"

namespace cisterna {
namespace {

/// Puts values for {{names}} into the template, once: values that contain braces stay as they are.
std::string filled(std::string_view text, const std::map<std::string, std::string>& values) {
  std::string out;
  while (true) {
    const std::size_t open = text.find("{{"), close = text.find("}}", open);
    if (open == std::string_view::npos || close == std::string_view::npos)
      return out + std::string(text);
    out += text.substr(0, open);
    out += values.at(std::string(text.substr(open + 2, close - open - 2)));
    text.remove_prefix(close + 2);
  }
}

// The scripts share one strict scope; the last one starts the page.
constexpr const char* kScripts[] = {
    "dom.js",      "palette.js",       "selection.js", "moment.js",     "timeline.js",
    "headline.js", "session_chart.js", "flow.js",      "hand_shape.js", "arm_shape.js",
    "arm.js",      "body_shape.js",    "body.js",      "parts.js",      "heart.js",
    "flow_map.js", "waves.js",         "hands.js",     "balance.js",    "safety.js",
    "function.js", "assumptions.js",   "main.js"};
constexpr const char* kStyles[] = {"uPlot.min.css", "base.css",  "parts.css",
                                   "body.css",      "blood.css", "print.css"};

std::string scripts() {
  std::string text = "<script>" + std::string(report_asset("uPlot.iife.min.js")) +
                     "</script>\n<script>\n\"use strict\";\n(() => {\n";
  for (const char* name : kScripts) text += std::string(report_asset(name)) + "\n";
  return text + "})();\n</script>";
}

std::string styles() {
  std::string text = "<style>\n";
  for (const char* name : kStyles) text += std::string(report_asset(name)) + "\n";
  return text + "</style>";
}

std::string data(const StudyResult& study, const ReportContext& context) {
  using Handler = report::Json::error_handler_t;
  const std::string json = report::payload(study, context).dump(-1, ' ', false, Handler::replace);
  return "<script type=\"application/json\" id=\"study\">" + report::escape_script(json) +
         "</script>";
}

}  // namespace

std::string report_html(const StudyResult& study, const ReportContext& context) {
  using namespace report;
  const bool body = study.geometry.body, blood = body && has_blood(study);
  return filled(
      report_asset("template.html"),
      {{"title", escape_html(page_title(study, context))},
       {"styles", styles()},
       {"incomplete", incomplete_section(study)},
       {"lead", lead_section(study, context)},
       {"treatments", treatment_section(study, context)},
       {"headline_intro", headline_intro(study, context)},
       {"headline", headline_section(study, context)},
       {"selector", selector_section(study)},
       {"whole", body ? "body" : "limb"},
       {"went", lymph_went(study)},
       {"member", body ? "one member of the body" : "the limb"},
       {"where", body ? filled(report_asset("body_section.html"), {{"parts", parts_section(study)}})
                      : std::string(report_asset("arm_section.html"))},
       {"blood",
        blood ? filled(report_asset("blood_section.html"), {{"heart", heart_section(study)},
                                                            {"water", water_section(study)},
                                                            {"flow_map", flow_map_section(study)}})
              : std::string()},
       {"hands", hands_section(study)},
       {"hands_flows", hands_flows_words(study)},
       {"hands_skin", hands_skin_words(study)},
       {"hands_artery",
        blood ? "The artery is that of the map above, which feeds fat, bone and all other muscle "
                "and skin there too. A fifth "
                "flow is what pressed places lose to others on the same artery (shunted)."
              : "The artery is what all muscle and skin of the limb or trunk take: fat and bone "
                "are left out."},
       {"hands_blood",
        blood ? "Artery and vein have the pressures of the heart above, and what these small "
                "vessels take their part of the body draws on it"
              : "Artery and vein keep their pressures of rest; the heart does not answer"},
       {"balance", balance_section(study)},
       {"safety", safety_section(study)},
       {"function", function_section(study, context)},
       {"limb_volumes", limb_volume_section(study)},
       {"instruments", instruments_section(study)},
       {"assumptions", assumptions_section(study, context)},
       {"computation", computation_section(study)},
       {"data", data(study, context)},
       {"scripts", scripts()}});
}

void write_report_html(const StudyResult& study, const ReportContext& context,
                       const std::string& path) {
  write_replacing(path, report_html(study, context));
}

}  // namespace cisterna
