// The shipped limbs, cut coarsely so that they run in seconds, and the shipped protocols. Shared by the tests beside it.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/rest_start.hpp"
#include "engine/treatment_surroundings.hpp"
#include "io/anatomy_reader.hpp"
#include "io/limb_of_body.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_reader.hpp"
#include "io/protocol_reader.hpp"
#include "therapy/sided_protocol.hpp"
#include "therapy/treatment.hpp"

namespace cisterna::arm {

inline const std::string kData = CISTERNA_DATA_DIR;
/// Lymphangions twice as long as they are. Not four times: activation would then take longer to a neighbour and back
/// than contraction and refractoriness together, and every wave would run back for ever.
inline constexpr LimbResolution kCoarse{0.12, 2};
/// For bodies: patches so large that a minute of one takes a second.
inline constexpr LimbResolution kVeryCoarse{0.3, 2};
inline constexpr double kSkin = 306.15;     // [K]
inline constexpr double kConserved = 1e-9;  // of throughput

struct Subject {
  LimbAnatomy anatomy;
  ParameterSet parameters;
  std::vector<std::string> regions;
};

inline Subject read_subject(const std::string& person) {
  Subject s;
  s.parameters = read_parameters(kData + "/parameters");
  const Person who = read_person(kData + "/persons/" + person + ".yaml");
  s.anatomy = read_anatomy(kData + "/body/" + who.anatomy + ".yaml");
  apply(who, s.anatomy, s.parameters);
  s.regions = region_names(s.anatomy);
  return s;
}

inline const Subject& healthy() {
  static const Subject subject = read_subject("healthy_arm");
  return subject;
}

inline const Subject& healthy_leg() {
  static const Subject subject = read_subject("healthy_leg");
  return subject;
}

inline const Subject& adult() {
  static const Subject subject = read_subject("reference_adult");
  return subject;
}

inline Protocol protocol(const std::string& name,
                         const std::vector<std::string>& regions = healthy().regions,
                         const std::vector<std::string>& members = {}) {
  return read_protocol(kData + "/protocols/" + name + ".yaml", regions, members);
}

/// Names of all shipped files of a folder of data/.
inline std::vector<std::string> shipped(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kData + "/" + folder))
    if (entry.path().extension() == ".yaml") names.insert(entry.path().stem().string());
  return {names.begin(), names.end()};
}

/// The shipped protocols for a limb of these regions. Those that touch no region fit every limb.
inline std::vector<std::string> protocols_for(const std::vector<std::string>& regions,
                                              const std::vector<std::string>& members = {}) {
  std::vector<std::string> names;
  for (const std::string& name : shipped("protocols")) {
    try {
      protocol(name, regions, members);
      names.push_back(name);
    } catch (const InputError&) {  // of another limb: every_shipped_protocol_fits_a_shipped_limb
    }
  }
  return names;
}

inline void note_techniques(const std::vector<Step>& steps, std::set<Technique>& all) {
  for (const Step& step : steps) {
    if (!step.group()) all.insert(step.technique);
    note_techniques(step.steps, all);
  }
}

/// Of each technique the first protocol that uses it, in the order given.
inline std::vector<Protocol> one_of_each_kind(const std::vector<Protocol>& protocols) {
  std::vector<Protocol> chosen;
  std::set<Technique> known;
  for (const Protocol& each : protocols) {
    const std::size_t before = known.size();
    note_techniques(each.steps, known);
    if (known.size() > before) chosen.push_back(each);
  }
  return chosen;
}

/// The limb alone that a body's ill limb is one of: a leg where a leg has a law of its own, else an arm.
inline const Subject& ill_limb(const Subject& body) {
  for (const Member& m : body.anatomy.members)
    if (m.name.ends_with("_leg") && &body.parameters.of(m.name) != &body.parameters)
      return healthy_leg();
  return healthy();
}

/// A protocol for that limb alone, on the ill side of the body.
inline Protocol on_ill_limb(const Subject& body, const std::string& name) {
  const Subject& limb = ill_limb(body);
  return on_side(protocol(name, limb.regions), limb_of_body(body.anatomy, limb.anatomy, "right"),
                 ill_side(body.anatomy, body.parameters, &limb.anatomy));
}

/// Hands on the ill limb of a body and a sleeve around it.
inline std::vector<Protocol> on_ill_limb(const Subject& body) {
  const bool leg = &ill_limb(body) == &healthy_leg();
  return {on_ill_limb(body, leg ? "massage_lymphoedema_leg" : "mld_arm"),
          on_ill_limb(body, leg ? "ipc_leg_80_50s" : "ipc_arm")};
}

/// What is tried on a subject to the end. A limb alone: all that fits it. The reference adult: all protocols of a body, and of
/// those of a limb alone one of each kind, on the left. Another body, to save minutes: a cavity pressed, hands, one posture, and
/// what is done to its ill limb.
inline std::vector<Protocol> protocols_to_try(const Subject& s, const std::string& person) {
  std::vector<std::string> names = protocols_for(s.regions, member_names(s.anatomy));
  if (s.anatomy.body && person != "reference_adult")
    names = {"abdominal_pump_body", "arm_over_the_edge_body", "mld_effort_body"};
  std::vector<Protocol> all;
  for (const std::string& name : names)
    all.push_back(protocol(name, s.regions, member_names(s.anatomy)));
  // Without blood what is done at a vein is no more than rest.
  std::erase_if(all, [](const Protocol& p) { return step_at_a_vein(p) != nullptr; });
  if (!s.anatomy.body) return all;
  if (person != "reference_adult") {
    for (const Protocol& each : on_ill_limb(s)) all.push_back(each);
    return all;
  }
  for (const auto& [limb, member] :
       {std::pair{&healthy(), "right_arm"}, std::pair{&healthy_leg(), "right_leg"}}) {
    std::vector<Protocol> theirs;
    for (const std::string& name : protocols_for(limb->regions))
      if (const Protocol p = protocol(name, limb->regions); step_at_a_vein(p) == nullptr)
        theirs.push_back(p);
    for (const Protocol& each : one_of_each_kind(theirs))
      all.push_back(on_side(each, member, "left"));
  }
  return all;
}

/// A coarse limb and a state to begin from that needs no search: vessels run for a while from their unloaded size.
/// To the last bit, but for names and angles: of a limb or body and its mirror image.
inline void expect_same_network(const LymphNetwork& u, const LymphNetwork& v) {
  EXPECT_EQ(u.copies, v.copies);
  EXPECT_EQ(u.initial_patch, v.initial_patch);
  EXPECT_EQ(u.initial_slack, v.initial_slack);
  EXPECT_EQ(u.valve_from, v.valve_from);
  EXPECT_EQ(u.valve_to, v.valve_to);
  EXPECT_EQ(u.valve_open, v.valve_open);
  EXPECT_EQ(u.resistor_to, v.resistor_to);
  EXPECT_EQ(u.resistor_conductance, v.resistor_conductance);
  EXPECT_EQ(u.intrinsic_rate, v.intrinsic_rate);
  EXPECT_EQ(u.lymphangion_patch, v.lymphangion_patch);
  EXPECT_EQ(u.site_patch, v.site_patch);
  EXPECT_EQ(u.node_patch, v.node_patch);
  EXPECT_EQ(u.along, v.along);
  EXPECT_EQ(u.tissue.rest_volume, v.tissue.rest_volume);
  ASSERT_EQ(u.plexus.size(), v.plexus.size());
  for (std::size_t k = 0; k < u.plexus.size(); ++k) {
    EXPECT_EQ(u.plexus[k].a, v.plexus[k].a);
    EXPECT_EQ(u.plexus[k].b, v.plexus[k].b);
    EXPECT_EQ(u.plexus[k].conductance, v.plexus[k].conductance);
  }
  ASSERT_EQ(u.tissue.links.size(), v.tissue.links.size());
  for (std::size_t k = 0; k < u.tissue.links.size(); ++k) {
    EXPECT_EQ(u.tissue.links[k].a, v.tissue.links[k].a);
    EXPECT_EQ(u.tissue.links[k].b, v.tissue.links[k].b);
    EXPECT_EQ(u.tissue.links[k].conductance, v.tissue.links[k].conductance);
  }
}

struct Begun {
  Limb limb;
  std::vector<double> state;
};

/// A limb after it has lain for `settle` [s].
inline Begun settled(Limb limb, double settle, std::uint64_t draw) {
  Begun b{std::move(limb), {}};
  const RestSurroundings rest(0, kSkin);
  Simulation run(b.limb.network, rest, {});
  b.state = run.system().rest_guess(draw);
  run.start(0, b.state);
  EXPECT_EQ(run.advance(settle), StopReason::finished);
  run.state_at(settle, b.state);
  RestState::reset_counted(run.layout(), b.state);
  return b;
}
inline Begun begin(const LimbResolution& resolution, double settle = 60, std::uint64_t draw = 1,
                   const Subject& subject = healthy()) {
  return settled(build_limb(subject.anatomy, subject.parameters, resolution, 1), settle, draw);
}

inline const Begun& coarse() {
  static const Begun begun = begin(kCoarse);
  return begun;
}

/// Each lymphangion by a clock of its own, from the phase it has. Left to stretch, shear and their neighbours phases drift
/// apart whatever the steps (decision 0003).
inline LymphNetwork paced(LymphNetwork network) {
  constexpr double kRate = 2.0 / 60;  // of each pacemaker, before its own share [1/s]
  auto& p = network.human.pacemaker;
  p.rate_low = p.rate_high = kRate;
  p.rise_gain = p.shear_gain = p.trigger_rate = 0;
  return network;
}

inline std::shared_ptr<const Treatment> treatment_of(const Limb& limb, const std::string& name) {
  std::vector<std::string> members;
  for (const Member& member : limb.members)
    if (limb.members.size() > 1) members.push_back(member.name);
  return make_treatment(protocol(name, limb.region_names, members), spans_of(limb),
                        surface_of(limb));
}

inline TreatmentSurroundings surroundings_of(const Limb& limb, const std::string& name) {
  return {limb, treatment_of(limb, name)};
}

/// What a run left over of each conserved amount, relative to its throughput.
struct Amounts {
  double drained = 0, volume_residual = 0, protein_residual = 0, tracer_residual = 0;
};

inline Amounts amounts(const LymphNetwork& w, const StateLayout& at, std::span<const double> start,
                       std::span<const double> y) {
  const std::size_t cells = w.cells(), patches = w.tissue.patches;
  const auto change = [&](std::size_t first, std::size_t count) {
    double sum = 0;
    for (std::size_t i = first; i < first + count; ++i) sum += y[i] - start[i];
    return sum;
  };
  const double absorbed = change(at.absorbed, w.node_exchange.size());
  const auto residual = [](double in, double out, double tissue, double lymph) {
    const double throughput = std::abs(in) + std::abs(out) + std::abs(tissue) + std::abs(lymph);
    return throughput > 0 ? std::abs(in - out - tissue - lymph) / throughput : 0;
  };
  Amounts a;
  a.drained = change(at.metered, at.dynamic - at.metered - w.closing);
  a.volume_residual = residual(change(at.filtered, patches), a.drained + absorbed,
                               change(at.tissue, patches), change(at.volume, cells));
  a.protein_residual = residual(change(at.protein_filtered, 1), change(at.protein_out, 1),
                                change(at.protein + cells, patches), change(at.protein, cells));
  a.tracer_residual = residual(0, change(at.tracer_out, 1), change(at.tracer + cells, patches),
                               change(at.tracer, cells));
  return a;
}

}  // namespace cisterna::arm
