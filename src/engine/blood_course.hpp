// Blood that reaches and leaves the tissue of each place, in time: the port of a circulation.
#pragma once
#include <cstddef>

namespace cisterna {

/// Places that one artery feeds and one vein drains make a feed; a limb alone is one.
class BloodCourse {
 public:
  struct Pressures {
    double arterial = 0, venous = 0;  ///< of the arteries and veins, at heart level [Pa]
    bool operator==(const Pressures&) const = default;
  };
  struct Rest {
    Pressures pressures;
    double flow = 0;  ///< into all muscle of the feed [m3/s]
  };
  virtual ~BloodCourse() = default;
  virtual std::size_t feeds() const { return 1; }
  virtual std::size_t feed_of(std::size_t) const { return 0; }  ///< of a skin patch
  virtual Pressures at(std::size_t feed, double t) const = 0;
  /// At which beds of a feed rest. False, and nothing written, where a bed alone says so.
  virtual bool rest(std::size_t, Rest&) const { return false; }
  /// Conductance that nerves leave the vessels of a feed, of that at rest [1].
  virtual double nerves(std::size_t) const { return 1; }
  /// Arterial pressure of a feed beyond what it would be if its artery carried what it does at rest [Pa].
  virtual double spared(std::size_t) const { return 0; }
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
