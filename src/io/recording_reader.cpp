#include "io/recording_reader.hpp"

#include <algorithm>
#include <string_view>

#include "base/error.hpp"
#include "io/protocol_limits.hpp"
#include "io/text_file.hpp"
#include "units/units.hpp"

namespace cisterna {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> cells_of(std::string_view row) {
  std::vector<std::string_view> cells;
  for (;;) {
    const auto comma = row.find(',');
    cells.push_back(trimmed(row.substr(0, comma)));
    if (comma == std::string_view::npos) return cells;
    row.remove_prefix(comma + 1);
  }
}

class RecordingReader {
 public:
  RecordingReader(std::string_view text, const std::string& file) : rest_(text), file_(file) {
    recording_.file = file;
  }

  Recording read() {
    std::string_view row;
    while (next_row(row)) {
      if (trimmed(row).empty() || (units_.empty() && trimmed(row).front() == '#')) continue;
      if (units_.empty()) {
        read_header(row);
      } else {
        read_row(row);
      }
    }
    if (units_.empty()) fail("", "has no header row such as \"time [s],chamber1 [mmHg]\"");
    if (recording_.time.size() < 2) fail("", "has fewer than two rows of numbers");
    const double start = recording_.time.front();
    for (double& time : recording_.time) time -= start;
    return std::move(recording_);
  }

 private:
  bool next_row(std::string_view& row) {
    if (rest_.empty()) return false;
    const auto end = rest_.find('\n');
    row = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++line_;
    return true;
  }

  void read_header(std::string_view row) {
    const auto cells = cells_of(row);
    for (std::size_t i = 0; i < cells.size(); ++i) read_column(cells[i], i == 0);
    if (cells.size() < 2) fail("", "has no column of pressures");
  }

  void read_column(std::string_view cell, bool first) {
    const auto open = cell.find('[');
    if (open == std::string_view::npos || cell.back() != ']') {
      fail(std::string(cell), "expected a name and a unit such as \"chamber1 [mmHg]\", found \"" +
                                  std::string(cell) + "\"");
    }
    const std::string name(trimmed(cell.substr(0, open)));
    const std::string unit_name(trimmed(cell.substr(open + 1, cell.size() - open - 2)));
    const units::Unit* unit = nullptr;
    try {
      unit = &units::unit_named(unit_name);
    } catch (const units::UnitError& error) {
      fail(name, error.what());
    }
    const units::Dimension expected = first ? units::kTime : units::kPressure;
    if (unit->dimension != expected) {
      fail(name, "expected a unit of " + units::name_of(expected) + ", found \"" + unit_name +
                     "\", a unit of " + units::name_of(unit->dimension));
    }
    if (first && name != "time") fail(name, "the first column must be \"time [s]\"");
    if (!first) add_column(name);
    units_.push_back(unit);
  }

  void add_column(const std::string& name) {
    auto& columns = recording_.columns;
    if (name.empty()) fail("", "a column has no name");
    if (std::find(columns.begin(), columns.end(), name) != columns.end())
      fail(name, "the column is given twice");
    columns.push_back(name);
  }

  void read_row(std::string_view row) {
    const auto cells = cells_of(row);
    if (cells.size() != units_.size()) {
      fail("", "has " + std::to_string(cells.size()) + " values, the header names " +
                   std::to_string(units_.size()) + " columns (is the file cut off?)");
    }
    const double time = value(cells[0], 0, "time");
    if (!recording_.time.empty() && time <= recording_.time.back())
      fail("time", "must increase from row to row, found " + std::string(cells[0]));
    if (!recording_.time.empty() && time - recording_.time.front() > kLongestTime)
      fail("time", "the recording is longer than 7 days");
    recording_.time.push_back(time);
    for (std::size_t i = 1; i < cells.size(); ++i) {
      const std::string& name = recording_.columns[i - 1];
      const double pressure = value(cells[i], i, name);
      if (pressure < 0) fail(name, "must not be negative, found " + std::string(cells[i]));
      if (pressure > kHighestPressure) {
        fail(name, "must be at most " + units::format(kHighestPressure, *units_[i]) + ", found " +
                       std::string(cells[i]));
      }
      recording_.pressure.push_back(pressure);
    }
  }

  double value(std::string_view cell, std::size_t column, const std::string& name) const {
    try {
      return units_[column]->to_si(units::parse_number(cell));
    } catch (const units::UnitError& error) {
      fail(name, error.what());
    }
  }

  [[noreturn]] void fail(const std::string& column, const std::string& message) const {
    throw InputError(file_, line_, column, message);
  }

  std::string_view rest_;
  const std::string& file_;
  int line_ = 0;
  std::vector<const units::Unit*> units_;  // of the columns, time first
  Recording recording_;
};

}  // namespace

Recording read_recording_text(const std::string& text, const std::string& file) {
  const std::string clean = clean_text(text, file);
  return RecordingReader(clean, file).read();
}

Recording read_recording(const std::string& path) {
  const std::string text = read_text_file(path, kLargestRecording);
  return RecordingReader(text, path).read();
}

}  // namespace cisterna
