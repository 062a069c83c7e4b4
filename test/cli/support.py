"""What the tests of the command line share: running it to its end, a shell on a terminal, a database of examples.

Every test file is run as `python x_test.py BUILD_FOLDER` and needs Python's own library alone; its cases are written
as XML where EIDER_TEST_RESULTS names a folder (tools/count_tests.py adds them up).
"""
import fcntl
import json
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test" / "sql"))
import case_report  # noqa: E402

BUILD = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "build" / "release"
EIDER = BUILD / "eider"
EXTENSION = BUILD / "eider.duckdb_extension"
NEWS = ROOT / "examples" / "news"
COMPANIES = ROOT / "examples" / "companies.csv"
CACHE = Path(os.environ.get("EIDER_CACHE", Path.home() / ".cache" / "eider"))
NEWER_PYTHON = CACHE / "parts" / "py200" / "bin" / "python"
EMBEDDER = "multilingual-e5-small"
GENERATOR = "qwen2.5-coder-0.5b"

NOTES = {
    "harbour.txt": "灯塔的记录\n\n2026年5月12日，海港市的灯塔重新点亮。守灯人是林远。浪高三米，风从东南方向吹来。\n",
    "boats.md": "# Boats of May\n\nThe boat Heron was painted green on 3 May 2026. It carries nets and two lamps.\n",
    "traditional.txt": "漁船的消息\n\n漁船『海鷗』在颱風之後回到港口，船長說機器沒有損壞。\n",
}


def run_eider(*words, program=EIDER, seconds=300, **options):
    """The command line to its end: (exit code, standard output, standard error)."""
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, timeout=seconds, **options)
    return done.returncode, done.stdout, done.stderr


class CliTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="eider-cli-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "test.duckdb"

    def fails(self, code, text, *words, **options):
        """It ends with `code`, says `text` on standard error and nothing on standard output."""
        found, output, error = run_eider(*words, **options)
        self.assertEqual(code, found, error)
        self.assertEqual("", output)
        self.assertIn(text, error)
        self.assertTrue(error.startswith("eider: "), error)

    def succeeds(self, *words, **options):
        code, output, error = run_eider(*words, **options)
        self.assertEqual(0, code, error)
        return output

    def json(self, *words, **options):
        """The one JSON value of a request, which says nothing else."""
        return json.loads(self.succeeds(*words, **options))

    def require_model(self, name):
        models = self.json("models", "--json")
        if not any(model["name"] == name and model["status"] == "ready" for model in models):
            self.skipTest(f"needs the model {name}")

    def write_notes(self):
        folder = self.folder / "notes"
        folder.mkdir(exist_ok=True)
        for name, text in NOTES.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    def load_notes(self):
        """The notes in the file, without embeddings, so that no model is needed."""
        self.succeeds("sql", self.file, f"SET eider_embedder = 'none'; FROM eider_load('{self.write_notes()}')")


class Terminal:
    """A shell on a terminal of 80 columns."""

    def __init__(self, *words, home):
        environment = {**os.environ, "HOME": str(home), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        environment.pop("XDG_STATE_HOME", None)
        environment.setdefault("EIDER_MODELS", str(CACHE / "models"))
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(EIDER, [str(EIDER), *map(str, words)], environment)
        self.text = ""

    def wait_for(self, text, seconds=30):
        """All that came up to `text`, which is taken off the screen."""
        end = time.monotonic() + seconds
        while text not in self.text:
            if time.monotonic() > end:
                raise AssertionError(f"no {text!r} within {seconds} s, but {self.text!r}")
            if select.select([self.screen], [], [], 0.1)[0]:
                self.text += os.read(self.screen, 65536).decode("utf-8", "replace")
        before, _, self.text = self.text.partition(text)
        return before + text

    def type(self, keys):
        time.sleep(0.2)  # libedit shows the prompt just before it takes the keys over
        os.write(self.screen, keys.encode())

    def close(self):
        self.type("\x03\x04")
        end = time.monotonic() + 10
        while time.monotonic() < end:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                os.close(self.screen)
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError("the shell did not end")


def main():
    name = Path(sys.argv[0]).stem
    sys.exit(case_report.run_unittests(f"cli_{name.removesuffix('_test')}"))
