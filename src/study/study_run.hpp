// Runs one person under one or several protocols, with the central parameters and with drawn ones.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "body/limb/anatomy.hpp"
#include "engine/coupled_body.hpp"
#include "engine/rest_start.hpp"
#include "engine/treatment_surroundings.hpp"
#include "model/parameter.hpp"
#include "model/result.hpp"
#include "study/resolution.hpp"
#include "therapy/protocol.hpp"

namespace cisterna {

struct StudyRequest {
  LimbAnatomy anatomy;      ///< with the person applied
  ParameterSet parameters;  ///< with the person applied
  std::string person, person_title;
  std::vector<Protocol> protocols;  ///< control first
  unsigned samples = 0;             ///< beside the central one
  unsigned threads = 0;             ///< 0: as many as the machine has
  std::uint64_t seed = 1;
  LimbResolution resolution;
  SimulationOptions simulation;
  std::optional<Heart> heart;  ///< whose blood is followed; none: as the anatomy gives it
};

/// Called with the finished share of the work, 0 to 1, from any thread, one call at a time.
using StudyProgress = std::function<void(double)>;

/// Throws std::invalid_argument where a protocol gives or takes at a vein and blood is not followed.
/// Never throws for numerical trouble: that run stops and says why. When `stop` turns true the runs end where
/// they are and the result is marked incomplete. The same bits for any number of threads.
StudyResult run_study(const StudyRequest& request, const StudyProgress& progress,
                      const std::atomic<bool>& stop);

/// Blood that has come to rest beside a limb's start.
struct PreparedBlood {
  Heart heart;
  ParameterSet parameters;
  BodyBlood::Memory memory;  ///< at the start of a session
};

/// A limb, its balanced start and the function of its vessels at rest, for one draw and one posture.
struct PreparedLimb {
  Limb limb;
  RestState rest;
  VesselFunction before{};
  ParameterSet parameters{};  ///< as drawn; empty: muscle and skin are not followed
  std::shared_ptr<const PreparedBlood> blood{};  ///< none: it is given
  TissueStart tissue{};  ///< of that start; known as well where it was refused for it
  std::vector<VesselFunction> members_before{};  ///< RunResult::members_before
};
PreparedLimb prepare_limb(const LimbAnatomy& anatomy, const ParameterSet& parameters,
                          const LimbResolution& resolution, const SimulationOptions& simulation,
                          const RestSetting& setting, std::uint64_t seed,
                          const std::atomic<bool>* stop = nullptr,
                          const StudyProgress& progress = {}, std::optional<Heart> heart = {});

/// The person as stated: where tissue holds more than a person does (tissue_start.hpp) the start counts as not found. Draws
/// go on, so that none are chosen among, and what they hold is told.
void refuse_flooded(PreparedLimb& prepared);
/// What a result says of the start before anything is run.
RunResult start_of(const PreparedLimb& prepared);

struct RunRequest {
  const PreparedLimb* prepared = nullptr;
  const Protocol* protocol = nullptr;
  SimulationOptions simulation;
  bool fields = true;  ///< keep what varies in space, not only totals
};
RunResult run_protocol(const RunRequest& request, const std::function<void(double)>& progress,
                       const std::atomic<bool>& stop);
LimbGeometry geometry_of(const Limb& limb, const LimbAnatomy& anatomy);

}  // namespace cisterna
