"""The built validation from outside: validate_test.py CISTERNA_VALIDATE ROOT"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

VALIDATE = ROOT = None  # set from the command line
EXIT_BAD_INPUT = 2
QUICK = "valve_closing_low"


class Filtered(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "data").symlink_to(ROOT / "data")
        (self.root / "validation").mkdir()
        self.table = self.root / "docs/validation.md"
        self.table.parent.mkdir()
        self.table.write_text("the whole table")

    def validate(self, finding):
        return subprocess.run(
            [VALIDATE, finding, "--root", self.root, "--out", self.root / "out"],
            capture_output=True, text=True, check=False,
        )

    def test_a_run_that_knows_some_rows_only_leaves_the_table_as_it_is(self):
        run = self.validate(QUICK)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn(QUICK, run.stdout)
        self.assertIn("stays as it is", run.stdout)
        self.assertEqual(self.table.read_text(), "the whole table")

    def test_a_filter_that_finds_nothing_is_refused_in_one_line(self):
        run = self.validate("no_such_finding")
        self.assertEqual(run.returncode, EXIT_BAD_INPUT)
        self.assertEqual(len(run.stderr.splitlines()), 1)
        self.assertIn("no_such_finding", run.stderr)


if __name__ == "__main__":
    VALIDATE, ROOT = Path(sys.argv[1]), Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
