"""scripts/setup against a machine made of stand-ins: its own dpkg-query, apt-get, id and sudo."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WANTED = [
    line for line in (ROOT / "scripts/packages.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
PLAIN_COMMANDS = ["bash", "cat", "dirname", "env", "grep", "mktemp", "rm", "sed", "tail"]


class Setup(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.installed = self.folder / "installed"
        self.log = self.folder / "log"
        self.log.write_text("")
        for command in PLAIN_COMMANDS:
            (self.folder / command).symlink_to(shutil.which(command))
        self.command("dpkg-query", f'while read -r p; do echo "installed $p"; done < {self.installed}; exit 1')

    def command(self, name, body):
        path = self.folder / name
        path.write_text(f"#!/bin/bash\n{body}\n")
        path.chmod(0o755)

    def apt_get(self):
        body = f'echo "$*" >> {self.log}\n[[ $* == *install* ]] || exit 0\n'
        body += f'for word in "$@"; do echo "$word"; done >> {self.installed}'
        self.command("apt-get", body)

    def run_setup(self, installed, user):
        self.installed.write_text("".join(f"{name}\n" for name in installed))
        self.command("id", f"echo {user}")
        return subprocess.run(
            [str(self.folder / "bash"), str(ROOT / "scripts/setup")], capture_output=True, text=True,
            stdin=subprocess.DEVNULL, env={"PATH": str(self.folder), "HOME": "/"}, check=False,
        )

    def test_does_nothing_when_everything_is_there(self):
        self.apt_get()
        run = self.run_setup(WANTED, user=0)
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))
        self.assertEqual(self.log.read_text(), "")

    def test_installs_only_what_is_missing(self):
        self.apt_get()
        run = self.run_setup(WANTED[2:], user=0)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        update, install = self.log.read_text().splitlines()
        self.assertIn("update", update)
        self.assertEqual(install.split()[-3:], ["--no-install-recommends", *WANTED[:2]])

    def test_uses_sudo_when_it_asks_for_no_password(self):
        self.apt_get()
        self.command("sudo", f'[ "$1" = -n ] && shift; echo "sudo $*" >> {self.log}; "$@"')
        self.command("true", "exit 0")
        run = self.run_setup(WANTED[1:], user=1000)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertIn("sudo env DEBIAN_FRONTEND=noninteractive apt-get", self.log.read_text())

    def assert_prints_the_list(self, run, packages):
        self.assertEqual(run.returncode, 3)
        self.assertTrue(run.stderr.splitlines()[-1].endswith(": " + " ".join(packages)), run.stderr)

    def test_prints_the_list_where_it_may_not_install(self):
        self.apt_get()
        self.assert_prints_the_list(self.run_setup([], user=1000), WANTED)
        self.command("sudo", "exit 1")  # would ask for a password
        self.assert_prints_the_list(self.run_setup(WANTED[1:], user=1000), WANTED[:1])
        self.assertEqual(self.log.read_text(), "")

    def test_prints_the_list_when_installing_fails(self):
        self.command("apt-get", "echo no network >&2; exit 100")
        run = self.run_setup(WANTED[3:], user=0)
        self.assert_prints_the_list(run, WANTED[:3])
        self.assertIn("no network", run.stderr)

    def test_prints_the_list_where_there_is_no_apt(self):
        self.assert_prints_the_list(self.run_setup([], user=0), WANTED)


if __name__ == "__main__":
    unittest.main()
