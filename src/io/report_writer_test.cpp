#include "io/report/report_writer.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "io/report/assets.hpp"
#include "io/report/payload.hpp"
#include "io/report/text.hpp"
#include "io/synthetic_study.hpp"
#include "measure/comparison.hpp"

namespace cisterna {
namespace {

constexpr synthetic::Size kSmall{.samples = 4, .session = 120, .window = 3};
constexpr std::size_t kLargestPage = 6'000'000;  // bytes; larger pages stall phones
constexpr const char* kAttack = "</script><img src=x onerror=alert(1)>\"'&{{data}}";

nlohmann::json data_of(const std::string& page) {
  const std::string open = "<script type=\"application/json\" id=\"study\">";
  const std::size_t from = page.find(open) + open.size();
  return nlohmann::json::parse(page.substr(from, page.find("</script>", from) - from));
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST(ReportWriter, names_from_files_can_not_become_markup) {
  StudyResult study = synthetic::study(kSmall);
  study.command = kAttack;
  study.input_hashes[0].first = kAttack;
  study.geometry.regions[1].name = kAttack;
  study.geometry.vessels[0].name = kAttack;
  study.geometry.nodes[0] = kAttack;
  for (Provenance& row : study.assumptions) row.key = row.text = row.note = row.source = kAttack;
  for (std::string& name : study.protocols) name += kAttack;
  for (RunResult& run : study.runs) {
    run.protocol += kAttack;
    run.protocol_title = kAttack;
    run.stop = StopReason::non_finite;
    run.stop_detail = kAttack;
  }
  ReportContext context;
  context.person_title = context.person_description = kAttack;
  context.protocols.assign(4, {kAttack, kAttack, {{0, 1, kAttack, kAttack}}});
  context.references = {{kAttack, kAttack}};
  context.ranges = {{"frequency", 0, 1, kAttack, kAttack}};
  const std::string plain = report_html(synthetic::study(kSmall), {});
  const std::string page = report_html(study, context);
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_EQ(count(page, "</script>"), count(plain, "</script>"));
  EXPECT_NE(page.find("&lt;/script&gt;&lt;img"), std::string::npos);
  EXPECT_EQ(data_of(page)["protocols"][0]["title"], kAttack);
}

TEST(ReportWriter, loads_nothing_from_a_network) {
  const std::string page = report_html(synthetic::study(kSmall), {});
  const std::regex load(R"(\b(src|href)\s*=\s*["']?([^"'\s>]*))");
  for (std::sregex_iterator hit(page.begin(), page.end(), load), end; hit != end; ++hit) {
    const std::string target = (*hit)[2];
    EXPECT_TRUE(target.empty() || target[0] == '#' || target == "data:,") << hit->str();
  }
  for (const char* call : {"fetch(", "XMLHttpRequest", "@import", "import(", "new WebSocket",
                           "sendBeacon", "url(http", "url(\"http", "url(//"})
    EXPECT_EQ(page.find(call), std::string::npos) << call;
}

TEST(ReportWriter, unknown_numbers_are_null_and_never_nan) {
  StudyResult study = synthetic::study(kSmall);
  study.runs[0].before.packet_velocity = kUnknown;
  study.runs[0].outlet_flow[3] = kUnknown;
  study.runs[0].fast_pressure[5] = std::numeric_limits<float>::quiet_NaN();
  study.runs[0].patch_volume.clear();
  const std::string page = report_html(study, {});
  const nlohmann::json data = data_of(page);  // refuses NaN and Infinity
  EXPECT_TRUE(data["flow"][0]["bands"][0]["c"][3].is_null());
  EXPECT_TRUE(data["function"][1]["values"][0][0]["c"].is_null());
}

// Beats of a vessel that fall into one interval of seven in all sessions; filtration goes up and down in treated ones alone.
StudyResult beating(double session) {
  StudyResult study = synthetic::study({.samples = 2, .session = session, .window = 3});
  for (RunResult& run : study.runs) {
    for (std::size_t i = 0; i < run.time.size(); ++i) run.outlet_flow[i] = i % 7 == 0 ? 7e-9 : 0;
    run.filtration_flow.assign(run.time.size(), 1e-9);
    if (run.protocol == study.protocols[0]) continue;
    for (std::size_t i = 0; i < run.time.size(); i += 2) run.filtration_flow[i] = 2e-9;
  }
  return study;
}

nlohmann::json chart_named(const std::string& label, const StudyResult& study) {
  for (const auto& chart : report::flow_payload(study))
    if (chart["label"] == label) return chart;
  return {};
}

TEST(ReportWriter, flows_that_beat_are_drawn_as_running_means_that_say_so) {
  const auto outlet = chart_named("Outlet flow", beating(1800));
  EXPECT_EQ(outlet["mean"], "5-min mean");
  EXPECT_NE(outlet["note"].get<std::string>().find("running mean over 5 min"), std::string::npos);
  const double mean = 1e-9 / synthetic::kMillilitrePerHour;  // [mL/h]
  for (const auto& band : outlet["bands"]) {
    ASSERT_EQ(band["c"].size(), band["t"].size());
    ASSERT_EQ(band["raw"].size(), band["t"].size());
    constexpr double kHalfAnInterval =
        0.15;  // of seven, in a window of thirty and at the ends of fifteen
    for (const char* curve : {"c", "l", "h"})
      for (const auto& value : band[curve])
        EXPECT_NEAR(value.get<double>(), mean, kHalfAnInterval * mean);
    EXPECT_NEAR(band["raw"][7].get<double>(), 7 * mean, 0.01 * mean);
  }
}

TEST(ReportWriter, flows_steady_at_rest_volumes_and_short_sessions_are_drawn_as_they_are) {
  const StudyResult study = beating(1800);
  for (const char* label : {"Filtration", "Extra volume drained"}) {
    const auto chart = chart_named(label, study);
    EXPECT_EQ(chart["mean"], "") << label;
    EXPECT_FALSE(chart["bands"][1].contains("raw")) << label;
  }
  const auto brief = chart_named("Outlet flow", beating(600));
  EXPECT_EQ(brief["mean"], "");
  EXPECT_NE(brief["note"].get<std::string>().find("mean over each interval"), std::string::npos);
  EXPECT_EQ(brief["bands"][0]["c"][1].get<double>(), 0);
}

TEST(ReportWriter, several_treatments_are_said_to_be_shown_one_at_a_time) {
  StudyResult study = synthetic::study(kSmall);
  const std::string told =
      "shows one treatment at a time and says which: at first sequential "
      "pneumatic compression, which was named last";
  const std::string page = report_html(study, {});
  EXPECT_NE(page.find(told), std::string::npos);
  EXPECT_NE(page.find("value=\"3\" checked"), std::string::npos);
  study.protocols.resize(2);
  EXPECT_EQ(report_html(study, {}).find("one treatment at a time"), std::string::npos);
}

TEST(ReportWriter, both_sides_of_the_drawn_balance_are_equal) {
  const StudyResult study = synthetic::study(kSmall);
  const auto rows = data_of(report_html(study, {}))["balance"];
  ASSERT_EQ(rows.size(), study.protocols.size());
  for (const auto& row : rows)
    for (const char* what : {"volume", "protein"}) {
      double in = 0, out = 0;
      for (const auto& stream : row[what]["in"]) in += stream[1].get<double>();
      for (const auto& stream : row[what]["out"]) out += stream[1].get<double>();
      EXPECT_GT(in, 0);
      // Each of the at most five streams is rounded to four significant digits.
      EXPECT_NEAR(in, out, 5 * 0.5e-3 * in);
      EXPECT_TRUE(row[what]["residual"].is_number());
    }
}

TEST(ReportWriter, what_nodes_absorb_is_a_stream_of_the_balance) {
  StudyResult study = synthetic::study(kSmall);
  Balance& b = study.runs[0].volume;
  b.absorbed = 0.25 * b.drained, b.drained -= b.absorbed;
  const auto out = data_of(report_html(study, {}))["balance"][0]["volume"]["out"].dump();
  EXPECT_NE(out.find("Absorbed by blood in nodes"), std::string::npos);
  EXPECT_EQ(out.find("Unexplained"), std::string::npos);
}

TEST(ReportWriter, a_balance_that_does_not_close_shows_what_is_unexplained) {
  StudyResult study = synthetic::study(kSmall);
  study.runs[0].volume.drained *= 0.5;
  const auto out = data_of(report_html(study, {}))["balance"][0]["volume"]["out"].dump();
  EXPECT_NE(out.find("Unexplained"), std::string::npos);
}

TEST(ReportWriter, a_cut_study_claims_no_more_draws_than_it_finished) {
  StudyResult study = synthetic::study(kSmall);
  const unsigned samples = study.samples;
  ASSERT_GT(samples, 1u);
  const std::string all = "repeated with " + std::to_string(samples) + " draws";
  EXPECT_NE(report_html(study, {}).find(all), std::string::npos);
  for (RunResult& run : study.runs)
    if (run.sample == samples) run.stop = StopReason::interrupted;
  const std::string some =
      "repeated with " + std::to_string(samples - 1) + " of " + std::to_string(samples) + " draws";
  EXPECT_NE(report_html(study, {}).find(some), std::string::npos);
  for (RunResult& run : study.runs)
    if (run.sample > 0) run.stop = StopReason::interrupted;
  const std::string page = report_html(study, {});
  EXPECT_NE(page.find("None of the " + std::to_string(samples) + " draws"), std::string::npos);
  EXPECT_EQ(page.find("repeated with"), std::string::npos);
}

TEST(ReportWriter, incomplete_studies_say_so_at_the_top) {
  StudyResult study = synthetic::study(kSmall);
  EXPECT_EQ(report_html(study, {}).find("class=\"incomplete\""), std::string::npos);
  study.incomplete = true;
  study.runs.resize(7);
  study.runs[6].stop = StopReason::interrupted;
  const std::string page = report_html(study, {});
  const std::size_t banner = page.find("class=\"incomplete\"");
  ASSERT_NE(banner, std::string::npos);
  EXPECT_LT(banner, page.find("<h1"));
  EXPECT_NE(page.find("6 of 20 runs reached the end"), std::string::npos);
}

TEST(ReportWriter, failed_runs_are_reported_even_when_nothing_was_interrupted) {
  StudyResult study = synthetic::study(kSmall);
  study.runs[2].stop = StopReason::step_too_small;
  study.runs[2].stop_detail = "volume of lymphangion 17";
  const std::string page = report_html(study, {});
  EXPECT_NE(page.find("class=\"incomplete\""), std::string::npos);
  EXPECT_NE(page.find("volume of lymphangion 17"), std::string::npos);
}

TEST(ReportWriter, a_study_in_which_nothing_was_computed_still_makes_a_page) {
  StudyResult study;
  study.incomplete = true;
  study.protocols = {"rest", "massage"};
  const std::string page = report_html(study, {});
  EXPECT_NE(page.find("0 of 2 runs"), std::string::npos);
  EXPECT_EQ(data_of(page)["waves"]["runs"].size(), 2u);
}

TEST(ReportWriter, an_interval_around_no_change_is_put_in_words) {
  StudyResult study = synthetic::study(kSmall);
  for (unsigned k = 0; k <= study.samples; ++k) {
    const std::size_t run = 2 * (study.samples + 1) + k;  // light touch
    study.runs[run].drained_volume = study.runs[k].drained_volume * (k % 2 ? 1.1 : 0.9);
  }
  EXPECT_NE(report_html(study, {}).find("includes no change: given what is known"),
            std::string::npos);
}

TEST(ReportWriter, without_draws_no_interval_is_claimed) {
  const StudyResult study = synthetic::study({.samples = 0, .session = 120, .window = 3});
  const std::string page = report_html(study, {});
  EXPECT_NE(page.find("no interval"), std::string::npos);
  EXPECT_FALSE(data_of(page)["headline"][1]["change"].contains("l"));
}

TEST(ReportWriter, a_single_protocol_makes_a_page_without_a_comparison) {
  StudyResult study = synthetic::study(kSmall);
  study.protocols.resize(1);
  study.runs.resize(study.samples + 1u);
  const std::string page = report_html(study, {});
  EXPECT_NE(page.find("Compare with a control"), std::string::npos);
  const auto data = data_of(page);
  for (const auto& map : data["arm"]["maps"]) EXPECT_NE(map["label"], "Change in lymph uptake");
}

TEST(ReportWriter, every_assumption_is_listed_assumed_ones_first) {
  const StudyResult study = synthetic::study(kSmall);
  const std::string page = report_html(study, {});
  EXPECT_EQ(count(page, "<tr data-basis="), study.assumptions.size());
  EXPECT_LT(page.find("<tr data-basis=\"assumed\""), page.find("<tr data-basis=\"measured\""));
}

TEST(ReportWriter, stays_below_the_largest_page_with_many_frames) {
  const std::string page =
      report_html(synthetic::study({.samples = 2, .window = 120, .fast_interval = 0.05}), {});
  EXPECT_LT(page.size(), kLargestPage);
}

TEST(ReportWriter, pictures_are_whole_rows_of_frames) {
  const auto waves = data_of(report_html(synthetic::study(kSmall), {}))["waves"];
  const auto& run = waves["runs"][1];
  const std::size_t frames = run["t"].size();
  std::size_t v = 0;
  for (const auto& vessel : waves["vessels"]) {
    const std::string text = run["vessels"]["data"][v++]["pressure"];
    const std::size_t bytes = text.size() / 4 * 3 - count(text, "=");
    EXPECT_EQ(bytes, frames * vessel["from"].size());
  }
}

TEST(ReportText, escapes_all_that_html_gives_a_meaning) {
  EXPECT_EQ(report::escape_html("<a href=\"x\" o='y'>&"),
            "&lt;a href=&quot;x&quot; o=&#39;y&#39;&gt;&amp;");
  EXPECT_EQ(report::escape_html("a\xff"
                                "b"),
            "a\uFFFDb");
  EXPECT_EQ(report::escape_html("\u00e9\u4e2d"), "\u00e9\u4e2d");
}

TEST(ReportText, numbers_read_as_people_write_them) {
  EXPECT_EQ(report::number(0.012345), "0.0123");
  EXPECT_EQ(report::number(-12.3456), "\u221212.3");
  EXPECT_EQ(report::number(12345, 5), "12\u202F345");
  EXPECT_EQ(report::number(9.999), "10.0");
  EXPECT_EQ(report::number(3.1e-13, 2), "3.1 \u00D7 10\u207B\u00B9\u00B3");
  EXPECT_EQ(report::number(kUnknown), "\u2013");
  EXPECT_EQ(report::signed_number(5, 2), "+5.0");
  EXPECT_EQ(report::duration(1800), "30 min");
  EXPECT_EQ(report::duration(7500), "2 h 5 min");
  EXPECT_EQ(report::duration(45), "45 s");
}

TEST(ReportText, titles_are_lowered_inside_sentences_but_not_abbreviations) {
  EXPECT_EQ(report::lower_first("Light touch"), "light touch");
  EXPECT_EQ(report::lower_first("IPC of the arm"), "IPC of the arm");
  EXPECT_EQ(report::lower_first("Swedish massage"), "Swedish massage");
  EXPECT_EQ(report::lower_first(""), "");
}

TEST(ReportText, rounding_keeps_significant_digits) {
  EXPECT_EQ(report::rounded(123456), 123500);
  EXPECT_EQ(report::rounded(1.23456e-9), 1.235e-9);
  EXPECT_EQ(report::rounded(0), 0);
}

TEST(ReportAssets, unknown_names_are_refused) {
  EXPECT_THROW(report_asset("nothing.js"), std::out_of_range);
  EXPECT_NE(report_asset("template.html").find("{{data}}"), std::string_view::npos);
}

}  // namespace
}  // namespace cisterna
