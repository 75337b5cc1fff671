#include "io/protocol_for_person.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "io/anatomy_reader.hpp"
#include "io/limb_of_body.hpp"
#include "io/person_reader.hpp"
#include "io/protocol_of_any_limb.hpp"
#include "io/protocol_reader.hpp"
#include "therapy/sided_protocol.hpp"

namespace cisterna {
namespace {

// "hand, forearm, upper_arm": without the empty ones that stand between members.
std::string listed_regions(const LimbAnatomy& anatomy) {
  std::string text;
  for (const Region& region : anatomy.regions) text += (text.empty() ? "" : ", ") + region.name;
  return text;
}

// The shipped anatomies that a protocol may be for, by name.
std::vector<LimbAnatomy> shipped_anatomies(const Catalogue& catalogue) {
  std::vector<LimbAnatomy> all;
  for (const CatalogueEntry& entry : catalogue.entries("body"))
    all.push_back(read_anatomy(entry.path));
  return all;
}

std::optional<Protocol> protocol_that_fits(const std::string& path, const LimbAnatomy& anatomy) {
  try {
    return read_protocol(path, region_names(anatomy), member_names(anatomy));
  } catch (const InputError&) {  // of another limb, or wrong for any
    return std::nullopt;
  }
}

// Where no region tells what it is for, the protocol may name it.
bool is_for(const Protocol& protocol, const LimbAnatomy& anatomy, const Catalogue& catalogue) {
  if (protocol.limb.empty() || protocol.limb == anatomy.name) return true;
  const LimbAnatomy named = read_anatomy(catalogue.resolve("body", protocol.limb));
  return region_names(named) == region_names(anatomy);
}

Protocol on_limb_of_body(Protocol protocol, const LimbAnatomy& limb, const Patient& who,
                         const std::string& asked) {
  const std::string side = asked.empty() ? ill_side(who.anatomy, who.parameters, &limb) : asked;
  return on_side(std::move(protocol), limb_of_body(who.anatomy, limb, side_names()[0]), side);
}

// One for a body that is written for one side.
Protocol on_side_of_body(Protocol protocol, const Patient& who, const std::string& asked) {
  const std::string side = asked.empty() ? ill_side(who.anatomy, who.parameters) : asked;
  protocol.title += ", " + side;
  return side == protocol.side ? protocol : mirror_image(std::move(protocol));
}

bool has_both(const LimbAnatomy& body, const LimbAnatomy& limb) {
  return std::none_of(side_names().begin(), side_names().end(), [&](const std::string& side) {
    return limb_of_body(body, limb, side).empty();
  });
}

bool is_plain(const Person& p) {
  return p.provenance.empty() && p.removed_nodes.empty() && p.changes.empty() &&
         p.member_changes.empty() && !p.mirrored && !p.inverted;
}

// Whom to treat instead: the first shipped person of whom nothing but an anatomy is stated.
std::string other_person(const LimbAnatomy& anatomy, const Catalogue& catalogue) {
  for (const CatalogueEntry& entry : catalogue.entries("persons")) {
    try {
      const Person person = read_person(entry.path, catalogue);
      if (is_plain(person) && person.anatomy == anatomy.name) return "; try --person " + entry.name;
    } catch (const InputError&) {  // a bad file says nothing about this protocol
    }
  }
  return "";
}

}  // namespace

Protocol read_protocol_for(const std::string& path, const Patient& who, const std::string& side,
                           const Catalogue& catalogue, bool& sided) {
  const LimbAnatomy& own = who.anatomy;
  std::optional<Protocol> found = protocol_that_fits(path, own);
  if (found) check_named_limb(*found, catalogue);
  if (found && is_for(*found, own, catalogue)) {
    if (found->side.empty()) return std::move(*found);
    sided = true;
    return on_side_of_body(std::move(*found), who, side);
  }
  const std::vector<LimbAnatomy> shipped = shipped_anatomies(catalogue);
  for (const LimbAnatomy& other : shipped) {
    std::optional<Protocol> theirs = protocol_that_fits(path, other);
    if (!theirs || !is_for(*theirs, other, catalogue)) continue;
    if (has_both(own, other)) {
      sided = true;
      return on_limb_of_body(std::move(*theirs), other, who, side);
    }
    throw InputError(path, 0, "",
                     "is for the regions of " + other.name + " (" + listed_regions(other) + "); " +
                         who.person.name + " has " + listed_regions(own) +
                         other_person(other, catalogue));
  }
  if (std::none_of(shipped.begin(), shipped.end(),
                   [&](const LimbAnatomy& each) { return each.file == own.file; }))
    return read_protocol(path, region_names(own), member_names(own));
  return read_protocol_of_any_limb(path, catalogue, own.file);  // says what is wrong with it
}

}  // namespace cisterna
