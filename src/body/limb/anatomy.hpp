// A limb, or a body of members, as data: what data/body/*.yaml and data/persons/*.yaml describe, before it becomes a
// network. All numbers SI. Regions of a member run from distal (fingers, toes, crown, pelvis) to proximal; members lie
// one after another on the same axis s, with a gap between them that no hand and no chamber bridges.
#pragma once
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/provenance.hpp"

namespace cisterna {

/// Pressure around what lies inside the trunk.
enum class Cavity { none, thorax, abdomen };

struct Region {
  std::string name;                             ///< "hand"
  double length = 0;                            ///< along the limb [m]
  double girth_distal = 0, girth_proximal = 0;  ///< [m]
  double subcutis_thickness = 0;                ///< skin plus subcutis down to the fascia [m]
  double bone_radius = 0;                       ///< [m]
  double muscle_share =
      1;  ///< of what lies between fascia and bone; the rest are viscera, skull [1]
  int member = 0;
  double from = 0;  ///< s of its distal end [m]
  Cavity encloses =
      Cavity::none;    ///< what presses on its skin presses on this (therapy/pressed_cavity.hpp)
  double oedema = -1;  ///< fluid beyond rest that a person states for it [m3]; -1: none is stated
  double tone =
      0;  ///< strength at which a person holds its muscle, of the greatest contraction [1]
  double to() const { return from + length; }
};

/// A limb, the head or the trunk: a chain of regions on one straight axis.
struct Member {
  std::string name;
  int first_region = 0, regions = 0;
  int parent = -1;               ///< member it hangs on; -1: none
  double root_s = 0, angle = 0;  ///< where on the parent [m], [rad]
  double level =
      0;  ///< s that lies at heart level when it has no parent [m]; else it hangs on the parent
  bool points_up = false;  ///< its distal end is up when the body stands (the head)
  /// The region in its middle, of a limb forearm or calf: where cuffs and depots of tracer lie.
  int middle_region() const { return first_region + (regions - 1) / 2; }
};

/// A viscus, lumped: tissue in a cavity that filters, and drains through one net of initial lymphatics.
struct Organ {
  std::string name;
  Cavity cavity = Cavity::abdomen;
  double along = 0;                   ///< below the heart when the body stands [m]
  double interstitial_volume = 0;     ///< V_0 [m3]
  double filtration_coefficient = 0;  ///< of the whole organ [m3/(s Pa)]
  double permeability = 0;            ///< of the whole organ [m3/s]
  double reflection = 0;              ///< sigma [1]
  double capillary_pressure = 0;      ///< at heart level [Pa]
  std::optional<double>
      rest_pressure;             ///< of its fluid above its cavity's at V_0 [Pa]; none: as skin
  double lymph_conductance = 0;  ///< of all its primary valves [m3/(s Pa)]
  double net_resistance = 0;     ///< half of that from its net to its collector [Pa s/m3]
  double net_volume = 0;         ///< slack volume of its net [m3]
  std::string drains_to;
};

/// Where lymph enters a vein.
struct Outlet {
  std::string name = "outlet";
  double pressure = 0;  ///< [Pa]
  double height = 0;    ///< above the proximal end of a limb; above heart level in a body [m]
};

enum class Layer { superficial, deep };

/// A collecting vessel, or `count` equal parallel ones: solved once and multiplied, or by a few that stand for them
/// (representatives.hpp).
struct Vessel {
  std::string name;
  Layer layer = Layer::superficial;
  std::string region_from,
      region_to;  ///< first and last end, in the direction of flow, lie in these regions
  double fraction_from = 0,
         fraction_to = 1;  ///< along region_from / region_to, 0 distal .. 1 proximal
  double angle = 0;        ///< around the limb [rad], 0 = palmar/anterior midline
  double count = 1;        ///< parallel copies
  double diameter_distal = 0, diameter_proximal = 0;  ///< unloaded (zero transmural pressure) [m]
  double lymphangion_length = 0;                      ///< [m]
  double depth = 0;                                   ///< below the skin [m]
  std::string drains_to;                              ///< another vessel, a node, or an outlet
  Cavity cavity = Cavity::none;  ///< it lies in: then no tissue, but the cavity, presses on it
  std::string drawn_as;          ///< name its random draws go by, when that is another than its own
};

struct LymphNode {
  std::string name;
  std::string region;
  double fraction = 0;    ///< along the region
  double resistance = 0;  ///< through the node group [Pa s/m3]
  double compliance = 0;  ///< [m3/Pa]
  std::string drains_to;  ///< a vessel, another node, or an outlet
  bool removed = false;   ///< removed nodes leave `removed_resistance` instead
  double removed_resistance = 0;
  Cavity cavity = Cavity::none;
};

/// A connection between two vessels beside the tree (closes a loop).
struct Anastomosis {
  std::string from, to;
  std::string region;
  double fraction = 0;
  double resistance = 0;  ///< [Pa s/m3]
};

/// A place along a vessel, and where the file of a person names it.
struct VesselPlace {
  std::string vessel, region;
  double fraction = 0;  ///< along the region
  std::string file, key;
  int line = 0;
};

/// A vessel joined to a vein by hand, with a valve: lymph runs in, no blood comes back.
struct LymphToVein {
  std::string name;  ///< of the outlet it ends in
  VesselPlace from;
  double resistance = 0;            ///< [Pa s/m3]; 0: of a tube
  double diameter = 0, length = 0;  ///< of that tube [m]
  double vein_pressure = 0;         ///< where an outlet of height 0 lies [Pa]
};

struct LimbAnatomy {
  std::string name, title, file;
  std::vector<Region> regions;
  std::vector<Vessel> vessels;
  std::vector<LymphNode> nodes;
  std::vector<Anastomosis> anastomoses;
  std::vector<Member> members;  ///< one for a limb alone; parents come before what hangs on them
  std::vector<Organ> organs;
  std::vector<Outlet> outlets;
  std::vector<VesselPlace> cuts;  ///< no lymph passes there
  std::vector<LymphToVein> vein_connections;
  bool body = false;            ///< several members and outlets, not one limb with one
  bool mirrored = false;        ///< angles run the other way around (mirror.hpp)
  double height = 0, mass = 0;  ///< of the adult it belongs to [m], [kg]; 0: not stated
  ProvenanceList provenance;
};

/// Where a fraction of a region lies on the axis [m]. Throws std::invalid_argument where there is no such region.
inline double place_along(const LimbAnatomy& anatomy, const std::string& region, double fraction) {
  for (const Region& r : anatomy.regions)
    if (r.name == region) return r.from + fraction * r.length;
  throw std::invalid_argument("unknown region " + region);
}

/// A change a person makes to one parameter: value = value * factor, or = value when absolute.
struct ParameterChange {
  std::string id;
  bool absolute = false;
  double value = 1;
};

/// Changes of the parameters of one member of a body.
struct MemberChanges {
  std::string member;
  std::string file, key;  ///< where they stand
  std::vector<ParameterChange> changes;
  std::string named_in,
      named_as;  ///< file and key that name the member; another file where its person is named
  int line = 0;  ///< there
};

/// How much more a region, a member or a limb alone holds than without swelling.
struct StatedOedema {
  std::string of, file, key;
  int line = 0;
  double excess = 0;  ///< relative to its volume without swelling [1]; 0: `volume` counts
  double volume = 0;  ///< [m3]
  /// Said by a person that another one takes as a member; what that one says of the same region counts.
  bool of_limb = false;
};

/// How tight the muscle of a region, a member or a limb alone is held at rest.
struct StatedTone {
  std::string of, file, key;
  int line = 0;
  double strength = 0;  ///< of the greatest contraction [1]
};

/// Girths a person has at the ends of one region.
struct OwnGirths {
  std::string region, file, key;
  int line = 0;
  double distal = 0, proximal = 0;  ///< [m]
};

/// Who a person is. Sex and age are stated facts: nothing is computed from them.
struct Build {
  std::string sex;
  int age = -1;                 ///< [years]; -1: not stated
  double height = 0, mass = 0;  ///< [m], [kg]; 0: that of the anatomy
  std::string file;
  int height_line = 0, mass_line = 0;
  std::vector<OwnGirths> girths;
};

/// A person: an anatomy with named nodes removed and parameters changed.
struct Person {
  std::string name, title, description, file, anatomy;
  std::string image_of;  ///< file of the person whose mirror image this one is
  bool mirrored =
      false;  ///< of a limb alone: the left one; of a body: what is stated of either side is of the other
  bool inverted = false;  ///< situs inversus: the unpaired parts of a body lie mirrored
  int situs_line = 0;     ///< of `situs_file`, which states a situs; 0: none does
  std::string situs_file;
  int side_line = 0;  ///< of the file that states a side; 0: none does
  std::vector<std::string> removed_nodes;
  std::vector<ParameterChange> changes;
  std::vector<MemberChanges> member_changes;  ///< after those of the whole body
  std::vector<VesselPlace> cuts;
  std::vector<LymphToVein> vein_connections;
  Build build;
  std::vector<StatedOedema> oedema;
  std::vector<StatedTone> tone;
  ProvenanceList provenance;
};

}  // namespace cisterna
