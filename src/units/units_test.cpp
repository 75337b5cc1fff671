#include "units/units.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <set>

namespace cisterna::units {
namespace {

constexpr double kRoundOff = 8 * std::numeric_limits<double>::epsilon();

void expect_si(const std::string& text, double si, const Dimension& dimension) {
  const Quantity quantity = parse(text);
  EXPECT_NEAR(quantity.value, si, kRoundOff * std::abs(si)) << text;
  EXPECT_EQ(quantity.dimension, dimension) << text << " is a " << name_of(quantity.dimension);
}

std::string error_of(const std::string& text) {
  try {
    parse(text);
  } catch (const UnitError& error) {
    return error.what();
  }
  return "no error";
}

// The factors are stated a second time, from their definitions, for every unit of the table.
TEST(Units, every_unit_has_the_factor_of_its_definition) {
  struct Row {
    const char* unit;
    double si;
    Dimension dimension;
  };
  const double mmhg = 133.322387415, ml_h = 1e-6 / 3600;
  const std::vector<Row> rows = {{"", 1, kNumber},
                                 {"%", 0.01, kNumber},
                                 {"m", 1, kLength},
                                 {"cm", 0.01, kLength},
                                 {"mm", 0.001, kLength},
                                 {"um", 1e-6, kLength},
                                 {"m2", 1, kArea},
                                 {"cm2", 1e-4, kArea},
                                 {"mm2", 1e-6, kArea},
                                 {"m3", 1, kVolume},
                                 {"L", 1e-3, kVolume},
                                 {"mL", 1e-6, kVolume},
                                 {"uL", 1e-9, kVolume},
                                 {"nL", 1e-12, kVolume},
                                 {"s", 1, kTime},
                                 {"ms", 1e-3, kTime},
                                 {"min", 60, kTime},
                                 {"h", 3600, kTime},
                                 {"day", 86400, kTime},
                                 {"kg", 1, kMass},
                                 {"g", 1e-3, kMass},
                                 {"mg", 1e-6, kMass},
                                 {"K", 1, kTemperature},
                                 {"degC", 274.15, kTemperature},
                                 {"/K", 1, kPerTemperature},
                                 {"rad", 1, kAngle},
                                 {"deg", std::numbers::pi / 180, kAngle},
                                 {"Pa", 1, kPressure},
                                 {"kPa", 1000, kPressure},
                                 {"mmHg", mmhg, kPressure},
                                 {"cmH2O", 98.0665, kPressure},
                                 {"kgf/cm2", 98066.5, kPressure},
                                 {"gf/cm2", 98.0665, kPressure},
                                 {"dyn/cm2", 0.1, kPressure},
                                 {"N", 1, kForce},
                                 {"mN", 1e-3, kForce},
                                 {"N/m", 1, kTension},
                                 {"mN/m", 1e-3, kTension},
                                 {"mN/mm", 1, kTension},
                                 {"dyn/cm", 1e-3, kTension},
                                 {"Hz", 1, kRate},
                                 {"/s", 1, kRate},
                                 {"/min", 1.0 / 60, kRate},
                                 {"/h", 1.0 / 3600, kRate},
                                 {"m/s", 1, kSpeed},
                                 {"cm/s", 0.01, kSpeed},
                                 {"um/s", 1e-6, kSpeed},
                                 {"mm/s", 0.001, kSpeed},
                                 {"cm/min", 0.01 / 60, kSpeed},
                                 {"m/s2", 1, kAcceleration},
                                 {"m3/s", 1, kFlow},
                                 {"mL/h", ml_h, kFlow},
                                 {"mL/s", 1e-6, kFlow},
                                 {"L/min", 1e-3 / 60, kFlow},
                                 {"mL/min", 1e-6 / 60, kFlow},
                                 {"uL/min", 1e-9 / 60, kFlow},
                                 {"uL/h", 1e-9 / 3600, kFlow},
                                 {"L/day", 1e-3 / 86400, kFlow},
                                 {"Pa.s", 1, kViscosity},
                                 {"poise", 0.1, kViscosity},
                                 {"cP", 0.001, kViscosity},
                                 {"Pa.s/m3", 1, kResistance},
                                 {"dyn.s/cm5", 1e5, kResistance},
                                 {"mmHg/(mL/h)", mmhg / ml_h, kResistance},
                                 {"m3/(Pa.s)", 1, kConductance},
                                 {"mL/h/mmHg", ml_h / mmhg, kConductance},
                                 {"mmHg.s/mL", mmhg / 1e-6, kResistance},
                                 {"mmHg.s2/mL", mmhg / 1e-6, kInertance},
                                 {"mmHg/mL", mmhg / 1e-6, kElastance},
                                 {"s/mL", 1e6, kPerFlow},
                                 {"/mL", 1e6, kPerVolume},
                                 {"s2", 1, kTimeSquared},
                                 {"m3/Pa", 1, kCompliance},
                                 {"mL/mmHg", 1e-6 / mmhg, kCompliance},
                                 {"uL/mmHg", 1e-9 / mmhg, kCompliance},
                                 {"/Pa", 1, kPerPressure},
                                 {"/mmHg", 1 / mmhg, kPerPressure},
                                 {"cm2/dyn", 10, kPerPressure},
                                 {"Pa/m", 1, kPressureGradient},
                                 {"mmHg/m", mmhg, kPressureGradient},
                                 {"kg/m3", 1, kConcentration},
                                 {"g/L", 1, kConcentration},
                                 {"g/dL", 10, kConcentration},
                                 {"mL/kg", 1e-6, kSpecificVolume},
                                 {"kg/s", 1, kMassFlow},
                                 {"mg/h", 1e-6 / 3600, kMassFlow},
                                 {"m2/s", 1, kDiffusivity},
                                 {"/m", 1, kPerLength},
                                 {"m2/(Pa.s)", 1, kMobility},
                                 {"m/(Pa.s)", 1, kSurfaceConductance},
                                 {"/(Pa.s)", 1, kVolumeConductance},
                                 {"mL/h/mmHg/L", ml_h / mmhg / 1e-3, kVolumeConductance},
                                 {"mmol/L", 1, kMolarity},
                                 {"mmol/L/min", 1.0 / 60, kMolarityRate},
                                 {"W/(m2.K)", 1, kHeatTransfer},
                                 {"J/(kg.K)", 1, kSpecificHeat},
                                 {"W/m3", 1, kHeatSource},
                                 {"mmHg/(g/L)", mmhg, kOsmoticSlope},
                                 {"mmHg/(g/L)2", mmhg, kOsmoticCurvature}};
  std::set<std::string> stated;
  for (const Row& row : rows) {
    expect_si("1 " + std::string(row.unit), row.si, row.dimension);
    stated.insert(row.unit);
  }
  for (const Unit& unit : all_units())
    EXPECT_TRUE(stated.contains(std::string(unit.name))) << unit.name;
  EXPECT_EQ(stated.size(), all_units().size());
}

TEST(Units, dossier_conversions_hold) {
  EXPECT_NEAR(parse("1 cmH2O").value / parse("1 mmHg").value, 0.7356,
              0.00005);  // as quoted, 4 digits
  EXPECT_NEAR(parse("1 kgf/cm2").value / parse("1 mmHg").value, 735.56, 0.005);
  EXPECT_NEAR(parse("1 L/day").value / parse("1 mL/min").value, 0.6944, 0.00005);
  EXPECT_NEAR(parse("75 mmHg/m").value, 75 * 133.322387415, 1e4 * kRoundOff);
}

TEST(Units, every_other_string_is_refused) {
  for (const char* unit :
       {"mmhg", "MMHG",   "Torr",  "bar", "psi",   "mOsm/kg", "bpm",  "U/mL", "mEq",
        "inch", "oz/in2", "C",     "F",   "degF",  "M",       "S",    "sec",  "minutes",
        "hr",   "mmHg2",  "mm Hg", "m^2", "m/s/s", "mL/hr",   "Pa s", "Pa*s", "x",
        "1",    "-",      "/",     "µm",  "°",     "°C",      "l",    "ml",   "ML",
        "KPA",  "pa",     "Kg",    "hz",  "Deg",   "percent", "e",    "0x10"}) {
    const std::string message = error_of(std::string("1 ") + unit);
    EXPECT_NE(message.find("unknown unit"), std::string::npos) << unit << ": " << message;
  }
}

TEST(Units, nearest_unit_is_offered) {
  EXPECT_EQ(error_of("3 mmHG"), "unknown unit \"mmHG\"; did you mean mmHg or /mmHg?");
  EXPECT_NE(error_of("3 ml").find("did you mean mL"), std::string::npos);
}

TEST(Units, temperature_is_absolute_in_both_scales) {
  expect_si("37 degC", 310.15, kTemperature);
  expect_si("310.15 K", 310.15, kTemperature);
  EXPECT_EQ(format(310.15, unit_named("degC")), "37 degC");
}

TEST(Units, numbers_that_are_none_are_refused) {
  for (const char* text :
       {"", " ", "mmHg", "nan", "nan mmHg", "inf Pa", "-inf Pa", "+-3 Pa", "++3 Pa", "--3 Pa",
        "1,5 Pa", "1.000,5 Pa", "1e999 Pa", "1e308 kPa", "abc", "0x1p3 m"}) {
    EXPECT_NE(error_of(text), "no error") << text;
  }
}

TEST(Units, spaces_around_the_unit_do_not_matter) {
  expect_si(" 35mmHg ", 35 * 133.322387415, kPressure);
  expect_si("\t35   mmHg", 35 * 133.322387415, kPressure);
  expect_si("+2.5e-1 m", 0.25, kLength);
  expect_si("-.5 m", -0.5, kLength);
}

TEST(Units, what_is_written_reads_back) {
  for (const Unit& unit : all_units()) {
    for (const double shown : {0.0, 1.0, -2.5, 1234.5, 1e-9}) {
      const double si = unit.to_si(shown);
      const Quantity back = parse(format(si, unit, 17));
      EXPECT_NEAR(back.value, si, kRoundOff * std::max(std::abs(si), unit.offset))
          << unit.name << " " << shown;
      EXPECT_EQ(back.unit, &unit);
    }
  }
}

TEST(Units, an_angle_is_not_a_pure_number) {
  EXPECT_NE(parse("30 deg").dimension, parse("30").dimension);
}

TEST(Dimension, derived_dimensions_have_names_and_others_show_exponents) {
  EXPECT_EQ(name_of(kPressure), "pressure");
  EXPECT_EQ(name_of(kPressure * kVolume), "m2 kg s-2");
  EXPECT_EQ(kResistance * kFlow, kPressure);
  EXPECT_EQ(kTension / kLength, kPressure);
}

}  // namespace
}  // namespace cisterna::units
