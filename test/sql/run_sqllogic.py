#!/usr/bin/env python3
"""Runs sqllogictest files against the built extension in a stock DuckDB of Python.

usage: run_sqllogic.py EXTENSION PROGRAM FILE.test...      PROGRAM: the name that the results go under

Each file gets a database file of its own. Understood: `statement ok`, `statement error TEXT`
(TEXT must stand in the message), `query [sort]` with the expected rows after ---- (tabs between
columns), `require model NAME` (skips the file by name), `reopen`. ${ROOT} is the repository,
${TEMP} a folder of the file's own, ${EXTENSION} the extension.
"""
import os
import sys
import tempfile
import time
from pathlib import Path

import case_report
import duckdb

ROOT = Path(__file__).resolve().parents[2]


class Failure(Exception):
    pass


class Skip(Exception):
    pass


def blocks(text):
    """(line number, lines) of every record; a record ends at a blank line."""
    record, first = [], 0
    for number, line in enumerate(text.split("\n") + [""], 1):
        if line.startswith("#"):
            continue
        if line.strip():
            first = first or number
            record.append(line)
        elif record:
            yield first, record
            record, first = [], 0


def shown(value):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.6g}"
    return "(empty)" if value == "" else str(value)


class Runner:
    def __init__(self, extension, folder):
        self.extension, self.folder = extension, folder
        self.connection = None
        self.open()

    def open(self):
        self.connection = duckdb.connect(
            str(self.folder / "test.db"), config={"allow_unsigned_extensions": "true"}
        )
        self.connection.execute(f"LOAD '{self.extension}'")

    def reopen(self):
        self.connection.close()
        time.sleep(0.3)  # until the extension has let go of its connections
        self.open()

    def fill(self, sql):
        for name, value in {"ROOT": ROOT, "TEMP": self.folder, "EXTENSION": self.extension}.items():
            sql = sql.replace("${" + name + "}", str(value))
        return sql

    def require(self, words):
        known = self.connection.execute("SELECT name, status FROM eider_models()").fetchall()
        if (words[2], "ready") not in known:
            raise Skip(f"needs the model {words[2]}")

    def run(self, record):
        words = record[0].split()
        if words[0] == "require":
            return self.require(words)
        if words[0] == "reopen":
            return self.reopen()
        body = record[1:]
        expected = []
        if "----" in body:
            at = body.index("----")
            body, expected = body[:at], body[at + 1 :]
        sql = self.fill("\n".join(body))
        if words[:2] == ["statement", "ok"]:
            self.connection.execute(sql).fetchall()
        elif words[:2] == ["statement", "error"]:
            self.expect_error(sql, self.fill(record[0].split(None, 2)[2]))
        elif words[0] == "query":
            self.expect_rows(sql, [self.fill(line) for line in expected], "sort" in words)
        else:
            raise Failure(f"unknown record: {record[0]}")

    def expect_error(self, sql, text):
        try:
            self.connection.execute(sql).fetchall()
        except duckdb.Error as error:
            if text not in str(error):
                raise Failure(f"the error is\n  {error}\nand should hold\n  {text}") from None
        else:
            raise Failure(f"no error, but should hold: {text}")
        if self.connection.execute("SELECT 42").fetchall() != [(42,)]:
            raise Failure("after the error nothing works")

    def expect_rows(self, sql, expected, in_any_order):
        rows = ["\t".join(map(shown, row)) for row in self.connection.execute(sql).fetchall()]
        if in_any_order:
            rows, expected = sorted(rows), sorted(expected)
        if rows != expected:
            raise Failure("rows:\n  " + "\n  ".join(rows) + "\nexpected:\n  " + "\n  ".join(expected))


def run_file(extension, file):
    """("passed" | "failed" | "skipped", why)"""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        runner = Runner(extension, Path(folder))
        try:
            for line, record in blocks(file.read_text(encoding="utf-8")):
                try:
                    runner.run(record)
                except Skip as skip:
                    return "skipped", str(skip)
                except Exception as error:  # reported with its place, then the file fails
                    return "failed", f"line {line}: {error}"
        finally:
            runner.connection.close()
    return "passed", ""


def main():
    extension, program, files = os.path.abspath(sys.argv[1]), sys.argv[2], [Path(f) for f in sys.argv[3:]]
    cases = []
    for file in files:
        began = time.monotonic()
        verdict, why = run_file(extension, file)
        cases.append((file.stem, verdict, why))
        print(f"{file.name}: {verdict} {why} ({time.monotonic() - began:.1f} s)", flush=True)
    case_report.write(program, cases)
    counts = {v: sum(verdict == v for _, verdict, _ in cases) for v in ("passed", "failed", "skipped")}
    print(f"DuckDB {duckdb.__version__}: " + ", ".join(f"{n} {verdict}" for verdict, n in counts.items()))
    sys.exit(1 if counts["failed"] or not counts["passed"] else 0)


if __name__ == "__main__":
    main()
