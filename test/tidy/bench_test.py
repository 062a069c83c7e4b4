#!/usr/bin/env python3
"""The programs of bench/ are built by hand; here their sources are at least compiled, without making objects, so that
no change of an interface leaves them behind. usage: bench_test.py BUILD_FOLDER"""
import json
import os
import re
import shlex
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "bench"
COMMANDS = Path(sys.argv[1]) / "compile_commands.json"


def check(entry):
    words = shlex.split(entry["command"])
    at = words.index("-o")
    words = [word for word in words[:at] + words[at + 2 :] if not re.fullmatch(r"-g|-O\d|-c|.*ccache", word)]
    done = subprocess.run([*words, "-O0", "-fsyntax-only"], cwd=entry["directory"], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stderr[:2000]


class Bench(unittest.TestCase):
    def test_every_source_compiles(self):
        entries = [e for e in json.loads(COMMANDS.read_text()) if Path(e["file"]).parent == BENCH]
        self.assertEqual({f.name for f in BENCH.glob("*.cpp")}, {Path(e["file"]).name for e in entries})
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            problems = [problem for problem in pool.map(check, entries) if problem]
        self.assertEqual([], problems, "\n" + "\n".join(problems))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
