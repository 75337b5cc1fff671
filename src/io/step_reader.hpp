// One step of a protocol file, or a group of them. Used by protocol_reader only.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/yaml_node.hpp"
#include "therapy/protocol.hpp"

namespace cisterna {

class StepReader {
 public:
  StepReader(const std::string& file, const std::vector<std::string>& region_names,
             const std::vector<std::string>& member_names, ProvenanceList& collected)
      : file_(file),
        region_names_(region_names),
        member_names_(member_names),
        collected_(collected) {}

  /// The `steps` of the file, with the values of its `with`.
  std::vector<Step> read_all(const InputNode& root);

 private:
  /// A `with` map around the step being read, and which of its keys some step has used.
  struct Shared {
    std::optional<InputNode> node;  // empty where the group has no `with`
    std::vector<std::string> used;
  };

  std::vector<Step> read_list(const InputNode& list, int depth);
  Step read_step(const InputNode& node, int depth);
  Step read_group(const InputNode& node, int depth);
  Step read_single(const InputNode& node);
  void open_shared(const InputNode& node);
  void close_shared();

  void check_keys(const InputNode& node, Technique technique) const;
  void read_hands(const InputNode& node, Step& step);
  void read_contact(const InputNode& node, Step& step);
  void read_impacts(const InputNode& node, Step& step);
  void read_sites(const InputNode& node, Step& step);
  void read_rhythm(const InputNode& node, Step& step);
  void read_sleeve(const InputNode& node, Step& step);
  void read_garment(const InputNode& node, Step& step);
  void read_setting(const InputNode& node, Step& step);
  void read_members(const InputNode& node, Step& step);
  void read_muscle_pump(const InputNode& node, Step& step);
  void read_deep_breathing(const InputNode& node, Step& step);
  void read_at_a_vein(const InputNode& node, Step& step);
  void read_recorded(const InputNode& node, Step& step);
  void read_places(const InputNode& node, Step& step, int column);
  void read_path(const InputNode& node, Step& step);
  void read_around(const InputNode& node, Step& step);
  void read_repeated_duration(const InputNode& node, Step& step);

  /// The key in the step itself, else in the nearest enclosing `with`.
  std::optional<InputNode> find(const InputNode& step, std::string_view key);
  InputNode need(const InputNode& step, std::string_view key);
  double time(const InputNode& step, std::string_view key);
  double time_or(const InputNode& step, std::string_view key, double otherwise);
  double length(const InputNode& step, std::string_view key);
  double length_or_zero(const InputNode& step, std::string_view key);
  double pressure(const InputNode& step, std::string_view key);
  void assume_soft_edge(const InputNode& step);

  const std::string& file_;
  std::vector<std::string> named_regions() const;

  const std::vector<std::string>& region_names_;  // an empty one stands between members
  const std::vector<std::string>& member_names_;
  ProvenanceList& collected_;
  std::vector<Shared> shared_;
  bool soft_edge_assumed_ = false;
};

}  // namespace cisterna
