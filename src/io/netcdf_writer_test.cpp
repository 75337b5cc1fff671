#include "io/netcdf_writer.hpp"

#include <gtest/gtest.h>
#include <netcdf.h>

#include <cstdlib>
#include <filesystem>

#include "io/replaced_file.hpp"
#include "io/synthetic_study.hpp"

namespace cisterna {
namespace {

namespace fs = std::filesystem;
constexpr synthetic::Size kSmall{.samples = 2, .session = 100, .window = 2};

/// Reads back what was written; any failure of the library fails the test.
class Reader {
 public:
  explicit Reader(const std::string& path) {
    EXPECT_EQ(nc_open(path.c_str(), NC_NOWRITE, &id_), 0);
  }
  ~Reader() { nc_close(id_); }
  int variable(const char* name) const {
    int v = -1;
    EXPECT_EQ(nc_inq_varid(id_, name, &v), 0) << name;
    return v;
  }
  std::vector<double> all(const char* name, std::size_t n) const {
    std::vector<double> values(n);
    EXPECT_EQ(nc_get_var_double(id_, variable(name), values.data()), 0) << name;
    return values;
  }
  std::size_t size(const char* dimension) const {
    int d = -1;
    std::size_t n = 0;
    EXPECT_EQ(nc_inq_dimid(id_, dimension, &d), 0) << dimension;
    EXPECT_EQ(nc_inq_dimlen(id_, d, &n), 0);
    return n;
  }
  std::string text(int variable, const char* attribute) const {
    std::size_t n = 0;
    EXPECT_EQ(nc_inq_attlen(id_, variable, attribute, &n), 0) << attribute;
    std::string value(n, ' ');
    EXPECT_EQ(nc_get_att_text(id_, variable, attribute, value.data()), 0) << attribute;
    return value;
  }
  int id() const { return id_; }

 private:
  int id_ = -1;
};

class NetcdfWriter : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("cisterna_netcdf_" +
               std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path() const { return (folder_ / "result.nc").string(); }
  fs::path folder_;
};

TEST_F(NetcdfWriter, what_is_read_back_equals_what_was_written) {
  const StudyResult study = synthetic::study(kSmall);
  write_netcdf(study, path());
  const Reader file(path());
  const std::size_t nt = study.runs[0].time.size(), runs = study.runs.size();
  ASSERT_EQ(file.size("protocol"), study.protocols.size());
  ASSERT_EQ(file.size("sample"), study.samples + 1u);
  ASSERT_EQ(file.size("time"), nt);
  EXPECT_EQ(file.all("time", nt), study.runs[0].time);
  const auto flow = file.all("outlet_flow", runs * nt);
  const auto volume = file.all("drained_volume", runs);
  for (std::size_t r = 0; r < runs; ++r) {
    EXPECT_EQ(volume[r], study.runs[r].drained_volume);
    for (std::size_t i = 0; i < nt; ++i) EXPECT_EQ(flow[r * nt + i], study.runs[r].outlet_flow[i]);
  }
  const std::size_t row = nt * study.geometry.patch_s.size();
  const auto pressure = file.all("surface_pressure", runs * row);
  const std::size_t massage = study.samples + 1u;  // protocol 1, sample 0
  for (std::size_t i = 0; i < row; ++i)
    ASSERT_EQ(float(pressure[massage * row + i]), study.runs[massage].surface_pressure[i]);
}

TEST_F(NetcdfWriter, fields_that_were_not_kept_and_nan_read_as_missing) {
  const StudyResult study = synthetic::study({.samples = 3, .session = 100, .window = 2});
  ASSERT_TRUE(study.runs[1].patch_uptake.empty());
  ASSERT_TRUE(std::isnan(study.runs[3].after.packet_velocity));
  write_netcdf(study, path());
  const Reader file(path());
  const std::size_t row = study.runs[0].time.size() * study.geometry.patch_s.size();
  EXPECT_EQ(file.all("patch_uptake", study.runs.size() * row)[row], double(NC_FILL_FLOAT));
  EXPECT_EQ(file.all("packet_velocity_after", study.runs.size())[3], NC_FILL_DOUBLE);
}

TEST_F(NetcdfWriter, carries_cf_attributes_and_how_it_was_made) {
  StudyResult study = synthetic::study(kSmall);
  study.incomplete = true;
  write_netcdf(study, path());
  const Reader file(path());
  EXPECT_EQ(file.text(NC_GLOBAL, "Conventions"), "CF-1.8");
  EXPECT_EQ(file.text(NC_GLOBAL, "command"), study.command);
  EXPECT_EQ(file.text(NC_GLOBAL, "incomplete"), "true");
  EXPECT_NE(file.text(NC_GLOBAL, "comment").find("not medical advice"), std::string::npos);
  EXPECT_NE(file.text(NC_GLOBAL, "inputs").find(study.input_hashes[0].second), std::string::npos);
  EXPECT_EQ(file.text(file.variable("outlet_flow"), "units"), "m3 s-1");
  EXPECT_EQ(file.text(file.variable("fast_pressure"), "units"), "Pa");
  int count = 0;
  ASSERT_EQ(nc_inq_nvars(file.id(), &count), 0);
  for (int v = 0; v < count; ++v) EXPECT_FALSE(file.text(v, "long_name").empty()) << v;
}

TEST_F(NetcdfWriter, runs_that_were_not_reached_are_marked) {
  StudyResult study = synthetic::study(kSmall);
  study.incomplete = true;
  study.runs.resize(4);
  study.runs[3].stop = StopReason::interrupted;
  write_netcdf(study, path());
  const Reader file(path());
  const auto stop = file.all("stop", 12);
  EXPECT_EQ(stop[0], 0);
  EXPECT_EQ(stop[3], double(StopReason::interrupted));
  EXPECT_EQ(stop[4], -1);
  EXPECT_EQ(file.all("drained_volume", 12)[4], NC_FILL_DOUBLE);
}

TEST_F(NetcdfWriter, what_tissue_holds_at_the_start_stands_beside_what_is_drawn) {
  StudyResult study = synthetic::study(kSmall);
  study.geometry.body = true, study.geometry.organs = {"gut", "liver"};
  study.runs[1].tissue_start = {{3e-3, 2e-3}, {1e-3, 0.5e-3}, 15e-3, 11e-3};
  write_netcdf(study, path());
  const Reader file(path());
  EXPECT_EQ(file.all("tissue_fluid_start", 12)[1], 15e-3);
  EXPECT_EQ(file.all("tissue_fluid_drawn", 12)[1], 11e-3);
  EXPECT_EQ(file.all("tissue_fluid_start", 12)[0], NC_FILL_DOUBLE);
  EXPECT_EQ(file.all("organ_fluid_start", 24)[3], 2e-3);
  EXPECT_EQ(file.all("organ_fluid_drawn", 24)[3], 0.5e-3);
}

TEST_F(NetcdfWriter, how_far_tissue_has_yielded_is_told_of_each_patch_of_runs_that_began) {
  StudyResult study = synthetic::study(kSmall);
  const std::size_t patches = study.geometry.patch_s.size(), last = study.runs.size() - 1;
  for (std::size_t r = 0; r < last; ++r) study.runs[r].patch_yielded.assign(patches, 0.0);
  study.runs[1].patch_yielded[2] = -400, study.runs[1].patch_yielded[patches - 1] = 250;
  study.runs[last].stop = StopReason::start_not_found;
  write_netcdf(study, path());
  const Reader file(path());
  const auto yielded = file.all("patch_yielded", study.runs.size() * patches);
  for (std::size_t i = 0; i < patches; ++i) {
    EXPECT_EQ(yielded[i], 0) << i;
    EXPECT_EQ(yielded[patches + i], study.runs[1].patch_yielded[i]) << i;
    EXPECT_EQ(yielded[last * patches + i], NC_FILL_DOUBLE) << i;
  }
  const int v = file.variable("patch_yielded");
  EXPECT_EQ(file.text(v, "units"), "Pa");
  EXPECT_EQ(file.text(v, "coordinates"), "patch_s patch_angle");
  std::size_t length = 0;
  EXPECT_NE(nc_inq_attlen(file.id(), v, "cell_methods", &length), 0) << "an attribute says nothing";
}

TEST_F(NetcdfWriter, sessions_of_different_length_keep_their_own_time) {
  StudyResult study = synthetic::study(kSmall);
  for (double& t : study.runs[3].time) t *= 2;
  write_netcdf(study, path());
  const Reader file(path());
  const std::size_t nt = study.runs[0].time.size();
  EXPECT_EQ(file.all("session_time", 4 * nt)[nt + 5], 2 * study.runs[0].time[5]);
  EXPECT_NE(file.text(file.variable("outlet_flow"), "coordinates").find("session_time"),
            std::string::npos);
}

TEST_F(NetcdfWriter, a_folder_that_does_not_exist_leaves_nothing_behind) {
  const std::string nowhere = (folder_ / "missing" / "result.nc").string();
  EXPECT_THROW(write_netcdf(synthetic::study(kSmall), nowhere), OutputError);
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(NetcdfWriter, an_empty_study_is_still_a_readable_file) {
  StudyResult study;
  study.incomplete = true;
  write_netcdf(study, path());
  EXPECT_EQ(Reader(path()).text(NC_GLOBAL, "incomplete"), "true");
  for (const auto& entry : fs::directory_iterator(folder_))
    EXPECT_EQ(entry.path().filename(), "result.nc");
}

TEST_F(NetcdfWriter, the_format_s_own_tool_can_read_the_header) {
  write_netcdf(synthetic::study(kSmall), path());
  if (std::system("command -v ncdump > /dev/null") != 0) {
    EXPECT_EQ(Reader(path()).size("node"), 2u);  // the tool is optional, the library is not
    return;
  }
  EXPECT_EQ(std::system(("ncdump -h '" + path() + "' > /dev/null").c_str()), 0);
}

}  // namespace
}  // namespace cisterna
