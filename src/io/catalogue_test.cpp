#include "io/catalogue.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>

#include "base/error.hpp"
#include "io/error_of_test.hpp"

namespace cisterna {
namespace {

const Catalogue kShipped{CISTERNA_DATA_DIR};

TEST(Catalogue, every_shipped_file_has_a_title) {
  for (const char* kind : {"protocols", "persons", "body"}) {
    const auto entries = kShipped.entries(kind);
    EXPECT_FALSE(entries.empty()) << kind;
    for (const CatalogueEntry& entry : entries) {
      EXPECT_FALSE(entry.title.empty()) << entry.path;
      EXPECT_NE(entry.title, "(cannot be read)") << entry.path;
    }
  }
}

TEST(Catalogue, a_bare_name_means_the_shipped_file_and_a_path_itself) {
  const std::string path = kShipped.resolve("persons", "healthy_arm");
  EXPECT_TRUE(std::filesystem::exists(path));
  EXPECT_EQ(kShipped.resolve("persons", path), path);
  EXPECT_EQ(kind_of_file(path), "person");
}

TEST(Catalogue, an_unknown_name_is_refused_with_the_nearest) {
  EXPECT_EQ(error_of([] { kShipped.resolve("persons", "helthy_arm"); }),
            "helthy_arm: no person of this name; did you mean healthy_arm?");
  EXPECT_EQ(error_of([] { kShipped.resolve("persons", "no/such.yaml"); }),
            "no/such.yaml: no such file");
  EXPECT_NE(error_of([] { kShipped.resolve("persons", ""); }).find("known: "), std::string::npos);
}

TEST(Catalogue, the_environment_names_the_data_folder_and_must_be_right) {
  ::setenv("CISTERNA_DATA", CISTERNA_DATA_DIR, 1);
  EXPECT_EQ(find_data_folder(), CISTERNA_DATA_DIR);
  ::setenv("CISTERNA_DATA", "/nowhere", 1);
  EXPECT_NE(error_of([] { find_data_folder(); }).find("is not a data folder"), std::string::npos);
  ::unsetenv("CISTERNA_DATA");
}

}  // namespace
}  // namespace cisterna
