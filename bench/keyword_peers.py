"""The keyword bench, and beside it, over the same texts and questions: SQLite's FTS5 (trigram and unicode61, BM25 of any
of the question's terms) and DuckDB's own scan (how many of the question's words a text contains), each on one thread.

usage: keyword_peers.py KEYWORD_BENCH [CHUNKS]      DuckDB is left out where this Python has none
"""
import json
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BENCH = Path(sys.argv[1]).resolve()
CHUNKS = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
QUESTIONS = 30
RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+")


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def grams(question, size):
    """Han by overlapping pieces of `size` characters, other words whole."""
    found = []
    for run in RUN.findall(question.lower()):
        if run[0] < "\u4e00":
            found.append(run)
        else:
            found += [run[i:i + size] for i in range(len(run) - size + 1)]
    return list(dict.fromkeys(found))


def show(name, value, unit):
    print(f"{name:<52} {value:12.3f}  {unit}", flush=True)


def median_ms(ask, questions):
    times = []
    for question in questions:
        began = time.thread_time()
        ask(question)
        times.append((time.thread_time() - began) * 1e3)
    return statistics.median(times)


def sqlite_peer(tokenizer, texts, questions, folder):
    path = folder / f"{tokenizer}.db"
    database = sqlite3.connect(path)
    database.execute(f"CREATE VIRTUAL TABLE chunk USING fts5(text, content='', tokenize='{tokenizer}')")
    began = time.thread_time()
    database.executemany("INSERT INTO chunk(rowid, text) VALUES (?, ?)", enumerate(texts))
    database.commit()
    seconds = time.thread_time() - began
    size = sum(len(text.encode()) for text in texts)
    show(f"SQLite FTS5 {tokenizer}, build", size / 1e6 / seconds, "MB of text/s")
    show(f"SQLite FTS5 {tokenizer}, bytes a byte of text", path.stat().st_size / size, "")

    def ask(question):
        terms = " OR ".join(f'"{term}"' for term in grams(question, 3))
        if terms:
            database.execute("SELECT rowid FROM chunk WHERE chunk MATCH ? ORDER BY rank LIMIT 10", (terms,)).fetchall()

    show(f"SQLite FTS5 {tokenizer}, best 10, p50", median_ms(ask, questions), "ms")
    database.close()
    path.unlink()


def duckdb_peer(folder, questions):
    try:
        import duckdb
    except ImportError:
        return print("no DuckDB in this Python: its scan is left out")
    database = duckdb.connect(config={"threads": 1})
    database.execute(f"CREATE TABLE chunk AS SELECT row_number() OVER () AS id, text FROM "
                     f"read_json('{folder}/chunks.jsonl', columns={{text: 'VARCHAR'}})")

    def ask(question):
        terms = grams(question, 2)
        held = " + ".join("contains(text, ?)::INT" for _ in terms)
        database.execute(f"SELECT id FROM chunk ORDER BY {held} DESC, id LIMIT 10", terms).fetchall()

    show("DuckDB scan, best 10, p50", median_ms(ask, questions[:5]), "ms")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([BENCH, "--chunks", str(CHUNKS), "--dump", folder], check=True)
        texts = [line["text"] for line in lines(folder / "chunks.jsonl")]
        questions = [line["question"] for line in lines(folder / "questions.jsonl")][:QUESTIONS]
        for tokenizer in ("trigram", "unicode61"):
            sqlite_peer(tokenizer, texts, questions, folder)
        duckdb_peer(folder, questions)


if __name__ == "__main__":
    main()
