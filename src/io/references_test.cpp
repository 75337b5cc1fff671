#include "io/references.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/error.hpp"

namespace cisterna {
namespace {

std::vector<Reference> read_text(const std::string& text) {
  const auto path =
      std::filesystem::path(testing::TempDir()) /
      ("cisterna_references_" +
       std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + ".bib");
  std::ofstream(path) << text;
  return read_references(path.string());
}

TEST(References, shipped_list_reads) {
  const auto references = read_references(std::string(CISTERNA_DATA_DIR) + "/references.bib");
  EXPECT_GT(references.size(), 50U);
  for (const Reference& r : references) EXPECT_GT(r.text.size(), 15U) << r.key;
}

TEST(References, an_entry_becomes_one_readable_line) {
  const auto references = read_text(
      "@article{a2001,\n  author = {Ask, B. and Cee, D.},\n  title = {On flow},\n  journal = {J},\n"
      "  year = {2001},\n  pmcid = {PMC1},\n}\n");
  ASSERT_EQ(references.size(), 1U);
  EXPECT_EQ(references[0].key, "a2001");
  EXPECT_EQ(references[0].text, "Ask and Cee 2001: On flow. J. PMC1");
}

TEST(References, broken_entries_are_refused) {
  EXPECT_THROW(read_text("@article{a,\n  title = {x},\n}\n"), InputError);
  EXPECT_THROW(read_text("@article{a,\n  author = {x},\n  title = {x},\n"), InputError);
  EXPECT_THROW(read_text("@article{a,\n  nonsense\n}\n"), InputError);
  const std::string entry = "@misc{a,\n  author = {x},\n  title = {x},\n}\n";
  EXPECT_THROW(read_text(entry + entry), InputError);
}

}  // namespace
}  // namespace cisterna
