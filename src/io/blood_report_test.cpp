// Heart, vessels and the map of flows in the report: only where blood was followed, and with the numbers of the runs.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "io/blood_words.hpp"
#include "io/report/flow_map.hpp"
#include "io/report/payload.hpp"
#include "io/report/report_writer.hpp"
#include "io/synthetic_body.hpp"

namespace cisterna {
namespace {

constexpr synthetic::Size kSmall{.samples = 3, .session = 600, .window = 3};
constexpr double kMillilitrePerMinute = 1e-6 / 60, kPerMinute = 1.0 / 60;

/// Blood beside every run: 60 /min at rest, 66 in the session; the treated left arm gets 150 mL/min instead of 100.
StudyResult followed() {
  StudyResult study = synthetic::body_study(kSmall);
  study.geometry.organ_in_thorax = {false, false};
  for (RunResult& run : study.runs) {
    const std::size_t points = run.time.size();
    const auto series = [points](double rest, double then) {
      std::vector<double> s(points, then);
      s[0] = rest;
      return s;
    };
    BloodResult& b = run.blood;
    b.heart_rate = series(60 * kPerMinute, 66 * kPerMinute * (1 + 0.01 * run.sample));
    b.arterial_pressure = series(90 * synthetic::kMmHg, 92 * synthetic::kMmHg);
    b.systolic = series(kUnknown, 120 * synthetic::kMmHg);
    b.diastolic = series(kUnknown, 80 * synthetic::kMmHg);
    b.central_venous_pressure = b.right_angle_pressure = b.left_angle_pressure =
        series(2 * synthetic::kMmHg, 3 * synthetic::kMmHg);
    b.blood_volume = series(5e-3, 5e-3), b.plasma_volume = series(3e-3, 2.99e-3);
    b.plasma_protein = series(70, 70.5), b.haematocrit = series(0.4, 0.402);
    b.water.before = {5e-3, 10e-3, 2e-4, 0}, b.water.after = {4.99e-3, 10.005e-3, 2e-4, 0};
    b.water.bleeding = 5e-6;
    b.beds = {"brain", "left_arm_muscle", "left_arm_skin", "viscera"};
    const double arm = run.protocol == "rest" ? 80 : 130;
    for (const auto& [rest, then] : {std::pair{700., 700.}, {80., arm}, {20., 20.}, {1000., 1000.}})
      b.bed_flow.push_back(series(rest * kMillilitrePerMinute, then * kMillilitrePerMinute));
    b.cardiac_output = series(1800 * kMillilitrePerMinute, (1720 + arm) * kMillilitrePerMinute);
    run.region_filtration = run.region_uptake, run.organ_filtration = run.organ_uptake;
    for (auto* rows : {&run.region_filtration, &run.organ_filtration})
      for (auto& row : *rows)
        for (double& x : row) x *= 2;
  }
  return study;
}

std::size_t part_named(const report::Json& map, const std::string& name) {
  for (std::size_t i = 0; i < map["parts"].size(); ++i)
    if (map["parts"][i]["name"] == name) return i;
  throw std::out_of_range(name);
}

TEST(BloodReport, its_sections_stand_only_where_blood_was_followed) {
  const std::string page = report_html(followed(), {});
  for (const char* id : {"id=\"heart\"", "id=\"flow-map\"", "heart-chart", "flow-map-picture"})
    EXPECT_NE(page.find(id), std::string::npos) << id;
  EXPECT_NE(page.find("pressures of the heart above"), std::string::npos);
  EXPECT_EQ(page.find("{{"), std::string::npos);
  const std::string none = report_html(synthetic::body_study(kSmall), {});
  EXPECT_EQ(none.find("<section id=\"heart\""), std::string::npos);
  EXPECT_EQ(none.find("<section id=\"flow-map\""), std::string::npos);
  EXPECT_EQ(none.find("\"flow_map\":"), std::string::npos);
  EXPECT_NE(none.find("keep their pressures of rest"), std::string::npos);
}

TEST(BloodReport, the_table_has_rest_the_session_with_its_interval_and_its_end) {
  const std::string page = report_html(followed(), {});
  const std::size_t row = page.find("Heart rate, /min");
  ASSERT_NE(row, std::string::npos);
  const std::string cells = page.substr(row, page.find("</tr>", row) - row);
  EXPECT_NE(cells.find(">60.0</td>"), std::string::npos) << cells;
  EXPECT_NE(cells.find(">66.0 ("), std::string::npos) << cells;  // with the interval of the draws
  const std::size_t unknown = page.find("Arterial pressure, systolic");
  EXPECT_NE(page.substr(unknown, 200).find("\u2013</td>"), std::string::npos);
}

TEST(BloodReport, the_water_of_the_body_is_told_by_ways_in_and_out_and_by_where_it_is) {
  const std::string page = report_html(followed(), {});
  const auto cells_of = [&](const char* row) {
    const std::size_t at = page.find(row);
    return at == std::string::npos ? std::string() : page.substr(at, page.find("</tr>", at) - at);
  };
  EXPECT_NE(cells_of("Out: bleeding").find(">\u22125.00</td>"), std::string::npos);
  EXPECT_EQ(cells_of("Out: urine"), "");
  EXPECT_NE(cells_of("Blood, cells included").find(">\u221210.00</td>"), std::string::npos);
  EXPECT_NE(cells_of(">Tissue<").find(">+5.00</td>"), std::string::npos);
  EXPECT_NE(cells_of("All of it").find(">15200.0</td>"), std::string::npos);
}

TEST(BloodReport, the_charts_hold_every_curve_in_its_unit_and_say_what_is_not_known) {
  const auto heart = report::heart_payload(followed());
  const auto& charts = heart["runs"][1]["charts"];
  ASSERT_EQ(charts.size(), heart["charts"].size());
  for (std::size_t k = 0; k < charts.size(); ++k)
    EXPECT_EQ(charts[k].size(), heart["charts"][k]["names"].size());
  EXPECT_EQ(charts[0][0]["c"][0], 60);
  EXPECT_EQ(charts[0][0]["c"][1], 66);
  EXPECT_GT(charts[0][0]["h"][1].get<double>(), 66);
  EXPECT_TRUE(charts[1][0]["c"][0].is_null());
  EXPECT_EQ(charts[1][0]["c"][1], 120);
  EXPECT_EQ(charts[3][0]["c"][0], 1.8);   // L/min
  EXPECT_EQ(charts[4][0]["c"][1], 2990);  // mL
}

TEST(BloodReport, the_map_shows_means_of_the_session_and_of_its_stretches) {
  const auto map = report::flow_map_payload(followed());
  const std::size_t arm = part_named(map, "left arm");
  const auto &still = map["runs"][0]["parts"][arm], &treated = map["runs"][1]["parts"][arm];
  EXPECT_EQ(treated["rest"], 100);
  EXPECT_EQ(treated["blood"][0], 150);
  EXPECT_EQ(still["blood"][0], 100);
  EXPECT_EQ(treated["blood"].size(), map["runs"][1]["t"].size() + 1);
  EXPECT_LE(treated["blood"].size(), 61u);
  EXPECT_EQ(map["runs"][1]["t"].back(), 10);  // the last stretch ends with the session
  EXPECT_GT(treated["lymph"].back().get<double>(), treated["lymph"][1].get<double>());
  const double filtered = treated["filtered"][0], taken_up = treated["lymph"][0];
  EXPECT_NEAR(filtered, 2 * taken_up, 0.01 * filtered);  // three digits of each
  EXPECT_TRUE(map["runs"][0]["parts"][part_named(map, "brain")]["lymph"].is_null());
}

TEST(BloodReport, parts_of_the_map_add_up_to_its_totals) {
  const auto map = report::flow_map_payload(followed());
  for (const auto& run : map["runs"]) {
    double blood = 0, lymph = 0;
    for (std::size_t i = 0; i < run["parts"].size(); ++i) {
      const auto& part = run["parts"][i];
      if (!map["parts"][i]["all"] && !part["blood"].is_null())
        blood += part["blood"][0].get<double>();
      if (!part["lymph"].is_null() && !part["lymph"][0].is_null())
        lymph += part["lymph"][0].get<double>();
    }
    const double output = run["output"][0], all = run["lymph"][0];
    constexpr double kDigits = 0.5e-2;  // three significant digits
    EXPECT_NEAR(blood, output, kDigits * output);
    EXPECT_NEAR(lymph, all, kDigits * all);
  }
}

TEST(BloodReport, a_mean_weighs_intervals_by_their_length_and_skips_what_is_not_known) {
  const std::vector<double> time{0, 1, 4, 5}, values{9, 2, 4, kUnknown};
  EXPECT_DOUBLE_EQ(report::mean_over(time, values, 1, 3), (2 * 1 + 4 * 3) / 4.0);
  EXPECT_TRUE(std::isnan(report::mean_over(time, values, 3, 3)));
}

TEST(BloodWords, tell_of_each_protocol_what_it_did_to_heart_and_plasma_within_80_columns) {
  EXPECT_TRUE(blood_words(synthetic::body_study(kSmall)).empty());
  StudyResult study = followed();
  const auto rows = blood_words(study);
  ASSERT_EQ(rows.size(), 1 + study.protocols.size());
  EXPECT_EQ(rows[2], (std::vector<std::string>{study.protocols[1], "60.0 -> 66.0", "90.0 -> 92.0",
                                               "1.80 -> 1.85", "3000 -> 2990"}));
  // The end of what swings with breath and beat is its last tenth, of plasma the last moment.
  BloodResult& b = study.runs[0].blood;
  b.heart_rate.back() = 0;
  b.plasma_volume.back() = 2e-3;
  EXPECT_NE(blood_words(study)[1][1], "60.0 -> 0.0");
  EXPECT_EQ(blood_words(study)[1][4], "3000 -> 2000");
  std::size_t width = std::string("blood_donation_body").size();
  constexpr std::size_t kBetween = 2, kColumns = 80;
  for (std::size_t c = 1; c < rows[0].size(); ++c) {
    std::size_t widest = 0;
    for (const auto& row : rows) widest = std::max(widest, row[c].size());
    width += kBetween + widest;
  }
  EXPECT_LE(width, kColumns);
}

}  // namespace
}  // namespace cisterna
