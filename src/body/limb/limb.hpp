// From anatomy and parameters to a network: patches, collectors cut into lymphangions, nodes, initial lymphatics.
#pragma once
#include <string>
#include <vector>

#include "body/limb/anatomy.hpp"
#include "body/limb/network.hpp"
#include "model/parameter.hpp"

namespace cisterna {

/// How finely a limb is cut.
struct LimbResolution {
  double largest_patch = 0.05;    ///< along and around [m]
  double lymphangion_factor = 1;  ///< on the lymphangion length: 2 gives half as many
  int in_series = 1;        ///< so many lymphangions of a vessel, one behind another, make one lump
  int representatives = 1;  ///< of a vessel with a count, at most (representatives.hpp)
};

/// One column of skin and the muscle under it.
struct LimbPatch {
  double s = 0, length = 0;     ///< centre and extent on the axis of the anatomy [m]
  double angle = 0, width = 0;  ///< centre [rad] and extent [m] around it
  double radius = 0;            ///< of the limb here [m]
  int region = 0, ring = 0, sector = 0;
  int member = 0, sectors = 1;  ///< sectors of its ring
  double muscle = 0;            ///< under it, by the share of its region [m3]
};

struct LimbVessel {
  std::string name;
  bool deep = false;
  double count = 1, angle = 0, depth = 0;
  int first = 0, size = 0;  ///< lymphangions, in the direction of flow
  int member = 0;
  Cavity cavity = Cavity::none;
  std::string entry;       ///< name of the vessel of the anatomy that it stands for, with others
  int representative = 0;  ///< which of them
  int representatives = 1;
};

/// A limb ready to run: the network and where its parts lie.
struct Limb {
  LymphNetwork network;
  std::vector<LimbPatch> patches;
  std::vector<LimbVessel> vessels;
  std::vector<double> lymphangion_s;  ///< centre, from the finger tips [m]
  std::vector<Member> members;
  std::vector<std::string> region_names;
  std::vector<double> region_starts,
      region_ends;  ///< s of each region's distal and proximal end [m]
  std::vector<Cavity> region_encloses;
  std::vector<std::string> outlet_names;  ///< in the order of the network's boundaries
  /// Fluid beyond rest that the person states for each skin patch [m3], -1 where none; empty: nowhere.
  std::vector<double> oedema;
  double length = 0;                        ///< s of the last region's proximal end [m]
  double skin_depth = 0, muscle_depth = 0;  ///< middle of the layers [m]
  double share_above_fascia = 0;            ///< of what a muscle makes, in skin and subcutis
  std::vector<double>
      tone;  ///< strength at which the muscle under each patch is held; empty: none [1]
};

/// Throws std::invalid_argument where the anatomy cannot be laid out (loaders check it before).
Limb build_limb(const LimbAnatomy& anatomy, const ParameterSet& parameters,
                const LimbResolution& resolution, std::uint64_t seed);
HumanLaw human_law(const ParameterSet& parameters);
/// Parameters that a member may have values of its own for (ParameterSet::of); all others are shared by the network.
const std::vector<std::string>& member_parameters();

}  // namespace cisterna
