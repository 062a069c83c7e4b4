"""What the failure tests share: where the build is, a database with Eider, the command line, a child process.

Every test file is run as `python x_test.py BUILD_FOLDER`; its cases are written as XML where EIDER_TEST_RESULTS
names a folder (tools/count_tests.py adds them up).
"""
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test" / "sql"))
import case_report  # noqa: E402

BUILD = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "build" / "release"
EXTENSION = BUILD / "eider.duckdb_extension"
EIDER = BUILD / "eider"
CACHE = Path(os.environ.get("EIDER_CACHE", Path.home() / ".cache" / "eider"))
MODELS = Path(os.environ.get("EIDER_MODELS", CACHE / "models"))
NEWER_PYTHON = CACHE / "parts" / "py200" / "bin" / "python"
CONFIG = {"allow_unsigned_extensions": "true"}
EMBEDDER = "multilingual-e5-small"
GENERATOR = "qwen2.5-coder-0.5b"

TABLES_OF_A_DOCUMENT = ["article", "block", "table_cell", "chunk", "embedding"]


def connect(path, config=None, **options):
    connection = duckdb.connect(str(path), config={**CONFIG, **(config or {})}, **options)
    connection.execute(f"LOAD '{EXTENSION}'")
    return connection


def close(connection):
    """Closes it so that the file is free at once, not a moment later."""
    rows(connection, "SELECT eider_release()")
    connection.close()


@contextlib.contextmanager
def opened(path):
    connection = connect(path)
    try:
        yield connection
    finally:
        close(connection)


def without_models(connection):
    connection.execute("SET eider_embedder = 'none'")
    return connection


def rows(connection, sql, parameters=None):
    return connection.execute(sql, parameters).fetchall()


def one(connection, sql, parameters=None):
    return rows(connection, sql, parameters)[0][0]


def is_ready(name):
    with duckdb.connect(config=CONFIG) as connection:
        connection.execute(f"LOAD '{EXTENSION}'")
        connection.execute(f"SET eider_models_folder = '{MODELS}'")
        return one(connection, "SELECT count(*) FROM eider_models() WHERE name = ? AND status = 'ready'", [name]) == 1


def run_eider(*words, user=None, seconds=120, **options):
    """The command line to its end: (exit code, standard output, standard error)."""
    done = subprocess.run([EIDER, *map(str, words)], capture_output=True, text=True, timeout=seconds, **options)
    return done.returncode, done.stdout, done.stderr


def start_eider(*words, **options):
    return subprocess.Popen([EIDER, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, **options)


def wait_until_written(database, size, seconds=120):
    """Until so many bytes of documents are committed: DuckDB appends them to FILE.wal."""
    deadline = time.monotonic() + seconds
    log = Path(f"{database}.wal")
    while not log.exists() or log.stat().st_size < size:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{log} did not grow to {size} bytes")
        time.sleep(0.01)


def run_child(code, *arguments, seconds=240):
    """Python code in a process of its own, which has this module: (exit code, output). A signal is below 0."""
    head = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\nfrom support import *\n"
    done = subprocess.run([sys.executable, "-c", head + code, str(BUILD), *map(str, arguments)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=seconds)
    return done.returncode, done.stdout


def write_notes(folder, count, sentences=12):
    """`count` small files, each enough for several chunks."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        lines = [f"第{n}号浮标的记录\n"]
        for s in range(sentences):
            lines.append(f"第{n}号浮标在第{s}天由海港市的渔船重新刷成绿色，浪高{(n * 7 + s) % 9}米，风从东南方向吹来。"
                         "值班的船长把时间、潮位和水温记在本子上，然后用无线电告诉灯塔的值班员。\n")
        (folder / f"note-{n:03}.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder


class FailureTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="eider-failure-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def database(self, name="test.duckdb", **options):
        connection = without_models(connect(self.folder / name, **options))
        self.addCleanup(connection.close)
        return connection

    def require_model(self, name):
        if not is_ready(name):
            self.skipTest(f"needs the model {name}")

    def refuses(self, connection, sql, text, parameters=None):
        """The statement fails with the text, and the process goes on."""
        with self.assertRaises(duckdb.Error) as caught:
            rows(connection, sql, parameters)
        self.assertIn(text, str(caught.exception))
        self.assertEqual(42, one(connection, "SELECT 42"))

    def assert_whole(self, connection, embedded=False):
        """No document is half there: all that was derived belongs to one, and each one has its parts."""
        for table in TABLES_OF_A_DOCUMENT:
            orphans = one(connection, f"SELECT count(*) FROM eider.{table} "
                                      "WHERE document_id NOT IN (SELECT id FROM eider.document)")
            self.assertEqual(0, orphans, f"rows of eider.{table} without a document")
        halves = rows(connection, """
            SELECT path FROM eider.document d WHERE status = 'ok' AND (
                NOT EXISTS (FROM eider.article a WHERE a.document_id = d.id) OR
                NOT EXISTS (FROM eider.block b WHERE b.document_id = d.id) OR
                NOT EXISTS (FROM eider.chunk c WHERE c.document_id = d.id))""")
        self.assertEqual([], halves)
        if embedded:
            self.assertEqual([], rows(connection, """
                SELECT path FROM eider.document d WHERE
                    (SELECT count(*) FROM eider.chunk c WHERE c.document_id = d.id) <>
                    (SELECT count(*) FROM eider.embedding e WHERE e.document_id = d.id)"""))

    def shape(self, connection):
        """What a load leaves, without the ids that differ from load to load."""
        return rows(connection, """
            SELECT path, status, source_hash, text,
                   (SELECT list((start, stop) ORDER BY start) FROM eider.article a WHERE a.document_id = d.id),
                   (SELECT list((kind, start, stop) ORDER BY ordinal) FROM eider.block b WHERE b.document_id = d.id),
                   (SELECT list((start, stop, title) ORDER BY start) FROM eider.chunk c WHERE c.document_id = d.id)
            FROM eider.document d ORDER BY path""")


def main():
    name = Path(sys.argv[0]).stem
    sys.exit(case_report.run_unittests(f"failure_{name.removesuffix('_test')}"))
