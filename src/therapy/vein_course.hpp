// What crosses between blood and the outside of the body in the course of a protocol.
//
//   (1) N(t) = r min(t, T) + sum_i n_i min(1, max(0, (t - t_i)/d_i))
//
//   N amount since the beginning [m3, kg], r of the ways that stand for the whole protocol [m3/s], T its length [s], n_i
//   what step i gives or takes evenly from t_i over d_i [s]
#pragma once
#include <vector>

#include "therapy/protocol.hpp"
#include "therapy/surface.hpp"

namespace cisterna {

class VeinCourse {
 public:
  void begin(const StandingWater& water) { water_ = water; }
  void add(double start, const Step& step);
  void end(double duration) { duration_ = duration; }
  OutsideExchange at(double t) const;

 private:
  struct Given {
    double start, duration;
    OutsideExchange amount;
  };
  StandingWater water_;
  std::vector<Given> given_;
  double duration_ = 0;
};

}  // namespace cisterna
