// The reference adult, lying and breathing quietly.
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "engine/treatment_surroundings.hpp"
#include "laboratory.hpp"
#include "measurement_sets.hpp"
#include "study/filmed_run.hpp"

namespace cisterna::validation {
namespace {

constexpr double kLook = 1200, kSample = 0.5;  // [s]; a breath lasts 4 s

struct BodyReading {
  double formed = 0, returned = 0, left = 0, gut_and_liver = 0;  // [m3/s]
  double concentration = 0, limb_concentration = 0;              // [1]
  double gradient = 0;                                           // [Pa]
  double arm = 0, leg = 0;                                       // of one [m3/s]
  double gut_protein = 0, liver_protein = 0, duct_protein = 0;   // [kg/m3]
};

// Protein in the tissue fluid of a viscus.
double protein_of(const LymphNetwork& w, const StateLayout& at, std::span<const double> y,
                  const std::string& organ) {
  std::size_t k = 0;
  while (w.tissue.organs.at(k).name != organ) ++k;
  const std::size_t patch = w.tissue.organ_patch(k);
  return y[at.protein + w.cells() + patch] / y[at.tissue + patch];
}

std::size_t vessel_named(const Limb& limb, const std::string& name) {
  std::size_t v = 0;
  while (limb.vessels.at(v).name != name) ++v;
  return v;
}

std::size_t node_named(const LymphNetwork& w, const std::string& name) {
  const auto found = std::find(w.node_names.begin(), w.node_names.end(), name);
  if (found == w.node_names.end()) throw std::out_of_range("no node group " + name);
  return w.lymphangions + w.initials + static_cast<std::size_t>(found - w.node_names.begin());
}

// Protein concentration in a node group [kg/m3].
double protein_in(const LymphNetwork& w, const StateLayout& at, std::span<const double> y,
                  const std::string& name) {
  const std::size_t node = node_named(w, name);
  return y[at.protein + node] / y[at.volume + node];
}

// The same of the vessels which drain into it, weighted by their volume.
double protein_before(const LymphNetwork& w, const StateLayout& at, std::span<const double> y,
                      const std::string& name) {
  const std::size_t node = node_named(w, name);
  double protein = 0, volume = 0;
  for (std::size_t e = 0; e < w.valves(); ++e) {
    if (static_cast<std::size_t>(w.valve_to[e]) != node) continue;
    const auto from = static_cast<std::size_t>(w.valve_from[e]);
    protein += y[at.protein + from], volume += y[at.volume + from];
  }
  return protein / volume;
}

const BodyReading& at_rest(Laboratory& laboratory) {
  return laboratory.once<BodyReading>("body at rest", [&] {
    const Subject& s = laboratory.subject(kAdult);
    const LymphNetwork& w = s.limb.network;
    const RestSurroundings rest(0, kSkinTemperature);
    FilmedRun run(s.limb, rest, s.rest.state);
    const StateLayout& at = run.layout();
    const std::vector<double> begin(run.state().begin(), run.state().end());
    const LimbVessel& chyli = s.limb.vessels[vessel_named(s.limb, "cisterna_chyli")];
    const LimbVessel& duct = s.limb.vessels[vessel_named(s.limb, "thoracic_duct")];
    BodyReading r;
    const long samples = std::lround(kLook / kSample);
    for (long k = 1; k <= samples; ++k) {
      run.pass_to(static_cast<double>(k) * kSample);
      run.state();
      const auto pressures = run.system().pressures();
      r.gradient += (pressures[chyli.first] - pressures[duct.first + duct.size - 1]) /
                    static_cast<double>(samples);
    }
    const std::span<const double> y = run.state();
    for (std::size_t i = 0; i < w.initials; ++i) {
      const double taken = (y[at.uptake + i] - begin[at.uptake + i]) / kLook;
      r.formed += taken;
      const auto patch = static_cast<std::size_t>(w.initial_patch[i]);
      if (!w.tissue.is_organ(patch)) {
        const LimbPatch& place = s.limb.patches[patch % w.tissue.skin_patches];
        const std::string& member = s.anatomy.members[static_cast<std::size_t>(place.member)].name;
        if (member.ends_with("_arm")) r.arm += taken / 2;
        if (member.ends_with("_leg")) r.leg += taken / 2;
        continue;
      }
      const std::string& organ = w.tissue.organs[patch - 2 * w.tissue.skin_patches].name;
      if (organ == "gut" || organ == "liver") r.gut_and_liver += taken;
    }
    // The meters of the outlets stand in the order of the valves that lead there.
    std::size_t meter = 0;
    for (std::size_t e = 0; e < w.valves(); ++e) {
      if (static_cast<std::size_t>(w.valve_to[e]) < w.cells()) continue;
      const double flow = (y[at.metered + meter] - begin[at.metered + meter]) / kLook;
      const std::size_t outlet = static_cast<std::size_t>(w.valve_to[e]) - w.cells();
      r.returned += flow;
      if (s.anatomy.outlets[outlet].name == "left_venous_angle") r.left += flow;
      ++meter;
    }
    for (const char* name : {"right_axillary", "left_axillary", "right_superficial_inguinal",
                             "left_superficial_inguinal"})
      r.concentration += protein_in(w, at, y, name) / protein_before(w, at, y, name) / 4;
    const std::pair<const char*, const char*> ends[] = {
        {"cubital", "axillary"}, {"popliteal", "deep_inguinal"}};  // of an arm, of a leg
    for (const std::string side : {"right_", "left_"})
      for (const auto& [first, last] : ends)
        r.limb_concentration +=
            protein_in(w, at, y, side + last) / protein_before(w, at, y, side + first) / 4;
    r.gut_protein = protein_of(w, at, y, "gut"), r.liver_protein = protein_of(w, at, y, "liver");
    const auto last = static_cast<std::size_t>(duct.first + duct.size - 1);
    r.duct_protein = y[at.protein + last] / y[at.volume + last];
    return r;
  });
}

}  // namespace

void add_body_measurements(Measurements& m) {
  m["body_lymph_formed"] = [](Laboratory& l) { return Measured{at_rest(l).formed, ""}; };
  m["body_lymph_returned"] = [](Laboratory& l) { return Measured{at_rest(l).returned, ""}; };
  m["body_gut_and_liver_share"] = [](Laboratory& l) {
    return Measured{at_rest(l).gut_and_liver / at_rest(l).formed, ""};
  };
  m["body_thoracic_duct_share"] = [](Laboratory& l) {
    return Measured{at_rest(l).left / at_rest(l).returned, ""};
  };
  m["body_limb_node_concentration"] = [](Laboratory& l) {
    return Measured{at_rest(l).concentration, ""};
  };
  m["body_whole_limb_concentration"] = [](Laboratory& l) {
    return Measured{at_rest(l).limb_concentration, ""};
  };
  m["body_arm_lymph"] = [](Laboratory& l) { return Measured{at_rest(l).arm, ""}; };
  m["body_leg_lymph"] = [](Laboratory& l) { return Measured{at_rest(l).leg, ""}; };
  m["body_gut_lymph_protein"] = [](Laboratory& l) { return Measured{at_rest(l).gut_protein, ""}; };
  m["body_liver_lymph_protein"] = [](Laboratory& l) {
    return Measured{at_rest(l).liver_protein, ""};
  };
  m["body_duct_lymph_protein"] = [](Laboratory& l) {
    return Measured{at_rest(l).duct_protein, ""};
  };
  m["body_duct_gradient"] = [](Laboratory& l) { return Measured{at_rest(l).gradient, ""}; };
}

}  // namespace cisterna::validation
