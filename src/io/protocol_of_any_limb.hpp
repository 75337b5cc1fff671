// A protocol by itself, of which nobody has said whom it is for.
#pragma once
#include <string>

#include "io/catalogue.hpp"
#include "therapy/protocol.hpp"

namespace cisterna {

/// The protocol on whichever shipped limb it fits. Throws what is wrong with it where it fits none: on the limb whose
/// regions and members it names most, of equals on that of the file `first` (may be empty).
Protocol read_protocol_of_any_limb(const std::string& path, const Catalogue& catalogue,
                                   const std::string& first = "");
/// Throws InputError where a protocol says that it is for an anatomy that is not shipped.
void check_named_limb(const Protocol& protocol, const Catalogue& catalogue);

}  // namespace cisterna
