#include "body/lymph/node.hpp"

#include "body/law_check_test.hpp"

namespace cisterna::lymph {
namespace {

using namespace law_check;

constexpr double kMmHg = 133.322, kSlack = 53 * kMmHg, kResidual = 0.01;  // [Pa], [Pa], [1]

TEST(Node, law_stands_units_derivatives_and_packs) {
  Law<1>("node pressure", {Range{0.1, 3, kNumber}}, kPressure, kSlack)
      .check([]<class T>(const std::array<T, 1>& x) {
        using S = Parameter<T>;
        return T(
            node_pressure(x[0], quantity<S>(kSlack, kPressure), quantity<S>(kResidual, kNumber)));
      });
}

TEST(Node, distended_node_is_linear_and_no_sleeve_empties_it) {
  EXPECT_DOUBLE_EQ(node_pressure(1.5, kSlack, kResidual), 0.5 * kSlack);
  EXPECT_EQ(node_pressure(1.0, kSlack, kResidual), 0);
  EXPECT_LT(node_pressure(0.05, kSlack, kResidual), -300 * kMmHg);
}

}  // namespace
}  // namespace cisterna::lymph
