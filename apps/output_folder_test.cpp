#include "output_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/error.hpp"

namespace cisterna {
namespace {

namespace fs = std::filesystem;

class Output : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(testing::TempDir()) /
            ("cisterna_out_" +
             std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }
  static std::string content(const fs::path& path) {
    std::ifstream stream(path);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
  }
  bool empty() const { return fs::is_empty(root_); }
  fs::path root_;
};

TEST_F(Output, appears_whole_on_commit) {
  OutputFolder folder((root_ / "a/b/").string());
  std::ofstream(folder.temporary() / "x.txt") << "new";
  EXPECT_FALSE(fs::exists(root_ / "a/b"));
  folder.commit();
  EXPECT_EQ(content(root_ / "a/b/x.txt"), "new");
}

TEST_F(Output, leaves_nothing_without_commit) {
  {
    OutputFolder folder((root_ / "a/b").string());
    std::ofstream(folder.temporary() / "x.txt") << "new";
  }
  EXPECT_TRUE(empty());
}

TEST_F(Output, replaces_its_files_and_keeps_others) {
  fs::create_directories(root_ / "a");
  std::ofstream(root_ / "a/x.txt") << "old";
  std::ofstream(root_ / "a/mine.txt") << "mine";
  {
    OutputFolder folder((root_ / "a").string());
    std::ofstream(folder.temporary() / "x.txt") << "new";
    folder.commit();
  }
  EXPECT_EQ(content(root_ / "a/x.txt"), "new");
  EXPECT_EQ(content(root_ / "a/mine.txt"), "mine");
  EXPECT_EQ(std::distance(fs::directory_iterator(root_), fs::directory_iterator()), 1);
}

TEST_F(Output, a_file_in_the_way_is_bad_input) {
  std::ofstream(root_ / "a") << "a file";
  EXPECT_THROW(OutputFolder((root_ / "a").string()), InputError);
  EXPECT_THROW(OutputFolder((root_ / "a/b").string()), InputError);
}

}  // namespace
}  // namespace cisterna
