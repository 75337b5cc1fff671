// The command line: parse, call, exit code.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "commands.hpp"
#include "exit_code.hpp"
#include "interrupt.hpp"
#include "io/limb_of_body.hpp"
#include "study/resolution.hpp"

namespace cisterna {
namespace {

constexpr unsigned kMostSamples = 100'000;
constexpr unsigned kMostThreads = 1024;
constexpr std::size_t kMostProtocols = 64;

// One line, whatever the message holds.
int fail(const std::string& message, int code) {
  std::string line = message;
  for (char& c : line) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  fmt::print(stderr, "cisterna: {}\n", line);
  return code;
}

std::string joined(int argc, char** argv) {
  std::string text = "cisterna";
  for (int i = 1; i < argc; ++i) text += std::string(" ") + argv[i];
  return text;
}

// A first word that is no command: offer the nearest instead of listing all options.
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  if (argc < 2 || argv[1][0] == '-') return "";
  const std::string first = argv[1];
  for (const std::string& name : names) {
    if (name == first) return "";
  }
  return "unknown command \"" + first + "\"" + suggestion(first, names);
}

// Options of the command: "--person", "--out", ... Positional ones have no such name.
std::vector<std::string> long_names(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

// Of what follows a command: an option it does not have, with the nearest, or one that is given twice.
std::string wrong_option(const CLI::App& app, int argc, char** argv) {
  const auto commands = app.get_subcommands(
      [&](const CLI::App* command) { return argc > 1 && command->get_name() == argv[1]; });
  if (commands.empty()) return "";
  std::vector<std::string> known;
  std::map<std::string, const CLI::Option*> option_of;
  for (const CLI::Option* option : commands.front()->get_options())
    for (const std::string& name : long_names(*option))
      known.push_back(name), option_of[name] = option;
  std::set<const CLI::Option*> given;
  for (int i = 2; i < argc && std::string_view(argv[i]) != "--"; ++i) {
    const std::string word = argv[i], name = word.substr(0, word.find('='));
    if (!name.starts_with("--")) continue;
    const auto found = option_of.find(name);
    if (found == option_of.end())
      return "unknown option \"" + name + "\"" + suggestion(name, known);
    const bool takes_a_value = found->second->get_items_expected_max() > 0;
    if (!given.insert(found->second).second && takes_a_value)
      return name + " is given more than once; it takes one value";
  }
  return "";
}

CLI::Validator one_of(std::vector<std::string> names) {
  std::string shown = "{" + joined_names(names, ", ") + "}";
  const auto check = [names = std::move(names)](const std::string& given) -> std::string {
    if (std::find(names.begin(), names.end(), given) != names.end()) return "";
    return "\"" + given + "\" is not known" + suggestion(given, names);
  };
  return {check, std::move(shown)};
}

// What reads numbers would take -3 for the largest seed but two, and 010 for 8.
void add_seed(CLI::App& command, std::uint64_t& seed, const std::string& what) {
  command.add_option("--seed", seed, what)
      ->check([](const std::string& given) {
        std::uint64_t read = 0;
        std::from_chars(given.data(), given.data() + given.size(), read);
        if (std::to_string(read) == given) return std::string();
        return "\"" + given + "\" is not written as a whole number from 0 to " +
               std::to_string(std::numeric_limits<std::uint64_t>::max());
      })
      ->capture_default_str();
}

void add_run_options(CLI::App& command, RunOptions& options) {
  command.add_option("--person", options.person, "who is treated: a name or a file")
      ->capture_default_str();
  command.add_option("--out", options.out, "folder for the results (out/PROTOCOL when left out)")
      ->check([](const std::string& given) { return given.empty() ? "is empty" : ""; });
  command
      .add_option("--samples", options.samples, "draws of the uncertain parameters, for intervals")
      ->check(CLI::Range(0U, kMostSamples))
      ->capture_default_str();
  add_seed(command, options.seed, "seed of the draws");
  command.add_option("--threads", options.threads, "threads (0: all of the machine)")
      ->check(CLI::Range(0U, kMostThreads))
      ->capture_default_str();
  command
      .add_option(
          "--integrator", options.integrator,
          "multirate, ros2 or ros34pw2 (ours), or cvode (SUNDIALS; much slower, to compare with)")
      ->check(one_of({"multirate", "ros2", "ros34pw2", "cvode"}))
      ->capture_default_str();
  command
      .add_option(
          "--resolution", options.resolution,
          "how finely the limb or body is cut: coarse (about 150 lumps of lymphangions for a "
          "body), standard, or fine (smaller patches of tissue, and up to four of the vessels that "
          "standard solves once for all parallel ones)")
      ->check(one_of(resolution_names()))
      ->capture_default_str();
  command
      .add_option(
          "--circulation", options.circulation,
          "blood of a whole body: given (constants of the anatomy), or a heart and vessels that "
          "lymph and tissue exchange with, beat by beat (beats) or averaged over beats "
          "(averaged)")
      ->check(one_of({"given", "beats", "averaged"}))
      ->capture_default_str();
  command
      .add_option("--side", options.side,
                  "limb of a body that a protocol for one limb is done on: right or left (when not "
                  "given: the ill one, or the right)")
      ->check(one_of({side_names().begin(), side_names().end()}));
  command.add_flag("--quiet", options.quiet, "no progress");
}

struct CommandLine {
  CLI::App app{
      "Cisterna: what massage, compression and movement do to lymph and blood of a limb or a body",
      "cisterna"};
  RunOptions options;
  MeasureOptions measured;
  std::string protocol, file, id;
  CLI::App *run, *compare, *measure, *check, *list, *parameters;

  CommandLine() {
    app.footer(kExitCodeHelp);
    app.require_subcommand(1);
    app.set_version_flag("--version", std::string("cisterna ") + CISTERNA_VERSION);
    run = app.add_subcommand("run", "one protocol on one person, with a report");
    run->add_option("PROTOCOL", protocol, "a name (see cisterna list) or a file")->required();
    add_run_options(*run, options);
    compare = app.add_subcommand("compare", "several protocols on the same person, control first");
    compare->add_option("PROTOCOLS", options.protocols, "names or files, the control first")
        ->required()
        ->expected(2, CLI::detail::expected_max_vector_size);  // shown as "..."
    add_run_options(*compare, options);
    measure =
        app.add_subcommand("measure", "what takes a run of its own, such as pumping pressure");
    measure
        ->add_option("MEASUREMENT", measured.measurement,
                     "pumping_pressure, pumping_pressure_plateau or occlusion_pressure: a cuff on "
                     "forearm or calf")
        ->required();
    measure->add_option("--person", measured.person, "a person, limb or body: a name or a file")
        ->capture_default_str();
    measure->add_option("--member", measured.member, "arm or leg of a whole body, as left_arm");
    add_seed(*measure, measured.seed, "seed of the start");
    check =
        app.add_subcommand("check", "read a file and say what it holds, or what is wrong with it");
    check
        ->add_option("FILE", file,
                     "protocol, person, anatomy, body, parameters (YAML) or recording (CSV)")
        ->required();
    list = app.add_subcommand("list",
                              "protocols, persons and anatomies that ship, and what is measured");
    parameters = app.add_subcommand("parameters",
                                    "the numbers of the physiology: unit, spread, source, basis");
    parameters->add_option("ID", id, "one parameter, in full");
    for (CLI::App* command : {run, compare, measure, check, list, parameters})
      command->footer(kExitCodeHelp);
  }
};

int dispatch(CommandLine& line) {
  const Catalogue catalogue(find_data_folder(CISTERNA_DATA_DIR));
  if (*line.check) return check_file(line.file, catalogue);
  if (*line.list) return list_files(catalogue);
  if (*line.measure) return measure_alone(line.measured, catalogue);
  if (*line.parameters) return list_parameters(line.id, catalogue);
  if (*line.run) line.options.protocols = {line.protocol};
  return run_protocols(line.options, catalogue);
}

int parse_and_run(int argc, char** argv) {
  CommandLine line;
  line.options.command_line = joined(argc, argv);
  try {
    for (const auto wrong : {unknown_command, wrong_option})
      if (const std::string message = wrong(line.app, argc, argv); !message.empty())
        return fail(message, kBadInput);
    line.app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return line.app.exit(asked);  // --help, --version
  } catch (const CLI::ParseError& error) {
    return fail(std::string(error.what()) + " (cisterna --help shows the usage)", kBadInput);
  }
  if (line.options.protocols.size() > kMostProtocols)
    return fail(fmt::format("compare: at most {} protocols at a time", kMostProtocols), kBadInput);
  return dispatch(line);
}

// A reader that closed its end (head, less) has what it wanted; a full disk is a failure.
int flushed(int code) {
  if (std::fflush(stdout) == 0 || errno == EPIPE) return code;
  return fail(std::string("cannot write the output: ") + std::generic_category().message(errno),
              kInternalFailure);
}

int guarded(int argc, char** argv) {
  try {
    return flushed(parse_and_run(argc, argv));
  } catch (const InputError& error) {
    return fail(error.what(), kBadInput);
  } catch (const std::system_error& error) {
    if (error.code().value() == EPIPE) return kDone;
    return fail(error.what(), kInternalFailure);
  } catch (const std::exception& error) {
    return fail(std::string("internal failure: ") + error.what(), kInternalFailure);
  }
}

}  // namespace
}  // namespace cisterna

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  return cisterna::guarded(argc, argv);
}
