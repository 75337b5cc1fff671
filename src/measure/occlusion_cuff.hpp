// An occlusion cuff with near-infrared imaging: what superficial collectors pump against.
//
// The vessels are closed where the cuff lies, as by a pressure nothing passes. Below it
//   (1) largest pumping pressure = mean over vessels of the highest lumen pressure within kBuildUp
//   (2) plateau = mean lumen pressure over a look of kLook, once two looks in turn differ by less than kPlateau of it
// The real one inflates a transparent cuff until no dye passes and lets its pressure down by 5 to 10 mmHg every few
// minutes: the pressure at which dye passes again is read, so that it stands to within a step below (1); trials differ
// in whether a single packet or steady flow counts. Closing a vessel outright finds the pressure itself, without steps.
// Assumes: the cuff closes superficial vessels alone and does not press the tissue beside it.
// Sources: groenlund2017, kelly2020 for (1) in leg and arm; modi2007, saito2015 for cuffs let down slowly (2); times assumed.
#pragma once
#include <functional>
#include <vector>

#include "measure/vessel_recording.hpp"

namespace cisterna {

/// The last lymphangion of each superficial vessel distal to s, where the vessel goes on beyond it.
std::vector<int> last_below(const Limb& limb, double s);

/// The network with the ends of those lymphangions closed.
LymphNetwork closed_at(const LymphNetwork& network, const std::vector<int>& lymphangions);

struct PumpingPressure {
  double systolic = 0;  ///< (1) [Pa]
  double plateau = 0;   ///< (2) [Pa]; NaN where none was reached in three hours
};
/// Runs the closed network: `film(duration, step)` goes on from where it stopped and gives what it recorded.
using Film = std::function<VesselRecording(double duration, double step)>;
/// (1) alone: after the build-up nothing is run.
double systolic_pumping_pressure(const Film& film, const std::vector<int>& lymphangions);
PumpingPressure pumping_pressure(const Film& film, const std::vector<int>& lymphangions);

/// Runs a network of the limb from its start; the network outlives what is given.
using FilmOf = std::function<Film(const LymphNetwork& network)>;
/// The procedure: a cuff on the middle of the second region, forearm or calf, of a limb at rest. (1) and (2) [Pa].
double pumping_pressure_at_cuff(const Limb& limb, const FilmOf& run);
double plateau_at_cuff(const Limb& limb, const FilmOf& run);

}  // namespace cisterna
