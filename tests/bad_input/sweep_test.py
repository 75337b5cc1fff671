"""The sweep over bad input sees each way in which a refusal can be wrong."""

import shutil
import tempfile
import unittest
from pathlib import Path

import sweep

EXPECTED = ("a.yaml", "14", "steps[1].pressure", "negative")
GOOD = "a.yaml:14: steps[1].pressure: must not be negative, found -30 mmHg"


class Sweep(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "a.yaml").write_text("kind: protocol\n")

    def complaints(self, script):
        return sweep.refuse(["bash", "-c", script], self.folder, EXPECTED)

    def test_good_refusal_passes(self):
        self.assertEqual(self.complaints(f"echo '{GOOD}' >&2; exit 2"), [])
        self.assertEqual(self.complaints(f"echo 'cisterna: {GOOD}' >&2; exit 2"), [])

    def test_wrong_exit_code_is_seen(self):
        self.assertEqual(self.complaints(f"echo '{GOOD}' >&2; exit 1"), ["exit code 1"])
        self.assertIn("exit code -6", self.complaints(f"echo '{GOOD}' >&2; kill -ABRT $$"))

    def test_second_line_is_seen(self):
        self.assertEqual(len(self.complaints(f"echo '{GOOD}' >&2; echo more >&2; exit 2")), 1)

    def test_silence_is_seen(self):
        self.assertEqual(len(self.complaints("exit 2")), 2)

    def test_output_is_seen(self):
        self.assertEqual(len(self.complaints(f"echo reading; echo '{GOOD}' >&2; exit 2")), 1)

    def test_wrong_line_key_and_words_are_seen(self):
        for good, bad in ((":14:", ":15:"), ("pressure:", "period:"), ("negative", "positive")):
            self.assertEqual(len(self.complaints(f"echo '{GOOD.replace(good, bad)}' >&2; exit 2")), 1)

    def test_half_written_result_is_seen(self):
        self.assertEqual(len(self.complaints(f"touch results.nc; echo '{GOOD}' >&2; exit 2")), 1)
        self.assertEqual(len(self.complaints(f"echo >> a.yaml; echo '{GOOD}' >&2; exit 2")), 1)


if __name__ == "__main__":
    unittest.main()
