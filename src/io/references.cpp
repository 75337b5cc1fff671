#include "io/references.hpp"

#include <map>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "io/text_file.hpp"

namespace cisterna {
namespace {

// BibTeX as it is written in this project: one field a line, values in braces.
using Fields = std::map<std::string, std::string>;

std::string without_braces(const std::string& text) {
  std::string plain;
  for (const char c : text) {
    if (c != '{' && c != '}') plain += c;
  }
  return plain;
}

// "Davis, M. J. and others" -> "Davis and others"; initials say nothing in a list of sources.
std::string surnames(const std::string& authors) {
  std::vector<std::string> names;
  std::size_t at = 0;
  while (at <= authors.size()) {
    const std::size_t end = std::min(authors.find(" and ", at), authors.size());
    const std::string one = authors.substr(at, end - at);
    names.push_back(one.substr(0, one.find(',')));
    at = end + 5;
  }
  if (names.size() > 3) return names.front() + " and others";
  std::string text = names.front();
  for (std::size_t i = 1; i < names.size(); ++i)
    text += (i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

std::string line_for(const Fields& fields) {
  const auto value = [&](const char* name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : without_braces(found->second);
  };
  std::string text = surnames(value("author"));
  if (!value("year").empty()) text += " " + value("year");
  text += ": " + value("title") + ".";
  const std::string where = value("journal") + value("howpublished");
  if (!where.empty()) text += " " + where;
  if (!value("volume").empty()) text += " " + value("volume");
  if (!value("pages").empty()) text += ":" + value("pages");
  if (!where.empty()) text += ".";
  if (!value("pmcid").empty()) text += " " + value("pmcid");
  if (!value("pmid").empty()) text += " PMID " + value("pmid");
  if (!value("doi").empty()) text += " doi:" + value("doi");
  if (!value("eprint").empty()) text += " arXiv:" + value("eprint");
  if (!value("note").empty()) text += " (" + value("note") + ")";
  return text;
}

}  // namespace

std::vector<Reference> read_references(const std::string& path) {
  std::istringstream lines(read_text_file(path));
  std::vector<Reference> references;
  std::set<std::string> seen;
  std::string line, key;
  Fields fields;
  int number = 0;
  while (std::getline(lines, line)) {
    ++number;
    if (line.starts_with("@")) {
      const auto open = line.find('{'), comma = line.find(',');
      if (!key.empty() || open == std::string::npos || comma == std::string::npos ||
          comma <= open + 1) {
        throw InputError(path, number, key, "expected an entry such as @article{key,");
      }
      key = line.substr(open + 1, comma - open - 1);
      if (!seen.insert(key).second) throw InputError(path, number, key, "key is used twice");
    } else if (line == "}") {
      if (key.empty()) throw InputError(path, number, "", "ends an entry that was not begun");
      for (const char* needed : {"author", "title"}) {
        if (!fields.contains(needed))
          throw InputError(path, number, key, std::string("has no ") + needed);
      }
      references.push_back({key, line_for(fields)});
      key.clear();
      fields.clear();
    } else if (!key.empty()) {
      const auto equals = line.find(" = {"), end = line.rfind('}');
      const auto begin = line.find_first_not_of(' ');
      if (equals == std::string::npos || end == std::string::npos || end < equals + 4 ||
          begin >= equals) {
        throw InputError(path, number, key, "expected a field such as title = {...},");
      }
      fields[line.substr(begin, equals - begin)] = line.substr(equals + 4, end - equals - 4);
    }
  }
  if (!key.empty()) throw InputError(path, number, key, "entry does not end");
  return references;
}

}  // namespace cisterna
