#include "io/catalogue.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {
namespace {

namespace fs = std::filesystem;

const std::string kVariable = "CISTERNA_DATA";

bool is_data_folder(const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder / "parameters", error) && fs::is_directory(folder / "body", error);
}

std::string singular(const std::string& kind) {
  if (kind == "protocols") return "protocol";
  if (kind == "persons") return "person";
  return "anatomy";
}

// A name with a separator or the ending of a data file can only be a path.
bool looks_like_path(const std::string& name) {
  return name.find('/') != std::string::npos || name.ends_with(".yaml") || name.ends_with(".yml");
}

std::string title_of(const std::string& path) {
  try {
    const InputNode file = InputNode::load(path);
    const auto title = file.find("title");
    return title ? title->text() : "";
  } catch (const InputError&) {
    return "(cannot be read)";
  }
}

std::string follows_of(const std::string& path) {
  try {
    const InputNode file = InputNode::load(path);
    const auto follows = file.find("follows");
    if (!follows) return "";
    if (!follows->is_list()) return follows->text();
    std::string all;
    for (const InputNode& each : follows->children())
      all += (all.empty() ? "" : ", ") + each.text();
    return all;
  } catch (const InputError&) {  // its title says so
    return "";
  }
}

bool is_of_kind(const std::string& path, const std::string& kind) {
  try {
    return kind_of_file(path) == kind;
  } catch (const InputError&) {  // nothing that could be meant
    return false;
  }
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(folder, error)) {
    if (file.path().extension() == ".yaml") names.push_back(file.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::string find_data_folder(const std::string& otherwise) {
  if (const char* given = std::getenv(kVariable.c_str()); given != nullptr && *given != '\0') {
    if (is_data_folder(given)) return given;
    throw InputError(given, 0, kVariable, "is not a data folder (parameters/ and body/ expected)");
  }
  std::error_code error;
  const fs::path executable = fs::read_symlink("/proc/self/exe", error);
  std::vector<fs::path> places;
  if (!error) {
    for (const char* way : {"../../../data", "../share/cisterna/data"}) {
      places.push_back((executable.parent_path() / way).lexically_normal());
    }
  }
  places.emplace_back(otherwise);
  for (const fs::path& place : places) {
    if (!place.empty() && is_data_folder(place)) return place.string();
  }
  throw InputError("data", 0, "", "data folder not found; set " + kVariable + " to it");
}

std::vector<CatalogueEntry> Catalogue::entries(const std::string& kind) const {
  std::vector<CatalogueEntry> found;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(fs::path(folder_) / kind, error)) {
    if (file.path().extension() != ".yaml") continue;
    const std::string path = file.path().string();
    found.push_back({file.path().stem().string(), title_of(path), path, follows_of(path)});
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return found;
}

std::string Catalogue::resolve(const std::string& kind, const std::string& name) const {
  std::error_code error;
  const fs::path shipped = fs::path(folder_) / kind / (name + ".yaml");
  if (!looks_like_path(name) && fs::is_regular_file(shipped, error)) return shipped.string();
  if (looks_like_path(name)) {
    if (fs::exists(name, error)) return name;
    throw InputError(name, 0, "", "no such file");
  }
  const std::vector<std::string> names = names_in(fs::path(folder_) / kind);
  const bool here = !name.empty() && fs::is_regular_file(name, error);
  if (here) return name;
  throw InputError(name.empty() ? "\"\"" : name, 0, "",
                   "no " + singular(kind) + " of this name" + suggestion(name, names));
}

std::string Catalogue::resolve_beside(const std::string& kind, const std::string& name,
                                      const std::string& file) const {
  std::error_code error;
  const fs::path own = fs::absolute(file, error).parent_path(), shipped = fs::path(folder_) / kind;
  std::vector<fs::path> folders = {fs::path(file).parent_path()};
  if (!folder_.empty()) folders.push_back(shipped);
  for (const fs::path& folder : folders) {
    const fs::path path = folder / (name + ".yaml");
    if (!name.empty() && fs::is_regular_file(path, error) && !fs::equivalent(path, file, error))
      return path.string();
  }
  std::vector<std::string> names = folder_.empty() ? std::vector<std::string>{} : names_in(shipped);
  for (const std::string& beside : names_in(own))
    if (is_of_kind((own / (beside + ".yaml")).string(), singular(kind))) names.push_back(beside);
  std::erase(names, fs::path(file).stem().string());
  throw InputError(name.empty() ? "\"\"" : name, 0, "",
                   "no other " + singular(kind) + " of this name beside this file or shipped" +
                       suggestion(name, names));
}

std::string kind_of_file(const std::string& path) {
  return InputNode::load(path).at("kind").one_of(
      {"protocol", "person", "anatomy", "body", "parameters"});
}

}  // namespace cisterna
