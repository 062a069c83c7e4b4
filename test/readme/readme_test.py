#!/usr/bin/env python3
"""Runs the examples of README.md in their order, in a folder of their own, and compares what they print.

usage: readme_test.py BUILD_FOLDER [FILE.md]

A block of ```sh is given to bash, with `eider` on the PATH. A block of ```sql is typed into the
shell of the database that was last named; one of ```python is run by a stock DuckDB's Python. A
block of ```output that follows is what must come out: seconds count as equal, a line of ... stands
for any lines. Other blocks are not run. examples/ and build/release/ are there. A block that asks
the default generator is left out, by name, where that model is not.
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test" / "sql"))
import case_report  # noqa: E402

BUILD = Path(sys.argv[1]).resolve()
PAGE = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else ROOT / "README.md"
CACHE = Path(os.environ.get("EIDER_CACHE", Path.home() / ".cache" / "eider"))
PYTHON = CACHE / "parts" / "py156" / "bin" / "python"
RUN = {"sh", "sql", "python"}
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
SECONDS = [(re.compile(r"\d+(\.\d+)?( ?m?s\b| seconds?\b)"), r"#\2"), (re.compile(r'("seconds": ?)[\d.e-]+'), r"\1#")]
ASKS = re.compile(r"\beider ask\b|\bai_answer|\bai_(complete|filter|score|classify|extract|summarize|translate)|\beider theme\b(?!.*--keywords)|\beider_theme\b(?!.*keywords)")
GENERATOR = "qwen2.5-coder-1.5b"


def blocks(text):
    """(line, kind, code, expected output or None) of every block that is run."""
    found = [(text[: m.start()].count("\n") + 1, m[1], m[2]) for m in BLOCK.finditer(text)]
    for at, (line, kind, code) in enumerate(found):
        follows = found[at + 1] if at + 1 < len(found) else (0, "", "")
        if kind in RUN:
            yield line, kind, code, follows[2] if follows[1] == "output" else None


def normal(text):
    for pattern, instead in SECONDS:
        text = pattern.sub(instead, text)
    return [line.rstrip() for line in text.strip().split("\n")]


def agrees(expected, found):
    """Does the text come out as expected, line by line, where ... is any lines?"""
    parts = [re.escape(line) + "\n" if line.strip() not in ("...", "…") else "(.*\n)*?" for line in normal(expected)]
    return re.fullmatch("".join(parts), "\n".join(normal(found)) + "\n") is not None


class Readme(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "examples").symlink_to(ROOT / "examples")
        (self.folder / "build").mkdir()
        (self.folder / "build" / "release").symlink_to(BUILD)
        self.database = "readme.duckdb"
        self.environment = {**os.environ, "PATH": f"{BUILD}:{os.environ['PATH']}",
                            "EIDER_MODELS": os.environ.get("EIDER_MODELS", str(CACHE / "models"))}

    def command(self, kind, code):
        if kind == "sh":
            return ["bash", "-eu", "-o", "pipefail", "-c", code], None
        if kind == "python":
            return [PYTHON, "-c", code], None
        return ["eider", self.database], code if code.rstrip().endswith(";") else code.rstrip() + ";\n"

    def run_block(self, kind, code):
        words, typed = self.command(kind, code)
        done = subprocess.run(words, input=typed, cwd=self.folder, env=self.environment, capture_output=True,
                              text=True, timeout=240)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        named = re.findall(r"[\w./-]+\.duckdb\b", code)
        self.database = named[-1] if named else self.database
        return done.stdout

    def has_generator(self):
        done = subprocess.run(["eider", "sql", ":memory:", f"SELECT status FROM eider_models() WHERE name = '{GENERATOR}'"],
                              cwd=self.folder, env=self.environment, capture_output=True, text=True)
        return '"ready"' in done.stdout

    def test_examples(self):
        if not PAGE.exists():
            self.skipTest(f"there is no {PAGE.name}")
        examples = list(blocks(PAGE.read_text(encoding="utf-8")))
        self.assertTrue(examples, "no block is run")
        can_ask = self.has_generator()
        for line, kind, code, expected in examples:
            if ASKS.search(code) and not can_ask:
                print(f"{PAGE.name}:{line}: left out, needs the model {GENERATOR}")
                continue
            with self.subTest(line=line, code=code.strip()):
                found = self.run_block(kind, code)
                if expected is not None and not agrees(expected, found):
                    self.assertEqual(normal(expected), normal(found))


class Comparing(unittest.TestCase):
    def test_seconds_and_gaps(self):
        self.assertTrue(agrees("a 1.5 s\n...\nb\n", "a 0.02 s\nx\ny\nb"))
        self.assertTrue(agrees('{"seconds":1.5}', '{"seconds":22}'))
        self.assertFalse(agrees("a\nb", "a\nc"))
        self.assertFalse(agrees("12 rows", "13 rows"))
        self.assertEqual([(3, "sh", "echo a\n", "a\n"), (10, "sql", "SELECT 1\n", None)],
                         list(blocks("x\n\n```sh\necho a\n```\n```output\na\n```\n\n```sql\nSELECT 1\n```\n")))


if __name__ == "__main__":
    sys.argv[2:] = []  # what run_unittests reads as names of cases
    sys.exit(case_report.run_unittests("readme_examples"))
