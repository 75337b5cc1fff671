// Protocols from YAML (docs/protocols.md describes the format).
#pragma once
#include <string>
#include <vector>

#include "therapy/protocol.hpp"

namespace cisterna {

/// Reads and checks a protocol for a limb with these regions, distal to proximal; in a body an empty name stands
/// between the regions of one member and the next. `member_names` are those a posture may name, none for a single
/// limb. Recordings are looked for beside the file. Every number read is in `provenance`. Throws InputError.
Protocol read_protocol(const std::string& path, const std::vector<std::string>& region_names,
                       const std::vector<std::string>& member_names = {});
/// The same for text already in memory; `file` gives the folder of recordings and the name in messages.
Protocol read_protocol_text(const std::string& text, const std::string& file,
                            const std::vector<std::string>& region_names,
                            const std::vector<std::string>& member_names = {});

}  // namespace cisterna
