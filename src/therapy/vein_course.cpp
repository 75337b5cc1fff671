#include "therapy/vein_course.hpp"

#include <algorithm>

namespace cisterna {

OutsideExchange OutsideExchange::plus(const OutsideExchange& other, double weight) const {
  OutsideExchange sum = *this;
  sum.infused_right += weight * other.infused_right,
      sum.infused_left += weight * other.infused_left;
  sum.infused_protein += weight * other.infused_protein;
  sum.bled_right += weight * other.bled_right, sum.bled_left += weight * other.bled_left;
  sum.drinking += weight * other.drinking, sum.urine += weight * other.urine;
  sum.insensible += weight * other.insensible;
  return sum;
}

void VeinCourse::add(double start, const Step& step) {
  OutsideExchange amount;
  const bool right = step.arm == "right";
  if (step.technique == Technique::infusion) {
    (right ? amount.infused_right : amount.infused_left) = step.volume;
    amount.infused_protein = step.protein * step.volume;
  } else {
    (right ? amount.bled_right : amount.bled_left) = step.volume;
  }
  given_.push_back({start, step.duration, amount});
}

OutsideExchange VeinCourse::at(double t) const {
  const double passed = std::clamp(t, 0.0, duration_);
  OutsideExchange sum;
  sum.drinking = water_.drinking * passed, sum.urine = water_.urine * passed;
  sum.insensible = water_.insensible * passed;
  for (const Given& g : given_)
    sum = sum.plus(g.amount, std::clamp((t - g.start) / g.duration, 0.0, 1.0));
  return sum;
}

}  // namespace cisterna
