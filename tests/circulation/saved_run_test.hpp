// A run of blood that is saved and goes on elsewhere.
#pragma once
#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

#include "solvers/stepper.hpp"

namespace cisterna::circulation {

/// Saved after 10 s and followed to `end` [s]. `other` is the same, not yet begun.
template <class System>
void expect_saved_steps_go_on_bit_for_bit(Stepper<System>& run, Stepper<System>& other,
                                          double end) {
  ASSERT_EQ(run.advance(10), StepOutcome::ok);
  std::vector<double> saved;
  run.save(saved);
  ASSERT_EQ(other.restore(saved), saved.size());
  ASSERT_EQ(run.advance(end), StepOutcome::ok);
  ASSERT_EQ(other.advance(end), StepOutcome::ok);
  EXPECT_EQ(run.time(), other.time());
  for (std::size_t i = 0; i < run.state().size(); ++i)
    ASSERT_EQ(run.state()[i], other.state()[i]) << "state " << i;
}

}  // namespace cisterna::circulation
