// One place in a YAML input file: its value, its file, line and key path, and where its numbers come from.
//
// Everything that reads YAML goes through this class, so that every error is one line naming file, line
// and key, says what was expected and what was found, and offers the nearest valid name.
//
// A number is written as text with its unit ("35 mmHg"), or as a map that also says where it comes from:
//     length: {value: 26 cm, source: key, basis: measured, note: "..."}
// `source`, `basis` and `note` may also stand in any enclosing map (and at the top of the file): they hold
// for every number inside that does not say otherwise. Without any, a number is `assumed`.
#pragma once
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "base/error.hpp"
#include "model/provenance.hpp"
#include "units/units.hpp"

namespace cisterna {

class InputNode {
 public:
  /// Reads a whole file. `collected` (may be null, must outlive the node) receives every number read.
  /// Throws InputError: unreadable, empty, not text, not YAML, too large, too deep, a key given twice.
  static InputNode load(const std::string& path, ProvenanceList* collected = nullptr);
  /// The same for text already in memory; `file` is the name used in messages.
  static InputNode load_text(const std::string& text, const std::string& file,
                             ProvenanceList* collected = nullptr);

  // --- maps and lists
  InputNode at(std::string_view key) const;
  std::optional<InputNode> find(std::string_view key) const;
  bool has(std::string_view key) const { return find(key).has_value(); }
  /// Entries of a list. An entry that is a map with a `name` is known by it in the key path.
  std::vector<InputNode> children() const;
  /// Entries of a map in file order; provenance keys (source, basis, note) are left out.
  std::vector<std::pair<std::string, InputNode>> entries() const;
  /// Refuses keys other than these; provenance keys are always allowed.
  void allow_only(std::initializer_list<std::string_view> keys) const;
  void allow_only(const std::vector<std::string>& keys) const;

  // --- values
  /// SI value of "35 mmHg" or {value: 35 mmHg, source: ...}, within [low, high] (SI).
  double quantity(const units::Dimension& dimension, double low, double high) const;
  /// The same without range and dimension check, for records that state their own.
  units::Quantity any_quantity() const;
  double number(double low, double high) const;
  int integer(int low, int high) const;
  std::string text() const;
  bool boolean() const;
  std::string one_of(std::initializer_list<std::string_view> names) const;
  std::string one_of(const std::vector<std::string>& names) const;

  // --- what kind, and where
  bool is_map() const { return node_.IsMap(); }
  bool is_list() const { return node_.IsSequence(); }
  bool is_scalar() const { return node_.IsScalar(); }
  int line() const { return line_; }
  const std::string& key_path() const { return key_path_; }
  const std::string& file() const;
  Provenance provenance() const;
  [[noreturn]] void fail(const std::string& message) const;

 private:
  struct Document;
  struct Origin {  // provenance inherited from the enclosing maps
    std::string source, note;
    Basis basis = Basis::assumed;
  };

  InputNode(std::shared_ptr<const Document> document, YAML::Node node, std::string key_path,
            int line, const Origin& inherited);
  InputNode child(const YAML::Node& node, std::string key_path) const;
  Origin own_origin(const Origin& inherited) const;
  const YAML::Node value_node() const;  // the scalar itself, or `value` of its map
  std::string scalar_text() const;
  std::vector<std::string> keys() const;
  void record() const;
  void check_range(double si, double low, double high, const units::Unit& unit) const;

  std::shared_ptr<const Document> document_;
  YAML::Node node_;
  std::string key_path_;
  int line_ = 0;
  Origin origin_;
};

}  // namespace cisterna
