// Muscle and skin of every place of a body (perfusion_sites.hpp) as the beds of its blood: what places take is what the
// tree's bed of that part lets through.
//
//   (1) 1 + w = (Q/Q_rest)/(U/U_rest)       of the muscle, and of the skin, of each part
//
//   w BloodOutside::widened [1], Q flow into all places of the part, U flow of the tree's bed as it would be with w = 0
//   [m3/s], (.)_rest at rest
//
// Before each chunk of blood places go through it under the pressures and nerves of the chunk before, and under what presses
// on them or makes them work in that chunk itself; w has four values a chunk. Pressures lag by a second, loads do not.
// What presses acts in places, and nowhere else: a mean pressure on a bed is not the mean of what pressed places lose. Nerves
// act in both, and (1) counts them once: U has them, and so has Q. Large vessels are pressed as before. Conductances
// hold no blood, so none is made or lost; what places hold and are squeezed of is part of what the tree's vessels hold.
// Where U all but stops w stays as it was.
// The skin's bed of the tree has the fat under it too, which is taken to follow its skin.
#pragma once
#include <deque>
#include <optional>
#include <vector>

#include "engine/member_blood.hpp"
#include "engine/own_beds.hpp"
#include "engine/perfusion_sites.hpp"

namespace cisterna {

class FedBeds final : public OwnBeds {
 public:
  struct Reading {
    std::vector<PlaceReading> places;
    std::vector<PerfusionSites::Fed> fed;   ///< of each part, since the last reading
    double arterial_lactate = 0, span = 0;  ///< span: since the last reading [s]
  };

  /// All outlive this; `blood` is at rest and its clock stands at 0. Places are read at `times`.
  FedBeds(const Limb& body, const ParameterSet& parameters, const Surroundings& surroundings,
          BodyBlood& blood, std::vector<double> times = {}, PerfusionOptions options = {});

  bool widen(double from, double to, const BloodMoment& before, std::span<Widened> out) override;
  double asked() const override { return asked_; }
  const PerfusionSites& sites() const { return sites_; }
  const MemberBlood& blood() const { return blood_; }
  std::size_t member_of(std::size_t part) const { return member_[part]; }
  /// The oldest reading that was not taken yet: none is left after the last of `times`. Places that blood has not asked
  /// yet, because it began ahead of them, go on to it.
  std::optional<Reading> take_reading();

 private:
  bool go_to(double t);
  void collect();

  const BloodMoment rest_;
  MemberBlood blood_;
  PerfusionSites sites_;
  std::vector<double> times_;
  std::size_t next_ = 0;
  std::deque<Reading> readings_;
  double read_ = 0;
  std::vector<std::size_t> member_;
  std::vector<PerfusionSites::Fed> rest_flow_, stretch_, since_;
  Widened last_{};
  double asked_ = 0;
};

}  // namespace cisterna
