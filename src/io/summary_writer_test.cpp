#include "io/summary_writer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <sstream>

#include "io/synthetic_study.hpp"
#include "measure/comparison.hpp"
#include "measure/measurements.hpp"

namespace cisterna {
namespace {

constexpr synthetic::Size kSmall{.samples = 4, .session = 100, .window = 1};

/// A reader of RFC 4180 written from the standard, not from the writer.
std::vector<std::vector<std::string>> parse(const std::string& text) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inside && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      rows.back().back() += '"';
      ++i;
    } else if (c == '"') {
      inside = !inside;
    } else if (!inside && c == ',') {
      rows.back().emplace_back();
    } else if (!inside && c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      rows.push_back({""});
      ++i;
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();  // the text ends with a line end
  return rows;
}

TEST(SummaryWriter, has_one_row_for_each_protocol_and_quantity) {
  const StudyResult study = synthetic::study(kSmall);
  const auto rows = parse(summary_csv(study));
  const std::size_t read = placed_measurements(study.geometry).size();
  EXPECT_EQ(rows.size(), 1 + study.protocols.size() * (whole_measurements().size() + read));
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
}

TEST(SummaryWriter, instruments_read_what_the_run_kept) {
  StudyResult study = synthetic::study(kSmall);
  RunResult& run = study.runs[0];
  const std::size_t patches = study.geometry.patch_s.size();
  const double gained = 12e-6;  // [m3], all round and along
  for (std::size_t i = 0; i < patches; ++i) {
    const double length = study.geometry.patch_length[i], width = study.geometry.patch_width[i];
    run.patch_fluid_gain.push_back(length * width);
  }
  const double area =
      std::accumulate(run.patch_fluid_gain.begin(), run.patch_fluid_gain.end(), 0.0);
  for (double& gain : run.patch_fluid_gain) gain *= gained / area;
  run.depot_left = {{}};
  for (const double t : run.time) run.depot_left[0].push_back(std::exp(-1e-3 / 60 * t));
  int seen = 0;
  for (const auto& row : parse(summary_csv(study))) {
    if (row[0] != study.protocols[0]) continue;
    if (row[2] == "limb_volume_change_perometer") {
      ++seen;
      EXPECT_EQ(row[4], "mL");
      EXPECT_NEAR(std::stod(row[5]), 12, 0.1);  // discs that straddle two rings
    }
    if (row[2] == "clearance_rate") {
      ++seen;
      EXPECT_EQ(row[4], "/min");
      EXPECT_NEAR(std::stod(row[5]), 1e-3, 1e-8);
    }
  }
  EXPECT_EQ(seen, 2);
}

TEST(SummaryWriter, names_with_commas_quotes_and_line_ends_come_back_unchanged) {
  StudyResult study = synthetic::study(kSmall);
  const std::string awkward = "a \"firm\", slow\r\nstroke";
  study.runs[0].protocol_title = awkward;
  EXPECT_EQ(parse(summary_csv(study))[1][1], awkward);
}

TEST(SummaryWriter, control_differs_from_itself_by_nothing) {
  const auto row = parse(summary_csv(synthetic::study(kSmall)))[1];
  EXPECT_EQ(row[2], "drained_volume");
  EXPECT_EQ(row[4], "mL");
  EXPECT_EQ(row[9], "0");
  EXPECT_EQ(row[12], "1");
  EXPECT_EQ(row[15], "4");
}

TEST(SummaryWriter, unknown_numbers_are_empty_fields) {
  StudyResult study = synthetic::study({.samples = 0, .session = 100, .window = 1});
  study.runs[0].before.packet_velocity = kUnknown;
  const std::string text = summary_csv(study);
  EXPECT_EQ(text.find("nan"), std::string::npos);
  EXPECT_EQ(text.find("inf"), std::string::npos);
  for (const auto& row : parse(text)) {
    if (row[2] == "packet_velocity_before" && row[0] == study.protocols[0]) {
      EXPECT_EQ(row[5], "");
    }
    if (row[2] == "drained_volume") {
      EXPECT_EQ(row[6], "") << "no samples, no interval";
    }
  }
}

TEST(SummaryWriter, interval_contains_the_middle_sample) {
  for (const auto& row : parse(summary_csv(synthetic::study(kSmall)))) {
    if (row[2] != "drained_volume") continue;
    EXPECT_LT(std::stod(row[6]), std::stod(row[7]));
  }
}

}  // namespace
}  // namespace cisterna
