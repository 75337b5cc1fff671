#include "measure/readings.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <stdexcept>

namespace cisterna {
namespace {

TEST(Readings, have_names_of_their_own_and_read_nothing_where_there_is_nothing_to_see) {
  std::set<std::string> names;
  for (const InstrumentReading& r : readings()) {
    EXPECT_TRUE(names.insert(r.name).second) << r.name;
    for (const char* words : {r.instrument, r.long_name, r.needs, r.limit})
      EXPECT_NE(std::string(words), "") << r.name;
    EXPECT_EQ(&reading_named(r.name), &r);
    EXPECT_TRUE(std::isnan(r.read({}, {}))) << r.name;
  }
  EXPECT_THROW(reading_named("limb_volume_by_eye"), std::out_of_range);
}

TEST(Readings, take_the_field_that_they_are_laid_on) {
  const std::vector<double> wicks{100, 200, 400}, fluid{1, 1, 3};
  const Seen tissue{.wicks = wicks, .fluid = fluid};
  const InstrumentReading& wick = reading_named("tissue_pressure");
  EXPECT_DOUBLE_EQ(wick.read(tissue, {}), 300);
  EXPECT_DOUBLE_EQ(wick.read(tissue, {.patches = {0, 1}}), 150);
  // Its girth jumps between two marks of the tape.
  LimbGeometry g;
  g.regions = {{"thin", 0, 0.06, 0.1, 0.2}, {"wide", 0.06, 0.2, 0.4, 0.4}};
  const LimbShape shape(g, 0, {});
  const InstrumentReading& tape = reading_named("limb_volume_tape");
  const double usual = tape.read({.shape = &shape}, {});
  EXPECT_EQ(tape.read({.shape = &shape}, {.spacing = 0.04}), usual);
  EXPECT_NE(tape.read({.shape = &shape}, {.spacing = 0.08}), usual);
}

}  // namespace
}  // namespace cisterna
