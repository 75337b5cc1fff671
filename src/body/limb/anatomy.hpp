// A limb as data: what data/body/*.yaml and data/persons/*.yaml describe, before it becomes a network.
// All numbers SI. Regions run from distal (fingers, toes) to proximal (shoulder, groin).
#pragma once
#include <string>
#include <vector>

#include "model/provenance.hpp"

namespace cisterna {

struct Region {
  std::string name;                             ///< "hand"
  double length = 0;                            ///< along the limb [m]
  double girth_distal = 0, girth_proximal = 0;  ///< [m]
  double subcutis_thickness = 0;                ///< skin plus subcutis down to the fascia [m]
  double bone_radius = 0;                       ///< [m]
};

enum class Layer { superficial, deep };

/// A collecting vessel, or `count` equal parallel ones (solved once, flows multiplied).
struct Vessel {
  std::string name;
  Layer layer = Layer::superficial;
  std::string region_from, region_to;  ///< distal end and proximal end lie in these regions
  double fraction_from = 0,
         fraction_to = 1;  ///< along region_from / region_to, 0 distal .. 1 proximal
  double angle = 0;        ///< around the limb [rad], 0 = palmar/anterior midline
  double count = 1;        ///< parallel copies
  double diameter_distal = 0, diameter_proximal = 0;  ///< unloaded (zero transmural pressure) [m]
  double lymphangion_length = 0;                      ///< [m]
  double depth = 0;                                   ///< below the skin [m]
  std::string drains_to;                              ///< another vessel, a node, or "outlet"
};

struct LymphNode {
  std::string name;
  std::string region;
  double fraction = 0;    ///< along the region
  double resistance = 0;  ///< through the node group [Pa s/m3]
  double compliance = 0;  ///< [m3/Pa]
  std::string drains_to;  ///< a vessel, another node, or "outlet"
  bool removed = false;   ///< removed nodes leave `removed_resistance` instead
  double removed_resistance = 0;
};

/// A connection between two vessels beside the tree (closes a loop).
struct Anastomosis {
  std::string from, to;
  std::string region;
  double fraction = 0;
  double resistance = 0;  ///< [Pa s/m3]
};

struct LimbAnatomy {
  std::string name, title, file;
  std::vector<Region> regions;
  std::vector<Vessel> vessels;
  std::vector<LymphNode> nodes;
  std::vector<Anastomosis> anastomoses;
  double outlet_pressure = 0;  ///< at the venous angle [Pa]
  double outlet_height = 0;    ///< of the outlet above the proximal end of the limb [m]
  ProvenanceList provenance;
};

/// A change a person makes to one parameter: value = value * factor, or = value when absolute.
struct ParameterChange {
  std::string id;
  bool absolute = false;
  double value = 1;
};

/// A person: an anatomy with named nodes removed and parameters changed.
struct Person {
  std::string name, title, description, file, anatomy;
  std::vector<std::string> removed_nodes;
  std::vector<ParameterChange> changes;
  bool swollen =
      false;  ///< lymphoedema: tissue starts on the compliant limb if the balance says so
  ProvenanceList provenance;
};

}  // namespace cisterna
