// Blood, oxygen, lactate and warmth at each place of a limb or body while something is done to it: under each skin patch a
// bed of muscle (body/oxygen/muscle_bed.hpp), in it a layer of skin (body/skin/skin_heat.hpp).
//
// What reaches a place are pressures at the depth of its skin and muscle, as the tissue there gets them, the strength with
// which its muscle contracts, a hand's cover and rubbing, and the pressures of artery and vein. No technique has an effect
// of its own. Places of a ring around a member that nothing has reached yet are all alike: one bed stands for them. Arterial
// lactate follows what all places let out beyond rest; the rest of the body is body/oxygen/lactate_pool.hpp.
//
//   (1) P_a = P_a0 + c,  P_v = P_v0 + c where c > 0 and + r c where c < 0      c = - rho g h
//       P_a <- P_v + o (P_a - P_v),  o = (P_a + 2 p_c - p_r)/(3 p_c) between 0 and 1     distal to a ring under p_r
//   (2) shunted = min(sum_pressed max(0, Q_rest - Q), sum_others Q s/(P_a - P_v))     of each feed at each moment, s > 0
//
//   P_a, P_v artery and vein of a place, (.)_0 at heart level [Pa], h its height (body/limb/posture.hpp) [m], r of
//   body/tissue/exchange.hpp (6); p_r pressure that is put on the muscle all around a limb, the highest on the way, p_c
//   tension that closes arterioles, which is mean less diastolic pressure: an artery that passes under a cuff is open
//   in the share o of a pulse of three times that; Q flow into muscle and skin of a place [m3/s], s BloodCourse::spared [Pa]. Of (2) others
//   are places that nothing presses and that do not work; Q s/(P_a - P_v) is what they take because their artery carries
//   less to those that are pressed.
//
// Muscle that a person holds tight contracts so all the time, at rest too; what a treatment makes it do beyond adds its pressure.
//
// Loads are averages over quarters of a second, shorter than anything in a bed takes; skin takes averages over seconds. A
// bed whose load stays the same steps as far as its error allows.
#pragma once
#include <array>
#include <memory>
#include <span>
#include <vector>

#include "body/limb/limb.hpp"
#include "body/limb/posture.hpp"
#include "body/limb/surroundings.hpp"
#include "body/oxygen/lactate_pool.hpp"
#include "body/oxygen/muscle_bed.hpp"
#include "body/skin/skin_heat.hpp"
#include "engine/blood_course.hpp"

namespace cisterna {

struct PerfusionOptions {
  double interval = 0.25;  ///< over which loads are averaged [s]
  double look = 15;  ///< longest between two steps of skin and of the lactate of the blood [s]
  double tolerance = 300;  ///< of a bed's steps, in units of its tolerances (a millionth)
  bool fed = false;        ///< blood answers what beds take: flows are counted over every interval
  /// Room in which the skin lies bare [K]. 0: wherever it rests at the temperature that the surroundings begin with.
  double room = 0;
  double exercise_depth = 0;  ///< depth factor of muscles that contract; 0: as the parameters say
};

/// Of one place: means since the last reading, states at its moment.
struct PlaceReading {
  double muscle_flow = 0;       ///< into the bed [m3/s]
  double skin_flow = 0;         ///< [m3/s]
  double squeezed = 0;          ///< pressed out of the bed's vessels beyond what flows in [m3/s]
  double lactate_out = 0;       ///< what leaves with the blood less what comes with it [mol/s]
  double oxygen = 0;            ///< pressure in the tissue [Pa]
  double lactate = 0;           ///< in the tissue [mol/m3]
  double skin_temperature = 0;  ///< [K]
};

class PerfusionSites {
 public:
  /// All must outlive this.
  PerfusionSites(const Limb& limb, const ParameterSet& parameters, const Surroundings& surroundings,
                 const BloodCourse& blood, PerfusionOptions options = {});
  ~PerfusionSites();

  /// False where a bed could not be stepped on; nothing moves from then on.
  bool advance(double t);
  /// The same, but skin and lactate are looked at when it is time to, not at t.
  bool follow(double t);
  double time() const { return time_; }
  /// Other surroundings from now on.
  void surround(const Surroundings& surroundings) { surroundings_ = &surroundings; }

  /// What the places of a feed have taken since the last call [m3]. Only where beds are fed.
  struct Fed {
    double muscle = 0, skin = 0, shunted = 0;
    double asked = 0;  ///< oxygen, by work, beyond what is asked for at rest
  };
  std::vector<Fed> take_fed();

  /// Reads every place and begins new means.
  std::span<const PlaceReading> read();
  std::span<const PlaceReading> at_rest() const { return at_rest_; }
  /// Into the muscle of a place at rest, were it slack [m3/s].
  double slack_flow(std::size_t place) const;
  /// Something has reached it.
  bool reached(std::size_t place) const { return places_[place].reached; }
  double arterial_lactate() const { return arterial_lactate_; }  ///< [mol/m3]
  std::uint64_t steps() const;                                   ///< of beds, so far

  /// Of all beds that were reached, since then: what came less what went, what is held more, what came in all.
  struct Account {
    struct Of {
      double net = 0, held = 0, came = 0;
    } blood, oxygen, lactate;
  };
  Account account() const;

 private:
  using Bed = oxygen::MuscleBed;
  using BedState = std::array<double, Bed::kStates>;
  using SkinState = std::array<double, skin::SkinBalance::kStates>;
  struct BedRun;
  struct SkinRun;
  struct Load {
    double outside = 0, contraction = 0;
    double depth = 1;  ///< of muscle_pressure.hpp (1); means something with a contraction
    bool operator==(const Load&) const = default;
  };
  struct Place {
    std::size_t feed = 0, like = 0;
    double column = 0;            ///< c of (1) [Pa]
    double open = 1;              ///< o of (1)
    double muscle = 0, area = 0;  ///< [m3], [m2]
    double rest_temperature = 0, room = 0;
    bool reached = false;
    double time = 0, step = 0;  ///< of its bed
    double flow = 0;            ///< into its bed, per muscle [1/s]
    Load load, own;             ///< now; at rest
    double slack_flow =
        0;  ///< of a like whose muscle is held: into its bed at rest, were it not [1/s]
    BedState bed{}, bed_before{}, bed_start{};
    SkinState skin{};
    double skin_wide = 0;  ///< its flow under the pressures of rest [m3/s]
    double covered = 0, friction = 0, undriven = 0;  ///< since the last look, times time
    double skin_volume = 0, squeezed = 0;  ///< per area, per muscle, since the last reading
    double let_out = 0;                    ///< lactate by the last look, per muscle
  };

  void settle();
  void lay_feeds(const ParameterSet& parameters);
  void lay_places();
  void warm_at(double t);
  void pose(double t);
  bool throttle(double t);
  BloodCourse::Pressures pressures(const Place& place, double t) const;
  double driving(const Place& place, double t, double pressed) const;
  void count(double from, double to);
  bool average_loads(double from, double to);
  bool take_loads(double from, double to);
  void give(const Place& place, double t);
  oxygen::MuscleBedFlows<double> flows_of(const Place& place);
  bool catch_up(Place& place, double t);
  double end_of_interval(double t) const;
  bool bring_likes_to(double t);
  bool end_look(double from, double to);
  double let_out_since(Place& place) const;
  void step_skin(std::size_t place, double from, double to);
  void reach(std::size_t place, double t);

  const Limb& limb_;
  const Surroundings* surroundings_;
  const BloodCourse& blood_;
  PerfusionOptions options_;
  double depth_ = 1;
  oxygen::LactatePool<double> pool_;
  std::vector<std::unique_ptr<BedRun>> beds_;  // of each feed
  std::vector<double> driving_at_rest_;
  std::unique_ptr<SkinRun> skin_;
  Posture posture_;
  std::vector<Place> likes_;  // what stands for all places of a ring that nothing has reached
  std::vector<Place> places_;
  std::vector<std::size_t> loaded_;
  std::vector<PlaceReading> readings_, at_rest_;
  std::vector<SurfaceLoad> surface_;
  std::vector<double> load_skin_, load_muscle_, load_collector_, traction_, within_, warmth_;
  struct Mean {
    double skin = 0, muscle = 0, within = 0, covered = 0, friction = 0;
    bool any() const { return skin > 0 || muscle > 0 || within > 0 || covered > 0; }
  };
  std::vector<Mean> mean_;
  std::vector<double> let_out_of_like_;  // in the last look, lactate per muscle
  std::vector<Fed> fed_;
  std::vector<double> lost_, gained_;
  std::vector<std::size_t> first_place_;  // of each like, and the end
  double time_ = 0, looked_ = 0, read_ = 0, arterial_lactate_ = 0, corner_ = 1, closing_ = 0;
  bool broken_ = false;
};

}  // namespace cisterna
