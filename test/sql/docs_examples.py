#!/usr/bin/env python3
"""Every example of functions.yaml, run as it stands there, over a database that holds examples/news.

usage: docs_examples.py EXTENSION

An example that asks the default generator is run with the small one of the catalogue. An example
that may not give rows has no place on a page that shows what a function does.
"""
import json
import os
import re
import sys
import tempfile
import unittest
from pathlib import Path

import case_report
import duckdb

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = os.path.abspath(sys.argv[1])
DECLARED = (ROOT / "src/extension/functions.yaml").read_text(encoding="utf-8")
NAMES = re.findall(r"^- name: (\w+)$", DECLARED, re.M)
# A quoted string of YAML on one line is one of JSON.
EXAMPLES = dict(zip(NAMES, map(json.loads, re.findall(r'^  example: (".*")$', DECLARED, re.M)), strict=True))
LAST = ["eider_drop", "eider_release"]  # nothing works after them


class Examples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        os.chdir(ROOT)  # the examples name examples/news
        cls.connection = duckdb.connect(str(Path(cls.folder.name) / "news.db"), config={"allow_unsigned_extensions": "true"})
        cls.connection.execute(f"LOAD '{EXTENSION}'")
        models = dict(cls.connection.execute("SELECT name, status FROM eider_models()").fetchall())
        cls.missing = [name for name in ["multilingual-e5-small", "qwen2.5-coder-0.5b"] if models.get(name) != "ready"]
        cls.connection.execute("SET eider_generator = 'qwen2.5-coder-0.5b'")

    @classmethod
    def tearDownClass(cls):
        cls.connection.close()
        cls.folder.cleanup()

    def test_every_example_gives_rows(self):
        if self.missing:
            self.skipTest(f"needs the models {', '.join(self.missing)}")
        self.assertGreater(len(EXAMPLES), 10)
        for name in [name for name in NAMES if name not in LAST] + LAST:
            with self.subTest(name):
                self.assertIn(name, EXAMPLES[name], "the example doesn't use the function")
                rows = self.connection.execute(EXAMPLES[name]).fetchall()
                self.assertTrue(rows, "no rows")
                print(f"{EXAMPLES[name]}\n    {str(rows)[:300]}", flush=True)


if __name__ == "__main__":
    sys.exit(case_report.run_unittests("docs_examples"))
