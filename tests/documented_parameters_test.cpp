// The parameters file shown in docs/add_a_block.md is one that the program reads.
#include <gtest/gtest.h>

#include "io/parameter_reader.hpp"

namespace cisterna {
namespace {

TEST(DocumentedParameters, are_read_and_converted_to_si) {
  const std::vector<ParameterRecord> records = read_parameter_file(CISTERNA_EXAMPLE_PARAMETERS);
  ASSERT_EQ(records.size(), 4u);
  EXPECT_EQ(records[0].id, "muscle.tone.greatest_stress");
  EXPECT_DOUBLE_EQ(records[0].value, 250e3);
  EXPECT_DOUBLE_EQ(records[3].value, 0.06);
  for (const ParameterRecord& record : records) {
    EXPECT_EQ(record.provenance.basis, Basis::assumed) << record.id;
  }
}

}  // namespace
}  // namespace cisterna
