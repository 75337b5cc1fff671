// Pressures of the blood that reaches and leaves the tissue of each member, in time: the port of a circulation.
#pragma once
#include <cstddef>

namespace cisterna {

class BloodCourse {
 public:
  struct Pressures {
    double arterial = 0, venous = 0;  ///< of the arteries and veins at the tissue [Pa]
    bool operator==(const Pressures&) const = default;
  };
  virtual ~BloodCourse() = default;
  virtual Pressures at(std::size_t member, double t) const = 0;
};

/// Somebody who lies, whatever is done: what is asked of the muscle reaches neither heart nor vessels elsewhere.
class SteadyBlood final : public BloodCourse {
 public:
  explicit SteadyBlood(Pressures pressures) : pressures_(pressures) {}
  Pressures at(std::size_t, double) const override { return pressures_; }

 private:
  Pressures pressures_;
};

}  // namespace cisterna
