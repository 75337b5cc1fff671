// The sources of data/references.bib: that every key used resolves, and a readable line for each.
#pragma once
#include <string>
#include <vector>

namespace cisterna {

struct Reference {
  std::string key;
  std::string text;  ///< "Davis and others 2011: Determinants of valve gating ... PMC3129915"
};

/// Entries in file order. Throws InputError where an entry is broken or a key is used twice.
std::vector<Reference> read_references(const std::string& path);

}  // namespace cisterna
