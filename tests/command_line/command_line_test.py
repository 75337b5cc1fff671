"""The built program from outside: command_line_test.py CISTERNA ROOT [unittest arguments]"""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

CISTERNA = ROOT = None  # set from the command line
EXIT_BAD_INPUT = 2
EXIT_INTERRUPTED = 3
RESULTS = {"report.html", "results.nc", "summary.csv"}


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "data").symlink_to(ROOT / "data")
        for file in (ROOT / "tests/command_line").glob("short_*.yaml"):
            shutil.copy(file, self.folder)

    def cisterna(self, *arguments):
        return subprocess.run(
            [CISTERNA, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
            stdin=subprocess.DEVNULL, check=False,
        )

    def succeeds(self, *arguments):
        run = self.cisterna(*arguments)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        return run.stdout


class Looking(CommandLine):
    def test_every_shipped_file_is_accepted(self):
        files = [p for f in ("persons", "protocols", "body", "parameters") for p in (ROOT / "data" / f).iterdir()]
        files = [p for p in files if p.suffix in (".yaml", ".csv")]
        self.assertGreater(len(files), 20)
        for file in files:
            self.succeeds("check", file)

    def test_list_names_every_protocol_and_person(self):
        listed = self.succeeds("list")
        for folder in ("protocols", "persons"):
            for file in (ROOT / "data" / folder).glob("*.yaml"):
                self.assertRegex(listed, rf"\b{file.stem}\b")

    def test_parameters_show_unit_spread_source_and_basis(self):
        self.assertGreater(len(self.succeeds("parameters").splitlines()), 50)
        one = self.succeeds("parameters", "lymph.collector.active_tension")
        for part in ("1.3", "N/m", "20", "telinius2010", "derived"):
            self.assertIn(part, one)

    def test_misspelled_parameter_is_answered_with_the_nearest(self):
        run = self.cisterna("parameters", "lymph.collector.active_tensoin")
        self.assertEqual(run.returncode, EXIT_BAD_INPUT)
        self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
        self.assertIn("lymph.collector.active_tension", run.stderr)

    def test_unknown_option_is_bad_input(self):
        run = ["run", "short_rest.yaml"]
        for arguments, part in (
            ([*run, "--smaples", "3"], 'unknown option "--smaples"; did you mean --samples?'),
            ([*run, "--integrator", "euler"], "known: multirate, ros2, ros34pw2, cvode"),
            ([*run, "--integrator", "cvoed"], "did you mean cvode?"),
            ([*run, "--resolution", "corse"], "did you mean coarse?"),
            ([*run, "--resolution", "medium"], "known: coarse, standard, fine"),
            ([*run, "--circulation", "beat"], "did you mean beats?"),
            ([*run, "--seed", "1", "--seed=2"], "--seed is given more than once"),
            ([*run, "--seed", "-3"], '"-3" is not written as a whole number'), ([*run, "--seed=-3"], "--seed"),
            ([*run, "--seed", "2.5"], "--seed"), ([*run, "--seed", "010"], "--seed"),
            ([*run, "--seed", "18446744073709551616"], "18446744073709551615"),
            (["measure", "pumping_pressure", "--seed", "-3"], "--seed"),
            ([*run, "--circulation", "beats", "--circulation", "beats"], "--circulation is given more than once"),
            (["compare", "rest_arm", "mld_arm", "--out", "a", "--out", "b"], "--out is given more than once"),
            (["rnu"], "did you mean run?"), (["run"], "PROTOCOL"),
            (["measure"], "MEASUREMENT"), (["measure", "pumping_presure"], "did you mean pumping_pressure?"),
            (["measure", "limb_volume_tape"], "summary.csv"),
            (["measure", "pumping_pressure", "--person", "reference_adult"], "--member which limb, one of right_arm"),
            (["measure", "pumping_pressure", "--person", "reference_adult", "--member", "lft_arm"], "did you mean left_arm?"),
            (["measure", "pumping_pressure", "--person", "reference_adult", "--member", "trunk"], "is not known"),
            (["measure", "pumping_pressure", "--member", "left_arm"], "leave --member out"),
            (["measure", "pumping_pressure", "--person", "healthy_amr"], "healthy_arm"),
        ):
            run_of = self.cisterna(*arguments)
            self.assertEqual(run_of.returncode, EXIT_BAD_INPUT, arguments)
            self.assertEqual(run_of.stdout, "")
            self.assertEqual(len(run_of.stderr.splitlines()), 1, run_of.stderr)
            self.assertIn(part, run_of.stderr)
            self.assertFalse((self.folder / "out").exists())

    def test_an_option_that_is_no_value_may_be_repeated(self):
        run = self.cisterna("run", "no_such_protocol", "--quiet", "--quiet")
        self.assertNotIn("more than once", run.stderr)

    def test_protocol_of_another_limb_is_refused_in_one_line(self):
        for command in (["run", "mld_leg"], ["compare", "rest_arm", "mld_arm", "--person", "healthy_leg"]):
            run = self.cisterna(*command)
            self.assertEqual(run.returncode, EXIT_BAD_INPUT, run.stderr)
            self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
            for part in ("foot, calf, thigh", "hand, forearm, upper_arm"):
                self.assertIn(part, run.stderr)
            self.assertFalse((self.folder / "out").exists())

    def test_protocols_of_one_name_are_not_compared(self):
        (self.folder / "copy.yaml").write_text((self.folder / "short_rest.yaml").read_text())
        for other, part in (
            ("copy.yaml", 'copy.yaml: name: expected another name than that of short_rest.yaml, found "short_rest"'),
            ("short_rest.yaml", "short_rest.yaml: is compared with itself"),
        ):
            run = self.cisterna("compare", "short_rest.yaml", other)
            self.assertEqual(run.returncode, EXIT_BAD_INPUT, run.stderr)
            self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
            self.assertIn(part, run.stderr)
            self.assertFalse((self.folder / "out").exists())

    def test_wrong_sides_are_refused_in_one_line(self):
        for arguments, part in (
            (["mld_arm", "--side", "up"], "known: right, left"),
            (["mld_arm", "--side", "left"], "limb alone"),
            (["swedish_body", "--person", "reference_adult", "--side", "left"], "sides itself"),
        ):
            run = self.cisterna("run", *arguments)
            self.assertEqual(run.returncode, EXIT_BAD_INPUT, run.stderr)
            self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
            self.assertIn(part, run.stderr)
            self.assertIn("--side", run.stderr)

    def test_body_protocol_on_a_limb_lists_regions_without_gaps(self):
        run = self.cisterna("run", "swedish_body")
        self.assertEqual(run.returncode, EXIT_BAD_INPUT)
        self.assertIn("abdomen, thorax, head, neck, right_hand", run.stderr)
        self.assertIn("; try --person reference_adult", run.stderr)

    def test_what_is_wrong_with_a_protocol_is_said_for_the_person_s_own_limb(self):
        rest = (ROOT / "data/protocols/rest_leg.yaml").read_text()
        wrong = rest + "  - {technique: garment, path: %s, pressure: 30 mmHg, rise: 1 s, duration: 30 s}\n"
        (self.folder / "nowhere.yaml").write_text(wrong % "qqqq")
        for protocol, person, part in (
            ("nowhere.yaml", "healthy_leg", "known: foot, calf, thigh"),
            ("nowhere.yaml", "healthy_arm", "known: hand, forearm, upper_arm"),
        ):
            run = self.cisterna("run", protocol, "--person", person)
            self.assertEqual(run.returncode, EXIT_BAD_INPUT)
            self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
            self.assertIn(part, run.stderr)

    def test_part_of_a_parameter_s_name_is_answered_with_those_that_have_it(self):
        run = self.cisterna("parameters", "tissue.contct")
        self.assertEqual(run.returncode, EXIT_BAD_INPUT)
        self.assertRegex(run.stderr, "did you mean tissue.contact")

    def test_what_protocols_follow_is_listed_and_explained(self):
        text = (ROOT / "docs/protocols.md").read_text()
        listed = self.succeeds("list")
        rows = set()
        for file in (ROOT / "data/protocols").glob("*.yaml"):
            line = re.search(r"^follows: \[?([^\]\n]+)", file.read_text(), re.M)
            rows.update(line.group(1).split(", ") if line else [])
        self.assertGreaterEqual(len(rows), 16)
        for row in rows:
            self.assertIn(f"| `{row}` |", text)
            self.assertIn(row, listed)

    def test_a_limb_alone_has_no_heart(self):
        no_person = "no --person is given"
        for person in ([], ["--person", "healthy_leg"]):
            run = self.cisterna("run", "rest_body", "--circulation", "beats", *person)
            self.assertEqual(run.returncode, EXIT_BAD_INPUT, run.stderr)
            self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
            for part in ("--circulation beats: needs a whole body", "--person reference_adult", "venous_angle"):
                self.assertIn(part, run.stderr)
            self.assertEqual(no_person in run.stderr, not person)
            self.assertNotIn("arm.yaml", run.stderr)
            self.assertFalse((self.folder / "out").exists())

    def test_what_is_done_at_a_vein_needs_blood(self):
        rest = (ROOT / "data/protocols/rest_body.yaml").read_text()
        (self.folder / "drinking.yaml").write_text(rest + "water: {drinking: 1 mL/min}\n")
        for protocol, key in (("blood_donation_body", "bleeding"), ("drinking.yaml", "water")):
            run = self.cisterna("run", protocol, "--person", "reference_adult")
            self.assertEqual(run.returncode, EXIT_BAD_INPUT, run.stderr)
            self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
            self.assertRegex(run.stderr, rf"\.yaml:\d+: {key}: .*--circulation")
            self.assertFalse((self.folder / "out").exists())

    def test_help_names_the_commands(self):
        text = self.succeeds("--help")
        self.assertIn("lymph and blood of a limb or a body", text.splitlines()[0])
        for command in ("run", "compare", "measure", "check", "list", "parameters"):
            self.assertIn(command, text)


class Running(CommandLine):
    def test_pumping_pressure_is_measured_under_a_cuff(self):
        text = self.succeeds("measure", "pumping_pressure")
        value = float(re.match(r"pumping_pressure: (\S+) mmHg \(healthy_arm\)", text)[1])
        self.assertTrue(47 < value < 71, text)  # the accepted interval of the finding pumping_pressure_arm_nirf

    def test_what_finds_nothing_says_why_and_what_began_ill(self):
        text = self.succeeds("measure", "occlusion_pressure")
        self.assertIn("occlusion_pressure: none found (healthy_arm)", text)
        self.assertRegex(text, r"flow never stopped; share of rest at mmHg 20: 0\.\d\d, 30: ")
        text = self.succeeds("measure", "pumping_pressure", "--person", "arm_after_axillary_dissection")
        self.assertIn("The person began with the stated", text)

    def test_run_leaves_three_files_that_open_elsewhere(self):
        out = self.folder / "out"
        run = self.cisterna("run", "short_stroke.yaml", "--out", out)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertNotIn("against the first", run.stdout)  # it is the only one
        self.assertNotIn("\r", run.stdout + run.stderr)  # not a terminal: plain lines
        self.assertEqual({p.name for p in out.iterdir()}, RESULTS)
        header = subprocess.run(
            ["ncdump", "-h", out / "results.nc"], capture_output=True, text=True, check=True
        ).stdout
        for part in ("CF-1", ":units", ":long_name", "seed", "short_stroke.yaml"):
            self.assertIn(part, header)
        report = (out / "report.html").read_text()
        self.check_report(report)
        # Only what the run used: nothing of blood, which it did not follow, and nothing of a system for verification.
        self.assertIn("lymph.pacemaker", report)
        self.assertNotIn("fluid.whole.filtration_coefficient", report)

    def test_body_with_a_heart_leaves_what_its_blood_did(self):
        out = self.folder / "out"
        printed = self.succeeds("run", "short_rest.yaml", "--person", "reference_adult", "--resolution", "coarse",
                                "--circulation", "beats", "--out", out)
        self.assertRegex(printed, r"(?m)^short_rest +[67]\d\.\d -> [67]\d\.\d +[89]\d\.\d -> [89]\d\.\d +5\.\d+ -> 5\.\d+ +\d{4} -> \d{4}$")
        for line in printed.splitlines():
            self.assertTrue(len(line) <= 80 or line.startswith(("report: ", "resolution: ")), line)
        names = [line.split(",")[2] for line in (out / "summary.csv").read_text().splitlines()]
        for name in ("heart_rate", "cardiac_output", "plasma_volume", "blood_returned_left", "blood_flow_viscera"):
            self.assertIn(name, names)
        dump = subprocess.run(
            ["ncdump", "-v", "heart_rate,capillary_share", out / "results.nc"],
            capture_output=True, text=True, check=True,
        ).stdout
        beats = re.search(r"\bheart_rate =([^;]*);", dump).group(1)
        for beat in beats.split(","):
            self.assertTrue(0.9 < float(beat) < 1.5, beats)
        self.assertIn("bed_flow(protocol, sample, bed, time)", dump)

    def test_protocol_of_one_limb_runs_on_the_ill_side_of_a_body_or_the_one_asked_for(self):
        for side, person, arm in (([], "adult_left_arm_stage_2", "left arm"), (["--side", "right"], "reference_adult", "right arm")):
            out = self.folder / arm
            self.succeeds("run", "short_stroke.yaml", "--person", person, "--resolution", "coarse", *side, "--out", out)
            self.assertIn(f", {arm}", (out / "report.html").read_text())
        header = subprocess.run(
            ["ncdump", "-h", self.folder / "left arm" / "results.nc"], capture_output=True, text=True, check=True
        ).stdout
        for file in ("adult_left_arm_stage_2", "adult_right_arm_stage_2", "arm_after_axillary_dissection"):
            self.assertIn(f"/persons/{file}.yaml sha256:", header)

    def test_coarse_run_says_so_in_what_it_prints_and_leaves(self):
        out = self.folder / "out"
        printed = self.succeeds("run", "short_rest.yaml", "--resolution", "coarse", "--out", out)
        header = subprocess.run(
            ["ncdump", "-h", out / "results.nc"], capture_output=True, text=True, check=True
        ).stdout
        self.assertIn(':resolution = "coarse"', header)
        self.assertEqual(re.search(r"\blymphangion = (\d+)", header).group(1), "25")  # of 445
        agreement = r"coarse; against standard, measured on healthy persons: flows at rest within \d+ %"
        for text in (printed, header, (out / "report.html").read_text()):
            self.assertRegex(text, agreement)

    def test_sessions_of_different_length_are_printed_with_their_time(self):
        short = (self.folder / "short_rest.yaml").read_text()
        longer = short.replace("duration: 80 s", "duration: 120 s").replace("name: short_rest", "name: longer_rest")
        self.assertNotEqual(short, longer)
        (self.folder / "longer_rest.yaml").write_text(longer)
        alike = self.succeeds("compare", "short_rest.yaml", "short_stroke.yaml", "--resolution", "coarse", "--out", self.folder / "alike")
        self.assertNotIn("time that both have", alike)
        uneven = self.succeeds("compare", "short_rest.yaml", "longer_rest.yaml", "--resolution", "coarse", "--out", self.folder / "uneven")
        self.assertIn("time that both have", uneven)
        self.assertRegex(uneven, r"longer_rest +\S+ \S+ in \d\S* min")

    def check_report(self, report):
        self.assertIn("not medical advice", report)
        for outside in re.findall(r"""(?:src|href)\s*=\s*["'](?!#|data:)([^"']+)""", report):
            self.fail(f"the report is not self-contained: {outside}")
        self.assertNotIn("@import", report)

    def test_compare_gives_the_same_numbers_with_one_and_with_two_threads(self):
        summaries = []
        for threads in (1, 2):
            out = self.folder / f"out{threads}"
            self.succeeds(
                "compare", "short_rest.yaml", "short_stroke.yaml", "--samples", 1, "--threads", threads,
                "--out", out,
            )
            summaries.append((out / "summary.csv").read_text().replace(f"--threads {threads}", ""))
        self.assertIn("short_stroke", summaries[0])
        self.assertEqual(*(text.replace("out1", "").replace("out2", "") for text in summaries))


class Interrupting(CommandLine):
    SECONDS_BEFORE = 2.0  # into a run that takes far longer
    SECONDS_TO_END = 60

    def test_interrupted_run_ends_cleanly_and_is_marked_incomplete(self):
        out = self.folder / "out"
        run = subprocess.Popen(
            [CISTERNA, "compare", "data/protocols/rest_arm.yaml", "data/protocols/mld_arm.yaml", "--samples",
             "1000", "--out", str(out)],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        self.addCleanup(run.communicate)
        self.addCleanup(run.kill)
        time.sleep(self.SECONDS_BEFORE)
        run.send_signal(signal.SIGINT)
        output, errors = run.communicate(timeout=self.SECONDS_TO_END)
        self.assertEqual(run.returncode, EXIT_INTERRUPTED, output + errors)
        # Either nothing had been computed yet and nothing was written, or all files are whole and marked.
        names = {p.name for p in out.iterdir()} if out.is_dir() else set()
        self.assertIn(names, (set(), RESULTS), output + errors)
        if names:
            self.assertIn("incomplete", (out / "report.html").read_text())
            header = subprocess.run(
                ["ncdump", "-h", out / "results.nc"], capture_output=True, text=True, check=True
            ).stdout
            self.assertIn("incomplete", header)


if __name__ == "__main__":
    CISTERNA, ROOT = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
