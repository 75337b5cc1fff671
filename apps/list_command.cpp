// cisterna list: what ships, by name.
#include <fmt/format.h>
#include <unistd.h>

#include "commands.hpp"
#include "exit_code.hpp"
#include "io/display_unit.hpp"
#include "measure/measurements.hpp"
#include "terminal.hpp"

namespace cisterna {

int list_files(const Catalogue& catalogue) {
  const int width = screen_columns(STDOUT_FILENO);
  const bool colour = use_colour(STDOUT_FILENO);
  const std::pair<const char*, const char*> kinds[] = {
      {"protocols", "Protocols"}, {"persons", "Persons"}, {"body", "Anatomy"}};
  bool first = true;
  for (const auto& [kind, heading] : kinds) {
    std::vector<std::vector<std::string>> rows;
    for (const CatalogueEntry& entry : catalogue.entries(kind))
      rows.push_back({"  " + entry.name,
                      entry.title + (entry.follows.empty() ? "" : " (" + entry.follows + ")")});
    fmt::print("{}{}\n{}", first ? "" : "\n", bold(heading, colour), table(rows, width));
    first = false;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Measurement& m : measurements()) {
    const std::string unit(display_unit(m.kind).name);
    rows.push_back(
        {std::string("  ") + m.name, unit, std::string(m.instrument) + ": " + m.long_name});
  }
  fmt::print("\n{}\n{}", bold("Measurements", colour), table(rows, width));
  return kDone;
}

}  // namespace cisterna
