#include "io/yaml_node.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/spelling.hpp"
#include "io/text_file.hpp"

namespace cisterna {

struct InputNode::Document {
  std::string file;
  ProvenanceList* collected = nullptr;
};

namespace {

constexpr int kDeepest = 32;
constexpr long kMostNodes = 1'000'000;  // aliases could unfold a small file without end
constexpr std::string_view kProvenanceKeys[] = {"source", "basis", "note"};
const std::vector<std::string> kBases = {"measured", "derived", "fitted", "assumed"};

bool is_provenance_key(std::string_view key) {
  return std::find(std::begin(kProvenanceKeys), std::end(kProvenanceKeys), key) !=
         std::end(kProvenanceKeys);
}

int line_of(const YAML::Node& node, int otherwise) {
  const YAML::Mark mark = node.Mark();
  return mark.is_null() ? otherwise : mark.line + 1;
}

std::string shown(const std::string& text) {
  constexpr std::size_t kLongest = 40;
  return '"' + text.substr(0, kLongest) + (text.size() > kLongest ? "..." : "") + '"';
}

std::string kind_of(const YAML::Node& node) {
  if (node.IsMap()) return "a map";
  if (node.IsSequence()) return "a list";
  if (node.IsScalar()) return shown(node.Scalar());
  return "nothing";
}

std::string with_article(const std::string& name) {
  const bool vowel = std::string_view("aeio").find(name.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + name;
}

// Refuses what no reader should have to think of: depth, keys given twice, keys that are no text.
class StructureCheck {
 public:
  explicit StructureCheck(const std::string& file) : file_(file) {}

  void visit(const YAML::Node& node, const std::string& key, int depth, int line) {
    line = line_of(node, line);
    if (depth > kDeepest) {
      throw InputError(file_, line, key,
                       "nested deeper than " + std::to_string(kDeepest) + " levels");
    }
    if (++visited_ > kMostNodes) throw InputError(file_, line, key, "unfolds to too many values");
    if (node.IsSequence()) {
      for (const auto& item : node) visit(item, key, depth + 1, line);
    } else if (node.IsMap()) {
      visit_map(node, key, depth, line);
    }
  }

 private:
  void visit_map(const YAML::Node& node, const std::string& key, int depth, int line) {
    std::vector<std::string> seen;
    for (const auto& entry : node) {
      const int at = line_of(entry.first, line);
      if (!entry.first.IsScalar()) throw InputError(file_, at, key, "a key must be plain text");
      const std::string& name = entry.first.Scalar();
      seen.push_back(name);
      visit(entry.second, name, depth + 1, at);
    }
    std::sort(seen.begin(), seen.end());
    const auto twice = std::adjacent_find(seen.begin(), seen.end());
    if (twice != seen.end())
      throw InputError(file_, line_of_second(node, *twice), *twice, "is given twice");
  }

  static int line_of_second(const YAML::Node& node, const std::string& name) {
    int line = 0;
    for (const auto& entry : node) {
      if (entry.first.Scalar() == name) line = line_of(entry.first, line);
    }
    return line;
  }

  const std::string& file_;
  long visited_ = 0;
};

YAML::Node parse_yaml(const std::string& text, const std::string& file) {
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(text);
    if (documents.empty() || documents.front().IsNull()) throw InputError(file, 0, "", "is empty");
    if (documents.size() > 1) {
      throw InputError(file, line_of(documents[1], 0), "",
                       "holds more than one document (\"---\")");
    }
    return documents.front();
  } catch (const YAML::Exception& error) {
    const int line = error.mark.is_null() ? 0 : error.mark.line + 1;
    throw InputError(file, line, "", "is not valid YAML: " + error.msg);
  }
}

}  // namespace

InputNode InputNode::load(const std::string& path, ProvenanceList* collected) {
  return load_text(read_text_file(path), path, collected);
}

InputNode InputNode::load_text(const std::string& text, const std::string& file,
                               ProvenanceList* collected) {
  const YAML::Node root = parse_yaml(clean_text(text, file), file);
  StructureCheck(file).visit(root, "", 0, 1);
  return InputNode(std::make_shared<const Document>(Document{file, collected}), root, "", 1,
                   Origin{});
}

InputNode::InputNode(std::shared_ptr<const Document> document, YAML::Node node,
                     std::string key_path, int line, const Origin& inherited)
    : document_(std::move(document)),
      node_(std::move(node)),
      key_path_(std::move(key_path)),
      line_(line_of(node_, line)) {
  origin_ = own_origin(inherited);
}

InputNode InputNode::child(const YAML::Node& node, std::string key_path) const {
  return InputNode(document_, node, std::move(key_path), line_, origin_);
}

const std::string& InputNode::file() const { return document_->file; }

void InputNode::fail(const std::string& message) const {
  throw InputError(document_->file, line_, key_path_, message);
}

// --- provenance

InputNode::Origin InputNode::own_origin(const Origin& inherited) const {
  Origin origin = inherited;
  if (!node_.IsMap()) return origin;
  bool has_source = false, has_basis = false, has_note = false;
  for (const auto& entry : node_) {
    const std::string& key = entry.first.Scalar();
    if (!is_provenance_key(key)) continue;
    if (!entry.second.IsScalar()) {
      throw InputError(file(), line_of(entry.first, line_), key,
                       "expected text, found " + kind_of(entry.second));
    }
    const std::string& value = entry.second.Scalar();
    if (key == "note") {
      origin.note = value;
      has_note = true;
    }
    if (key == "source") {
      origin.source = value;
      has_source = true;
    }
    if (key == "basis") {
      const auto found = std::find(kBases.begin(), kBases.end(), value);
      if (found == kBases.end()) {
        throw InputError(file(), line_of(entry.second, line_), "basis",
                         "expected " + joined_names(kBases) + ", found " + shown(value));
      }
      origin.basis = static_cast<Basis>(found - kBases.begin());
      has_basis = true;
    }
  }
  if (has_source && !has_basis) {
    fail("a source needs a basis: measured, derived, fitted or assumed");
  }
  if (has_basis && !has_source && origin.basis == Basis::assumed) origin.source.clear();
  // A note on another origin says nothing about this one.
  if (has_basis && !has_note) origin.note.clear();
  if (origin.basis == Basis::measured && origin.source.empty())
    fail("a measured value needs a source");
  return origin;
}

Provenance InputNode::provenance() const {
  Provenance p;
  p.file = document_->file;
  p.line = line_;
  p.key = key_path_;
  const YAML::Node value = value_node();
  if (value.IsScalar()) p.text = value.Scalar();
  p.source = origin_.source;
  p.basis = origin_.basis;
  p.note = origin_.note;
  return p;
}

void InputNode::record() const {
  if (document_->collected != nullptr) document_->collected->push_back(provenance());
}

// --- maps and lists

std::vector<std::string> InputNode::keys() const {
  std::vector<std::string> names;
  for (const auto& entry : node_) names.push_back(entry.first.Scalar());
  return names;
}

std::optional<InputNode> InputNode::find(std::string_view key) const {
  if (!node_.IsMap()) fail("expected a map, found " + kind_of(node_));
  for (const auto& entry : node_) {
    if (entry.first.Scalar() != key) continue;
    const std::string path =
        key_path_.empty() ? std::string(key) : key_path_ + "." + std::string(key);
    InputNode found = child(entry.second, path);
    if (entry.second.IsNull()) {
      throw InputError(file(), line_of(entry.first, line_), path, "has no value");
    }
    return found;
  }
  return std::nullopt;
}

InputNode InputNode::at(std::string_view key) const {
  if (auto found = find(key)) return *found;
  std::vector<std::string> near;
  for (const std::string& name : nearest_names(key, keys())) {
    if (!is_provenance_key(name)) near.push_back(name);
  }
  const std::string hint = near.empty() ? "" : " (found " + joined_names(near, " and ") + ")";
  fail("missing key \"" + std::string(key) + "\"" + hint);
}

std::vector<InputNode> InputNode::children() const {
  if (!node_.IsSequence()) fail("expected a list, found " + kind_of(node_));
  std::vector<InputNode> items;
  std::size_t position = 0;
  for (const auto& item : node_) {
    ++position;
    std::string path = key_path_ + "[" + std::to_string(position) + "]";
    if (item.IsMap()) {
      const YAML::Node& map = item;
      const YAML::Node name = map["name"];
      if (name && name.IsScalar()) path = key_path_ + "." + name.Scalar();
    }
    items.push_back(child(item, path));
    if (item.IsNull()) items.back().fail("has no value");
  }
  return items;
}

std::vector<std::pair<std::string, InputNode>> InputNode::entries() const {
  if (!node_.IsMap()) fail("expected a map, found " + kind_of(node_));
  std::vector<std::pair<std::string, InputNode>> found;
  for (const std::string& key : keys()) {
    if (!is_provenance_key(key)) found.emplace_back(key, at(key));
  }
  return found;
}

void InputNode::allow_only(const std::vector<std::string>& allowed) const {
  if (!node_.IsMap()) fail("expected a map, found " + kind_of(node_));
  for (const auto& entry : node_) {
    const std::string& key = entry.first.Scalar();
    if (is_provenance_key(key) || std::find(allowed.begin(), allowed.end(), key) != allowed.end())
      continue;
    throw InputError(file(), line_of(entry.first, line_),
                     key_path_.empty() ? key : key_path_ + "." + key,
                     "unknown key" + suggestion(key, allowed));
  }
}

void InputNode::allow_only(std::initializer_list<std::string_view> allowed) const {
  allow_only(std::vector<std::string>(allowed.begin(), allowed.end()));
}

// --- values

const YAML::Node InputNode::value_node() const {
  if (!node_.IsMap()) return node_;
  const YAML::Node& map = node_;
  const YAML::Node value = map["value"];
  return value ? value : map;
}

std::string InputNode::scalar_text() const {
  if (node_.IsMap()) {
    allow_only({"value"});
    if (!value_node().IsScalar()) fail("missing key \"value\"");
  }
  const YAML::Node value = value_node();
  if (!value.IsScalar()) fail("expected a single value, found " + kind_of(value));
  if (value.Scalar().empty()) fail("has no value");
  return value.Scalar();
}

units::Quantity InputNode::any_quantity() const {
  try {
    const units::Quantity quantity = units::parse(scalar_text());
    record();
    return quantity;
  } catch (const units::UnitError& error) {
    fail(error.what());
  }
}

double InputNode::quantity(const units::Dimension& dimension, double low, double high) const {
  const std::string expected = with_article(units::name_of(dimension));
  std::vector<std::string> fitting = units::units_of(dimension);
  if (fitting.size() > 4) fitting.resize(4);
  const std::string written = scalar_text();
  units::Quantity found;
  try {
    found = units::parse(written);
  } catch (const units::UnitError& error) {
    fail(std::string(error.what()) + " (expected " + expected + ": " + joined_names(fitting) + ")");
  }
  if (found.dimension != dimension) {
    if (found.unit->name.empty()) {
      fail("expected " + expected + " with its unit (" + joined_names(fitting) + "), found " +
           shown(written) + " without unit");
    }
    fail("expected " + expected + (fitting.empty() ? "" : " (" + joined_names(fitting) + ")") +
         ", found " + shown(written) + ", " + with_article(units::name_of(found.dimension)));
  }
  check_range(found.value, low, high, *found.unit);
  record();
  return found.value;
}

void InputNode::check_range(double si, double low, double high, const units::Unit& unit) const {
  // Round-off of the conversion must not refuse the end point itself.
  const double slack =
      4 * std::numeric_limits<double>::epsilon() * std::max({std::abs(si), std::abs(unit.offset)});
  if (si >= low - slack && si <= high + slack) return;
  const std::string found = units::format(si, unit, 6);
  if (low == 0 && si < 0) fail("must not be negative, found " + found);
  if (std::isinf(high)) fail("must be at least " + units::format(low, unit) + ", found " + found);
  if (std::isinf(low)) fail("must be at most " + units::format(high, unit) + ", found " + found);
  fail("must lie between " + units::format(low, unit) + " and " + units::format(high, unit) +
       ", found " + found);
}

double InputNode::number(double low, double high) const {
  return quantity(units::kNumber, low, high);
}

int InputNode::integer(int low, int high) const {
  const std::string written = scalar_text();
  int value = 0;
  const char* end = written.data() + written.size();
  const auto result = std::from_chars(written.data(), end, value);
  const bool whole = result.ptr == end;
  if (result.ec == std::errc::invalid_argument || !whole) {
    fail("expected a whole number, found " + shown(written));
  }
  if (result.ec != std::errc() || value < low || value > high) {
    fail("must lie between " + std::to_string(low) + " and " + std::to_string(high) + ", found " +
         shown(written));
  }
  record();
  return value;
}

std::string InputNode::text() const {
  if (!node_.IsScalar()) fail("expected text, found " + kind_of(node_));
  if (node_.Scalar().empty()) fail("has no value");
  return node_.Scalar();
}

bool InputNode::boolean() const {
  const std::string written = text();
  if (written == "true" || written == "yes") return true;
  if (written == "false" || written == "no") return false;
  fail("expected true or false, found " + shown(written));
}

std::string InputNode::one_of(const std::vector<std::string>& names) const {
  const std::string written = text();
  if (std::find(names.begin(), names.end(), written) != names.end()) return written;
  fail("unknown name " + shown(written) + suggestion(written, names));
}

std::string InputNode::one_of(std::initializer_list<std::string_view> names) const {
  return one_of(std::vector<std::string>(names.begin(), names.end()));
}

}  // namespace cisterna
