// Small pieces of HTML. Every function escapes the text it is given.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include "io/report/text.hpp"

namespace cisterna::report {

/// <tag class="name">text</tag>
inline std::string element(std::string_view tag, std::string_view text,
                           std::string_view name = {}) {
  std::string html = "<" + std::string(tag);
  if (!name.empty()) html += " class=\"" + escape_html(name) + "\"";
  return html + ">" + escape_html(text) + "</" + std::string(tag) + ">";
}

/// A row of plain cells, the first one its heading. `labels` name the cells on narrow screens.
inline std::string table_row(std::initializer_list<std::string> cells,
                             std::initializer_list<std::string_view> labels) {
  std::string html = "<tr>";
  auto label = labels.begin();
  bool first = true;
  for (const std::string& cell : cells) {
    const std::string caption =
        label != labels.end() ? " data-label=\"" + escape_html(*label++) + "\"" : "";
    html += first ? "<th scope=\"row\"" + caption + ">" + escape_html(cell) + "</th>"
                  : "<td" + caption + ">" + escape_html(cell) + "</td>";
    first = false;
  }
  return html + "</tr>";
}

inline std::string table_head(std::initializer_list<std::string_view> labels) {
  std::string html = "<thead><tr>";
  for (std::string_view label : labels) html += "<th scope=\"col\">" + escape_html(label) + "</th>";
  return html + "</tr></thead>";
}

}  // namespace cisterna::report
