// Recorded pressures: a CSV of chamber or sensor pressures against time.
//
//     # lines before the header may say where the recording comes from
//     time [s],chamber1 [mmHg],chamber2 [mmHg]
//     0,0,0
//     0.5,12.5,0
#pragma once
#include <string>

#include "therapy/protocol.hpp"

namespace cisterna {

/// Reads the whole file. Time is shifted to start at 0. Throws InputError naming file, line and column:
/// unreadable, no header, a missing or wrong unit, ragged rows, no number, time that does not increase,
/// negative or absurd pressures, fewer than two rows.
Recording read_recording(const std::string& path);
/// The same for text already in memory.
Recording read_recording_text(const std::string& text, const std::string& file);

}  // namespace cisterna
