// Where the data files lie, and which file a name on the command line means.
#pragma once
#include <string>
#include <vector>

namespace cisterna {

/// The folder with body/, parameters/, persons/, protocols/: the environment variable CISTERNA_DATA, or
/// ../../../data seen from the executable (a build folder), or ../share/cisterna/data (installed), or
/// `otherwise` (the compiled-in place). Throws InputError when none of them is there.
std::string find_data_folder(const std::string& otherwise = "");

struct CatalogueEntry {
  std::string name, title, path;
  std::string follows;  ///< of a protocol: the trials or practices it follows
};

class Catalogue {
 public:
  explicit Catalogue(std::string folder) : folder_(std::move(folder)) {}

  const std::string& folder() const { return folder_; }
  std::string parameters() const { return folder_ + "/parameters"; }
  std::string references() const { return folder_ + "/references.bib"; }
  /// Files of one kind ("protocols", "persons", "body"), by name. A file that cannot be read has the title
  /// "(cannot be read)": one bad file must not hide the others.
  std::vector<CatalogueEntry> entries(const std::string& kind) const;
  /// Path of a file given as a path or as the bare name of a shipped file. Throws InputError, nearest
  /// name offered.
  std::string resolve(const std::string& kind, const std::string& name) const;
  /// Path of one that `file` names: of one beside it, which is not `file` itself, else of a shipped one. Throws InputError,
  /// nearest name of both places offered. Nothing is shipped where the folder of the catalogue is empty ("").
  std::string resolve_beside(const std::string& kind, const std::string& name,
                             const std::string& file) const;

 private:
  std::string folder_;
};

/// The top-level `kind:` of a YAML file. Throws InputError when there is none.
std::string kind_of_file(const std::string& path);

}  // namespace cisterna
