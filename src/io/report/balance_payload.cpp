// Where fluid and protein came from and went, and the vessels' function beside published ranges.
#include <array>

#include "io/display_unit.hpp"
#include "io/report/payload.hpp"
#include "measure/comparison.hpp"
#include "measure/measurements.hpp"

namespace cisterna::report {
namespace {

// Above this share of the throughput the residual is drawn as a stream of its own.
constexpr double kDrawnResidual = 1e-3;

Json side_of(const Balance& b, double factor) {
  Json in = Json::array(), out = Json::array();
  double total_in = 0, total_out = 0;
  const auto place = [&](double amount, const char* as_in, const char* as_out) {
    if (amount > 0) {
      in.push_back({as_in, json_number(amount * factor)});
      total_in += amount;
    } else if (amount < 0) {
      out.push_back({as_out, json_number(-amount * factor)});
      total_out -= amount;
    }
  };
  place(b.filtered, "Filtered in from capillaries", "Taken back by capillaries");
  place(-b.drained, "Entered at the outlet", "Drained at the outlet");
  place(-b.absorbed, "Given by blood in nodes", "Absorbed by blood in nodes");
  place(-b.store_change_tissue, "Released from tissue", "Stored in tissue");
  place(-b.store_change_lymph, "Released from lymph vessels", "Stored in lymph vessels");
  const double gap = total_in - total_out;
  if (std::abs(gap) > kDrawnResidual * (total_in + total_out))
    place(-gap, "Unexplained", "Unexplained");
  return {{"in", in},
          {"out", out},
          {"totalIn", json_number(std::fmax(total_in, total_out) * factor)},
          {"residual", json_number(b.residual, 2)}};
}

struct FunctionRow {
  const char *key, *label;
  Kind kind;
};
constexpr std::array<FunctionRow, 5> kFunction{{
    {"frequency", "Contraction frequency", Kind::frequency},
    {"packet_velocity", "Packet velocity", Kind::velocity},
    {"ejection_fraction", "Ejection fraction", Kind::fraction},
    {"mean_pressure", "Mean pressure", Kind::pressure},
    {"systolic_pressure", "Systolic pressure", Kind::pressure},
}};

Json published(const FunctionRow& row, const ReportContext& context) {
  for (const PublishedRange& range : context.ranges)
    if (range.quantity == row.key)
      return {{"low", json_number(display_unit(row.kind).from_si(range.low))},
              {"high", json_number(display_unit(row.kind).from_si(range.high))},
              {"text", range.text},
              {"source", range.source}};
  return nullptr;
}

}  // namespace

Json balance_payload(const StudyResult& study) {
  Json rows = Json::array();
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* run = central_run(study, p);
    if (!run) {
      rows.push_back(nullptr);
      continue;
    }
    rows.push_back({{"volume", side_of(run->volume, 1 / display_unit(Kind::volume).factor)},
                    {"protein", side_of(run->protein, 1 / display_unit(Kind::mass).factor)}});
  }
  return rows;
}

Json function_payload(const StudyResult& study, const ReportContext& context) {
  Json list = Json::array();
  for (const FunctionRow& row : kFunction) {
    Json values = Json::array();
    for (std::size_t p = 0; p < study.protocols.size(); ++p) {
      Json phases = Json::array();
      for (const char* phase : {"_before", "_during", "_after"}) {
        const Measurement& quantity = measurement_named((std::string(row.key) + phase).c_str());
        phases.push_back(json_of(
            shown(value_of(study, p, reading_of(quantity, study.geometry)), display_unit(row.kind)),
            3));
      }
      values.push_back(phases);
    }
    list.push_back({{"label", row.label},
                    {"unit", std::string(display_unit(row.kind).name)},
                    {"published", published(row, context)},
                    {"values", values}});
  }
  return list;
}

}  // namespace cisterna::report
