"""Each structure check is shown something bad, and must complain about exactly that."""

import shutil
import tempfile
import unittest
from pathlib import Path

import documents
import executed_blocks
import file_size
import formatting
import include_direction
import named_commands
import numeric_literals
import sources
import unfinished_words


class Checkout(unittest.TestCase):
    """A small tree on disk that a test fills."""

    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, name, text, executable=False):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755 if executable else 0o644)
        return path


class IncludeDirection(Checkout):
    def test_upward_include_is_refused(self):
        self.write("src/solvers/step.hpp", '#pragma once\n#include "math/dual.hpp"\n')
        self.write("src/math/dual.hpp", '#include "solvers/step.hpp"\n')
        self.assertEqual(
            include_direction.complaints(self.root),
            ["src/math/dual.hpp:1: math may not include solvers"],
        )

    def test_solvers_and_body_do_not_see_each_other(self):
        self.write("src/solvers/a.hpp", ' # include "body/b.hpp"\n')
        self.write("src/body/b.hpp", '#include "solvers/a.hpp"\n')
        self.assertEqual(len(include_direction.complaints(self.root)), 2)

    def test_only_the_edges_include_io_and_units(self):
        self.write("src/io/read.hpp", '#include "units/units.hpp"\n')
        self.write("src/units/units.hpp", "")
        self.write("apps/main.cpp", '#include "io/read.hpp"\n#include "units/units.hpp"\n')
        self.assertEqual(include_direction.complaints(self.root), [])
        self.write("src/engine/run_test.cpp", '#include "units/units.hpp"\n')
        self.write("src/study/trial.cpp", '#include "io/read.hpp"\n')
        self.assertEqual(
            include_direction.complaints(self.root),
            [
                "src/engine/run_test.cpp:1: engine may not include units",
                "src/study/trial.cpp:1: study may not include io",
            ],
        )

    def test_paths_without_room_are_refused(self):
        self.write("src/math/a.hpp", '#include "b.hpp"\n#include "../math/b.hpp"\n')
        self.write("src/math/b.hpp", "#include <cmath>\n")
        self.assertEqual(len(include_direction.complaints(self.root)), 2)

    def test_unknown_room_is_reported(self):
        self.write("src/attic/a.hpp", "")
        self.assertIn("attic", include_direction.complaints(self.root)[0])

    def test_table_is_acyclic(self):
        self.assertTrue(include_direction.table_has_no_cycle())
        self.addCleanup(include_direction.MAY_INCLUDE["base"].discard, "engine")
        include_direction.MAY_INCLUDE["base"].add("engine")
        self.assertFalse(include_direction.table_has_no_cycle())


class NumericLiterals(Checkout):
    def complaints(self, text, allowed="", name="src/body/lymph/wall.hpp"):
        self.write(name, text)
        return numeric_literals.complaints(self.root, self.write("allowed.txt", allowed))

    def test_numbers_in_equations_are_found(self):
        for literal in ("0.51", "1e-3", "133.322", "64", ".25", "1.5f", "0x1p-3", "17", "2e0"):
            self.assertEqual(
                self.complaints(f"return T({literal}) * p;\n"),
                [f"src/body/lymph/wall.hpp:1: {literal}: a number in an equation"],
                literal,
            )

    def test_small_integers_names_comments_and_strings_pass(self):
        text = (
            '#include "body/x_3.14.hpp"\n// 3.14\n/* 9.81\n 9.81 */ auto a = "2.718";\n'
            "T b2 = 0.5 * x1 + 2.0 * log1p(x) - 8 * std::numbers::pi; uint64_t n = 0; char c = '7';\n"
        )
        self.assertEqual(self.complaints(text), [])

    def test_line_is_right_after_a_long_comment(self):
        self.assertIn(":3:", self.complaints("/* one\n two */\nT x = 9.81;\n")[0])

    def test_tests_may_hold_numbers(self):
        self.assertEqual(self.complaints("x = 9.81;\n", name="src/body/lymph/wall_test.cpp"), [])

    def test_exception_needs_a_reason_and_a_use(self):
        file = "src/body/lymph/wall.hpp"
        self.assertEqual(self.complaints("128 * mu\n", f"{file} 128 Poiseuille, exact\n"), [])
        self.assertEqual(len(self.complaints("128 * mu\n", f"{file} 128\n")), 2)
        self.assertEqual(len(self.complaints("8 * mu\n", f"{file} 128 Poiseuille, exact\n")), 1)


class FileSize(Checkout):
    def test_large_file_is_found(self):
        self.write("src/io/a.cpp", "x" * (file_size.LIMIT + 1))
        self.write("apps/b.cpp", "x" * file_size.LIMIT)
        self.assertEqual(
            file_size.complaints(self.root), ["src/io/a.cpp: 40001 bytes, the limit is 40000"]
        )


class UnfinishedWords(Checkout):
    def test_marks_of_work_to_be_done_are_found(self):
        for word in unfinished_words.WORDS:
            self.write("src/io/a.cpp", f"int a;  // {word}\n")
            self.assertEqual(unfinished_words.complaints(self.root), [f"src/io/a.cpp:1: {word}"])
        self.write("src/io/a.cpp", "int methods;\n")
        self.assertEqual(unfinished_words.complaints(self.root), [])


class Formatting(Checkout):
    def test_unformatted_file_is_found(self):
        style = Path(__file__).resolve().parents[2] / ".clang-format"
        self.write(".clang-format", style.read_text())
        self.write("src/base/good.hpp", "int f(int a);\n")
        self.assertEqual(formatting.complaints(self.root), [])
        self.write("src/base/bad.hpp", "int  f( int a ) ;\n")
        found = formatting.complaints(self.root)
        self.assertEqual(len(found), 1)
        self.assertTrue(found[0].startswith("src/base/bad.hpp:1"), found)


class Sources(Checkout):
    def complaints(self, text, folder="parameters"):
        self.write("data/references.bib", "@article{smith2001,\n title = {A}\n}\n")
        self.write(f"data/{folder}/a.yaml", text)
        return sources.complaints(self.root)

    def test_unknown_key_is_found(self):
        self.assertEqual(
            self.complaints("x:\n  length: {value: 2 cm, source: smth2001, basis: measured}\n", "body"),
            ["data/body/a.yaml:2: smth2001: not in data/references.bib"],
        )

    def test_unknown_key_in_the_card_of_a_block_is_found(self):
        self.write("src/body/a.hpp", "// Sources: smith2001 (1), jones1999 for (2).\nint jones1998;\n")
        self.assertEqual(
            self.complaints(""), ["src/body/a.hpp:1: jones1999: not in data/references.bib"]
        )

    def test_known_keys_pass(self):
        text = "- id: a.b\n  source: smith2001, smith2001  # both\n  basis: measured\n"
        self.assertEqual(self.complaints(text), [])

    def test_record_without_source_or_basis_is_found(self):
        text = "- id: a\n  basis: measured\n- id: b\n  basis: assumed\n- id: c\n  source: smith2001\n"
        self.assertEqual(
            self.complaints(text),
            ["data/parameters/a.yaml:1: a: has no source", "data/parameters/a.yaml:5: c: basis is ''"],
        )

    def test_record_with_a_dotted_name_is_found(self):
        text = "parameters:\n  lymph.wall.tension:\n    value: 1 N/m\n    basis: measured\n"
        self.assertEqual(
            self.complaints(text), ["data/parameters/a.yaml:2: lymph.wall.tension: has no source"]
        )

    def test_fitted_value_needs_a_source_or_a_note(self):
        text = "- id: a\n  basis: fitted\n"
        self.assertEqual(len(self.complaints(text)), 1)
        self.assertEqual(self.complaints(text + "  note: to a flow at rest\n"), [])
        self.assertEqual(len(self.complaints(text.replace("fitted", "measured") + "  note: x\n")), 1)

    def test_key_defined_twice_is_found(self):
        self.complaints("")
        self.write("data/references.bib", "@book{a,\n}\n@book{a,\n}\n")
        self.assertEqual(sources.complaints(self.root), ["data/references.bib: a: defined twice"])


class Documents(Checkout):
    def setUp(self):
        super().setUp()
        self.write("README.md", "```sh\nscripts/demo\nscripts/test\n```\nIt is not medical advice.\n")
        self.write("scripts/demo", "", executable=True)
        self.write("scripts/test", "", executable=True)
        self.write(".ci/run", "", executable=True)
        self.write("scripts/packages.txt", "# names\ng++\n")
        self.write("docs/dependencies.md", "| `g++` | compiles |\n")

    def test_good_tree_passes(self):
        self.assertEqual(documents.complaints(self.root), [])

    def test_missing_command_is_found(self):
        (self.root / "scripts/demo").chmod(0o644)
        self.assertEqual(len(documents.complaints(self.root)), 2)

    def test_other_opening_is_found(self):
        self.write("README.md", "```sh\nmake\n```\nnot medical advice\n```sh\nscripts/demo\n```\n")
        self.assertEqual(len(documents.complaints(self.root)), 2)

    def test_dead_link_is_found(self):
        self.write("docs/a.md", "[b](b.md) [c](https://example.org) [d](../README.md#x)\n")
        self.assertEqual(documents.complaints(self.root), ["docs/a.md: the link to b.md leads nowhere"])

    def test_packages_and_their_reasons_agree(self):
        self.write("scripts/packages.txt", "cmake\n")
        self.assertEqual(len(documents.complaints(self.root)), 2)


class ExecutedBlocks(Checkout):
    def run_block(self, text):
        self.write("docs/a.md", text)
        return executed_blocks.failures(self.root, Path("/bin"))

    def test_failing_command_is_found(self):
        found = self.run_block("```sh executed\ntrue\nfalse\ntrue\n```\n")
        self.assertEqual(len(found), 1)
        self.assertIn("docs/a.md:1", found[0])

    def test_output_that_is_not_printed_is_found(self):
        good = "```sh executed\necho one two\n```\nprints\n```text printed\none two\n```\n"
        self.assertEqual(self.run_block(good), [])
        self.assertEqual(len(self.run_block(good.replace("text printed\none", "text printed\nthree"))), 1)

    def test_untagged_blocks_are_left_alone(self):
        self.assertEqual(self.run_block("```sh\nfalse\n```\n"), [])

    def test_tagged_block_in_readme_is_run(self):
        self.write("README.md", "```sh executed\nfalse\n```\n")
        self.assertEqual(len(executed_blocks.failures(self.root, Path("/bin"))), 1)


class NamedCommands(Checkout):
    PROGRAM = """#!/bin/sh
case "$*" in
  --help) printf 'Subcommands:\n  run      a protocol\n  list     what ships\n' ;;
  "run --help") printf '  --person TEXT  who\n  --heart TEXT:{beats, given}=given\n' ;;
  "list --help") printf 'Usage\n' ;;
  list) printf 'rest_arm  Rest\nhealthy_leg\n' ;;
  *) exit 2 ;;
esac
"""

    def complaints(self, text, name="docs/a.md"):
        self.write("bin/cisterna", self.PROGRAM, executable=True)
        self.write(name, text)
        return list(named_commands.complaints(self.root, named_commands.Program(self.root / "bin")))

    def test_what_exists_passes(self):
        self.write("scripts/test", "")
        for command in (
            "cisterna", "cisterna list", "cisterna run rest_arm --person healthy_leg --heart=beats", "cisterna run FILE",
            "--heart beats|given", "scripts/test [FILTER]", "cmake --build", "cisterna.nc",
        ):
            self.assertEqual(self.complaints(f"`{command}`"), [], command)

    def test_what_does_not_exist_is_found(self):
        for command, wrong in (
            ("cisterna walk", "no such command"), ("cisterna run rest_leg", "rest_leg"), ("--feet cold", "--feet"),
            ("cisterna run rest_arm --persons healthy_leg", "--persons"), ("--heart beat", "beat is"),
            ("cisterna run my.yaml", "my.yaml"), ("scripts/trial", "no such file"), ("cisterna --walk", "--walk"),
        ):
            found = self.complaints(f"Say `{command}`.")
            self.assertEqual(len(found), 1, command)
            self.assertIn(wrong, found[0])
            self.assertIn(f"docs/a.md: `{command}`", found[0])

    def test_files_that_the_page_writes_and_the_changelog_pass(self):
        self.assertEqual(self.complaints("```sh\ncat > my.yaml <<E\nE\n```\n`cisterna run my.yaml`"), [])
        self.assertEqual(self.complaints("`cisterna walk`", "CHANGELOG.md"), [])


if __name__ == "__main__":
    unittest.main()
