#include "base/spelling.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace cisterna {
namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::size_t replace_cost(char a, char b) {
  if (a == b) return 0;
  return lower(a) == lower(b) ? 1 : 2;
}

// A name is worth offering when at most about a third of its letters differ.
std::size_t worth_offering(std::string_view a, std::string_view b) {
  return std::max<std::size_t>(2, 2 * std::max(a.size(), b.size()) / 3);
}

// A name may be meant by a part of it: "axillary" for right_axillary, "tissue.contact" for tissue.contact.creep_time. Many
// names have parts, so at most about a sixth of the letters may differ.
std::size_t worth_offering_a_part(std::string_view name) {
  return std::max<std::size_t>(2, name.size() / 3);
}

// Shorter ones are parts of too much: "rig" of all that is right.
constexpr std::size_t kShortestPart = 3, kShortestContained = 4;

// To the nearest of the runs of words of a name, which are joined by _ or a point. The last word may be cut short ("abd",
// "axi"); the first says whose or which side it is, and many begin alike.
std::size_t distance_to_a_part(std::string_view name, std::string_view candidate) {
  std::vector<std::size_t> starts = {0};
  for (std::size_t i = 0; i < candidate.size(); ++i)
    if (candidate[i] == '_' || candidate[i] == '.') starts.push_back(i + 1);
  std::size_t nearest = spelling_distance(name, candidate);
  for (std::size_t a = 0; a < starts.size(); ++a) {
    for (std::size_t b = a + 1; b <= starts.size(); ++b) {
      const std::size_t end = b < starts.size() ? starts[b] - 1 : candidate.size();
      const std::string_view part = candidate.substr(starts[a], end - starts[a]);
      if (part.size() < kShortestPart) continue;
      nearest = std::min(nearest, spelling_distance(name, part));
    }
  }
  return candidate.substr(starts.back()).starts_with(name) ? 0 : nearest;
}

// Those that lie under the same first word ("lymph.pump" beside lymph.node.resistance); all where none does.
std::vector<std::string> of_the_same_kind(std::string_view name,
                                          const std::vector<std::string>& candidates) {
  const std::string_view kind =
      name.substr(0, name.find('.') + 1);  // empty where there is no point
  std::vector<std::string> alike;
  for (const std::string& candidate : candidates)
    if (candidate.starts_with(kind)) alike.push_back(candidate);
  return alike.empty() ? candidates : alike;
}

// A longer text is no misspelt name; comparing it letter by letter would only cost time.
constexpr std::size_t kLongestName = 200;

constexpr std::size_t kMostListed = 12;

}  // namespace

std::size_t spelling_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> before(width), above(width), row(width);
  for (std::size_t j = 0; j < width; ++j) above[j] = 2 * j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = 2 * i;
    for (std::size_t j = 1; j < width; ++j) {
      row[j] =
          std::min({above[j] + 2, row[j - 1] + 2, above[j - 1] + replace_cost(a[i - 1], b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 2);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

std::vector<std::string> nearest_names(std::string_view name,
                                       const std::vector<std::string>& candidates,
                                       std::size_t count) {
  if (name.size() > kLongestName) return {};
  std::vector<std::pair<std::size_t, std::size_t>> ranked;  // distance, position
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::size_t distance = spelling_distance(name, candidates[i]);
    const bool contains =
        name.size() >= kShortestContained && candidates[i].find(name) != std::string::npos;
    if (contains || distance <= worth_offering(name, candidates[i]))
      ranked.emplace_back(distance, i);
  }
  const bool try_parts = ranked.empty() && name.size() >= kShortestPart;
  for (std::size_t i = 0; try_parts && i < candidates.size(); ++i) {
    if (candidates[i].size() > kLongestName) continue;
    const std::size_t distance = distance_to_a_part(name, candidates[i]);
    if (distance <= worth_offering_a_part(name)) ranked.emplace_back(distance, i);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> names;
  for (const auto& [distance, i] : ranked) {
    if (names.size() == count) break;
    if (std::find(names.begin(), names.end(), candidates[i]) == names.end())
      names.push_back(candidates[i]);
  }
  return names;
}

std::string joined_names(const std::vector<std::string>& names, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? std::string(last) : std::string(", ");
    text += names[i];
  }
  return text;
}

std::string suggestion(std::string_view name, const std::vector<std::string>& candidates) {
  const auto near = nearest_names(name, candidates);
  if (!near.empty()) return "; did you mean " + joined_names(near) + "?";
  if (candidates.empty()) return {};
  std::vector<std::string> listed = of_the_same_kind(name, candidates);
  const bool more = std::min(listed.size(), kMostListed) < candidates.size();
  listed.resize(std::min(listed.size(), kMostListed));
  return "; known: " + joined_names(listed, ", ") + (more ? ", ..." : "");
}

}  // namespace cisterna
