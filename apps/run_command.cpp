// cisterna run, cisterna compare: read everything, compute, write everything, say what came out.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <iostream>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "commands.hpp"
#include "exit_code.hpp"
#include "interrupt.hpp"
#include "io/blood_words.hpp"
#include "io/display_unit.hpp"
#include "io/netcdf_writer.hpp"
#include "io/oedema_words.hpp"
#include "io/report/report_writer.hpp"
#include "io/report_inputs.hpp"
#include "io/resolution_words.hpp"
#include "io/study_inputs.hpp"
#include "io/summary_writer.hpp"
#include "io/swollen_words.hpp"
#include "measure/comparison.hpp"
#include "output_folder.hpp"
#include "study/study_run.hpp"
#include "terminal.hpp"

namespace cisterna {
namespace {

std::string now_iso() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

std::string chosen_folder(const RunOptions& options, const StudyInputs& inputs) {
  if (!options.out.empty()) return options.out;
  return "out/" +
         (inputs.protocols.size() == 1 ? inputs.protocols.front().name : std::string("compare"));
}

// The names are checked where the command line is read.
Integrator integrator_named(const std::string& name) {
  if (name == "cvode") return Integrator::cvode;
  if (name == "ros34pw2") return Integrator::ros34pw2;
  return name == "ros2" ? Integrator::ros2 : Integrator::multirate;
}

// Heart and vessels belong to a whole body whose lymph ends in both venous angles.
void check_blood(const RunOptions& options, const StudyInputs& inputs) {
  std::vector<std::string> outlets;
  for (const Outlet& outlet : inputs.anatomy.outlets) outlets.push_back(outlet.name);
  const std::string why = why_no_blood(inputs.anatomy.members, outlets);
  if (why.empty()) return;
  const std::string chosen =
      options.person == RunOptions{}.person ? ", who is treated when no --person is given," : "";
  throw InputError(
      "--circulation " + options.circulation, 0, "",
      "needs a whole body with both venous angles, such as --person reference_adult; " +
          inputs.person.name + chosen + " has the anatomy \"" + inputs.anatomy.name + "\": " + why);
}

// Veins are there only where blood is followed.
void check_no_veins(const std::vector<Protocol>& protocols) {
  constexpr const char* kNeeded = "so blood must be followed: --circulation beats or averaged";
  for (const Protocol& p : protocols) {
    if (const Step* step = step_at_a_vein(p))
      throw InputError(p.file, step->line, name_of(step->technique),
                       std::string("is done at a vein, ") + kNeeded);
    if (p.water.stated())
      throw InputError(p.file, p.water.line, "water",
                       std::string("goes into blood and out of it, ") + kNeeded);
  }
}

StudyRequest request_for(const RunOptions& options, const StudyInputs& inputs) {
  StudyRequest request;
  request.anatomy = inputs.anatomy;
  request.parameters = inputs.parameters;
  request.person = inputs.person.name;
  request.person_title = inputs.person.title;
  request.protocols = inputs.protocols;
  request.samples = options.samples;
  request.threads = options.threads;
  request.seed = options.seed;
  request.resolution = limb_resolution(resolution_named(options.resolution), inputs.anatomy);
  request.simulation.integrator = integrator_named(options.integrator);
  if (options.circulation == "beats") request.heart = Heart::beats;
  if (options.circulation == "averaged") request.heart = Heart::averaged;
  return request;
}

StudyResult computed(const RunOptions& options, const StudyInputs& inputs) {
  const bool screen = is_terminal(STDERR_FILENO);
  const auto style = options.quiet ? Progress::Style::silent
                     : screen      ? Progress::Style::terminal
                                   : Progress::Style::plain;
  Progress progress(std::cerr, style, screen_columns(STDERR_FILENO));
  const std::string what = fmt::format("{} on {}",
                                       inputs.protocols.size() == 1
                                           ? inputs.protocols.front().title
                                           : std::to_string(inputs.protocols.size()) + " protocols",
                                       inputs.person.title);
  const std::string started = now_iso();
  StudyResult study = run_study(
      request_for(options, inputs), [&](double done) { progress.report(done, what); },
      interrupted());
  study.command = options.command_line;
  study.version = CISTERNA_VERSION;
  study.started = started;
  study.input_hashes = inputs.hashes;
  study.assumptions = used_numbers(inputs);
  study.resolution = options.resolution;
  const StatedError error = stated_error(resolution_named(options.resolution), inputs.anatomy.body);
  study.rest_error = error.rest, study.session_error = error.session;
  study.upright_error = error.upright, study.frequency_error = error.frequency;
  return study;
}

void write_results(const StudyResult& study, const ReportContext& context, OutputFolder& folder) {
  write_netcdf(study, (folder.temporary() / "results.nc").string());
  write_summary_csv(study, (folder.temporary() / "summary.csv").string());
  write_report_html(study, context, (folder.temporary() / "report.html").string());
  folder.commit();
}

std::string percent_change(const Interval& ratio) {
  if (!std::isfinite(ratio.central)) return "not known";
  const auto percent = [](double r) { return (r - 1) * 100; };
  std::string text = fmt::format("{:+.1f} %", percent(ratio.central));
  if (std::isfinite(ratio.low) && std::isfinite(ratio.high)) {
    text += fmt::format(" ({:+.1f} to {:+.1f})", percent(ratio.low), percent(ratio.high));
  }
  return text;
}

void print_summary(const StudyResult& study, const std::filesystem::path& place) {
  const bool several = study.protocols.size() > 1;
  std::vector<std::vector<std::string>> rows = {{"protocol", "lymph drained"}};
  if (several) rows.front().push_back("against the first");
  const units::Unit& unit = display_unit(Kind::volume);
  std::vector<Contrast> contrasts;
  for (std::size_t p = 0; p < study.protocols.size(); ++p)
    contrasts.push_back(drained_volume_contrast(study, p));
  const bool uneven = std::any_of(study.runs.begin(), study.runs.end(), [&](const RunResult& run) {
    constexpr double kSecond = 1;
    return run.sample == 0 && run.stop != StopReason::start_not_found &&
           std::abs(run.stop_time - contrasts.front().compared_over) > kSecond;
  });
  for (std::size_t p = 0; p < contrasts.size(); ++p) {
    const Contrast& c = contrasts[p];
    std::string amount = c.value.known() ? units::format(c.value.central, unit, 3) : "not known";
    if (uneven && c.value.known())
      amount += " in " + units::format(c.compared_over, display_unit(Kind::duration), 3);
    rows.push_back({study.protocols[p], amount});
    if (several) rows.back().push_back(p == 0 ? "" : percent_change(c.ratio));
  }
  fmt::print("{}", table(rows, screen_columns(STDOUT_FILENO)));
  if (uneven) fmt::print("Each is compared with the first over the time that both have.\n");
  if (const auto blood = blood_words(study); !blood.empty())
    fmt::print("{}", table(blood, screen_columns(STDOUT_FILENO)));
  if (const RunResult* run = central_run(study, 0); run && run->stated_oedema > 0)
    fmt::print("{}\n", oedema_words(*run));
  if (const std::string text = swollen_words(study); !text.empty()) fmt::print("{}\n", text);
  if (study.resolution != "standard") fmt::print("resolution: {}\n", resolution_words(study));
  fmt::print("report: {}\n", (place / "report.html").string());
  fmt::print("A research and teaching tool, not medical advice.\n");
}

// Stopped runs, named on the error stream; true when a central one is among them.
bool report_failures(const StudyResult& study) {
  bool central = false;
  std::size_t samples = 0;
  for (const RunResult& run : study.runs) {
    if (run.stop == StopReason::finished || run.stop == StopReason::interrupted) continue;
    if (run.sample > 0) {
      ++samples;
      continue;
    }
    central = true;
    fmt::print(stderr, "cisterna: {} stopped at {:.4g} s: {}{}\n", run.protocol, run.stop_time,
               name_of(run.stop), run.stop_detail.empty() ? "" : " (" + run.stop_detail + ")");
  }
  if (samples > 0)
    fmt::print(stderr, "cisterna: {} sampled runs stopped early; they are left out\n", samples);
  return central;
}

// Interrupted before the first run had anything to show.
bool nothing_computed(const StudyResult& study) {
  for (const RunResult& run : study.runs) {
    if (!run.time.empty()) return false;
  }
  return true;
}

}  // namespace

int run_protocols(const RunOptions& options, const Catalogue& catalogue) {
  const StudyInputs inputs =
      read_study_inputs(options.protocols, options.person, options.side, catalogue);
  if (options.circulation != "given") check_blood(options, inputs);
  if (options.circulation == "given") check_no_veins(inputs.protocols);
  const ReportContext context = report_context(inputs, catalogue);
  OutputFolder folder(chosen_folder(options, inputs));
  catch_interrupts();
  const StudyResult study = computed(options, inputs);
  if (study.incomplete && nothing_computed(study)) {
    fmt::print(stderr, "cisterna: interrupted before anything was computed; nothing is written\n");
    return kInterrupted;
  }
  const bool failed = report_failures(study);
  write_results(study, context, folder);
  print_summary(study, folder.place());
  if (study.incomplete) {
    fmt::print(
        stderr,
        "cisterna: interrupted; the results hold what was computed and are marked incomplete\n");
    return kInterrupted;
  }
  return failed ? kInternalFailure : kDone;
}

}  // namespace cisterna
