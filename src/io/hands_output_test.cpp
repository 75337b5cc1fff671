// Muscle and skin under the hands in everything that is written.
#include <gtest/gtest.h>
#include <netcdf.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "io/netcdf_writer.hpp"
#include "io/report/payload.hpp"
#include "io/report/report_writer.hpp"
#include "io/summary_writer.hpp"
#include "io/synthetic_study.hpp"

namespace cisterna {
namespace {

constexpr synthetic::Size kSmall{.samples = 2, .session = 100, .window = 2};
constexpr double kMillilitrePerMinute = 1e-6 / 60, kIce = 273.15;

/// The first treatment reached the forearm, where muscle flow rises from 30 to 60 mL/min.
StudyResult treated() {
  StudyResult study = synthetic::study(kSmall);
  for (RunResult& run : study.runs) {
    if (run.protocol != study.protocols[1] || run.sample > 0) continue;
    const std::size_t points = run.time.size();
    PartPerfusion& part = run.perfusion.parts.emplace_back();
    part.region = 1, part.muscle = 1e-3, part.area = 0.05;
    part.muscle_flow.assign(points, 60 * kMillilitrePerMinute);
    part.muscle_flow[0] = 30 * kMillilitrePerMinute;
    part.skin_flow.assign(points, 5 * kMillilitrePerMinute);
    part.squeezed.assign(points, 2 * kMillilitrePerMinute);
    part.lactate_out.assign(points, 1e-3 / 60);
    part.oxygen.assign(points, 40 * synthetic::kMmHg);
    part.lactate.assign(points, 1.3);
    part.skin_temperature.assign(points, kIce + 33);
    run.perfusion.conduit = {std::vector<double>(points, 90 * kMillilitrePerMinute)};
    run.perfusion.blood_lactate.assign(points, 1.0);
  }
  return study;
}

TEST(HandsOutput, the_report_shows_what_was_reached_and_says_where_nothing_was) {
  const std::string page = report_html(treated(), {});
  EXPECT_NE(page.find("Muscle and skin under the hands"), std::string::npos);
  EXPECT_NE(page.find("Small vessels of the muscle, mL/min"), std::string::npos);
  EXPECT_NE(page.find("<td data-label=\"In the session\">60.0</td>"), std::string::npos);
  const std::string none = report_html(synthetic::study(kSmall), {});
  EXPECT_EQ(none.find("Small vessels of the muscle, mL/min"), std::string::npos);
  EXPECT_NE(none.find("Nothing pressed"), std::string::npos);
}

TEST(HandsOutput, what_is_shunted_is_shown_where_blood_was_followed) {
  StudyResult study = treated();
  for (const bool followed : {false, true}) {
    if (followed)
      for (RunResult& run : study.runs)
        if (!run.perfusion.parts.empty())
          run.perfusion.shunted = {std::vector<double>(run.time.size(), kMillilitrePerMinute)};
    const auto shown = [&](const std::string& text, const char* what) {
      return text.find(what) != std::string::npos;
    };
    EXPECT_EQ(shown(report_html(study, {}), "Shunted to the rest"), followed);
    EXPECT_EQ(shown(summary_csv(study), "shunted_flow_mean"), followed);
    const auto hands = report::hands_payload(study);
    EXPECT_EQ(hands["runs"][1]["places"][0]["charts"][1].size(), followed ? 4u : 3u);
  }
}

TEST(HandsOutput, the_artery_is_said_to_feed_fat_and_bone_only_where_blood_was_followed) {
  StudyResult study = treated();
  const auto shown = [&](const char* what) {
    return report_html(study, {}).find(what) != std::string::npos &&
           summary_csv(study).find(what) != std::string::npos;
  };
  EXPECT_TRUE(shown("Artery of the limb or trunk, muscle and skin,"));
  EXPECT_TRUE(shown("Skin without its fat,"));
  for (RunResult& run : study.runs) run.blood.heart_rate.assign(run.time.size(), 1.0);
  EXPECT_NE(report_html(study, {}).find(">Artery of the limb or trunk, mL/min<"),
            std::string::npos);
}

TEST(HandsOutput, what_stands_beside_trials_is_what_these_sessions_did) {
  StudyResult study = treated();
  for (RunResult& run : study.runs)
    for (PartPerfusion& part : run.perfusion.parts) {
      part.skin_temperature.back() += 0.7;
      part.skin_flow.back() *= 1.5;
    }
  const std::string page = report_html(study, {});
  const std::string title = report::title_within(study, 1);
  EXPECT_NE(
      page.find("Here, mean of the session over rest: artery \u00D7\u00A01.00, muscle that was "
                "reached \u00D7\u00A02.00 (" +
                title + ")."),
      std::string::npos);
  EXPECT_NE(
      page.find("at the end over rest: +0.70\u00A0\u00B0C, flow \u00D7\u00A01.50 (" + title + ")."),
      std::string::npos);
  EXPECT_EQ(report_html(synthetic::study(kSmall), {}).find(" Here, "), std::string::npos);
}

TEST(HandsOutput, the_charts_hold_the_same_numbers_in_their_units) {
  const auto hands = report::hands_payload(treated());
  ASSERT_EQ(hands["runs"].size(), 4u);
  EXPECT_TRUE(hands["runs"][0].is_null());
  const auto& place = hands["runs"][1]["places"][0];
  EXPECT_EQ(place["name"], "forearm");
  ASSERT_EQ(place["charts"].size(), hands["charts"].size());
  EXPECT_EQ(place["charts"][0][1]["v"][1], 2);  // muscle over rest
  EXPECT_EQ(place["charts"][1][0]["v"][0], 30);
  EXPECT_EQ(place["charts"][4][0]["v"][0], 1);   // mmol/min
  EXPECT_EQ(place["charts"][5][0]["v"][0], 33);  // degC
}

TEST(HandsOutput, the_summary_has_rows_of_as_many_fields_as_its_header) {
  const std::string text = summary_csv(treated());
  const auto commas = [](const std::string& line) {
    bool inside = false;
    std::size_t n = 0;
    for (const char c : line) inside ^= c == '"', n += c == ',' && !inside;
    return n;
  };
  const std::size_t header = commas(text.substr(0, text.find('\n')));
  const std::size_t at = text.find("muscle_flow_mean");
  ASSERT_NE(at, std::string::npos);
  const std::size_t from = text.rfind('\n', at) + 1;
  const std::string line = text.substr(from, text.find("\r\n", at) - from);
  EXPECT_EQ(commas(line), header) << line;
  EXPECT_NE(line.find(",mL/min,60,"), std::string::npos) << line;
  EXPECT_EQ(summary_csv(synthetic::study(kSmall)).find("muscle_flow"), std::string::npos);
}

TEST(HandsOutput, the_result_file_has_them_by_region) {
  const auto folder = std::filesystem::temp_directory_path() / "cisterna_hands_output";
  std::filesystem::create_directories(folder);
  const std::string path = (folder / "results.nc").string();
  write_netcdf(treated(), path);
  int id = -1, v = -1;
  ASSERT_EQ(nc_open(path.c_str(), NC_NOWRITE, &id), 0);
  ASSERT_EQ(nc_inq_varid(id, "muscle_flow", &v), 0);
  double value = 0;
  const std::size_t forearm[] = {1, 0, 1, 3};
  ASSERT_EQ(nc_get_var1_double(id, v, forearm, &value), 0);
  EXPECT_DOUBLE_EQ(value, 60 * kMillilitrePerMinute);
  const std::size_t hand[] = {1, 0, 0, 3};
  ASSERT_EQ(nc_get_var1_double(id, v, hand, &value), 0);
  EXPECT_FALSE(value < 1);  // missing: fill, or not a number
  nc_close(id);
  write_netcdf(synthetic::study(kSmall), path);
  ASSERT_EQ(nc_open(path.c_str(), NC_NOWRITE, &id), 0);
  EXPECT_NE(nc_inq_varid(id, "muscle_flow", &v), 0);
  nc_close(id);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace cisterna
