#!/usr/bin/env python3
"""Search through SQL on a store of many chunks: build, first use after reopening, each question, one row changed.

usage: search_sql.py EXTENSION [--chunks N] [--database FILE] [--questions N] [--results FILE]

The rows are made by SQL and written straight into the tables (documents of 20 chunks of 300 bytes of Chinese words in
Zipf's proportions; vectors around those of 500 of the texts under the default embedder's hash), so that the model runs
for 500 texts and the questions. With --database the file is kept, and used again if it is there.
"""
import argparse
import json
import os
import platform
import resource
import statistics
import tempfile
import time
from pathlib import Path

import duckdb

WORDS_A_DOCUMENT = 1000
CHUNKS_A_DOCUMENT = 20
CHUNK_BYTES = 300
BATCH = 50_000
CENTRES = 500
NOISE = 0.1  # a coordinate; those of a unit vector are about .05


def connect(path, extension):
    connection = duckdb.connect(str(path), config={"allow_unsigned_extensions": "true", "threads": "2"})
    connection.execute(f"LOAD '{extension}'")
    return connection


def timed(work):
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def make_rows(connection, chunks):
    """One real load makes the tables and tells the embedder's hash; the rest is SQL."""
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "note.txt"
        note.write_text("港口的灯塔每天晚上六点点亮，渔船按时回来。", encoding="utf-8")
        connection.execute(f"CALL eider_load('{note}')").fetchall()
    model = connection.execute("SELECT any_value(model_hash) FROM eider.embedding").fetchone()[0]
    connection.execute("DELETE FROM eider.embedding; DELETE FROM eider.chunk; DELETE FROM eider.document")
    connection.execute("""CREATE TEMP TABLE word AS SELECT list(chr((19968 + (hash(i) % 3000))::INT) ||
        chr((19968 + (hash(i + 77777) % 3000))::INT) ORDER BY i) AS words FROM range(20000) t(i)""")
    connection.execute(f"""INSERT INTO eider.document (id, store, path, text, status)
        SELECT i, 'default', 'made/' || i, array_to_string(list_transform(range({WORDS_A_DOCUMENT}),
            j -> words[1 + (pow((hash(i * {WORDS_A_DOCUMENT} + j) % 1000000) / 1e6, 3) * 19999)::INT]), ''), 'ok'
        FROM range(1, {chunks // CHUNKS_A_DOCUMENT + 1}) t(i), word""")
    first = chunks // CHUNKS_A_DOCUMENT + 1
    connection.execute(f"""INSERT INTO eider.chunk (id, store, document_id, start, stop, title)
        SELECT {first} + i, 'default', 1 + i // {CHUNKS_A_DOCUMENT}, (i % {CHUNKS_A_DOCUMENT}) * {CHUNK_BYTES},
            (i % {CHUNKS_A_DOCUMENT} + 1) * {CHUNK_BYTES}, 'made ' || (i // {CHUNKS_A_DOCUMENT})
        FROM range({chunks}) t(i)""")
    connection.execute(f"""CREATE TEMP TABLE centre AS SELECT row_number() OVER () - 1 AS number, ai_embed(text[:90]) AS
        vector FROM eider.document WHERE id <= {CENTRES}""")
    centres = connection.execute("SELECT count(*) FROM centre").fetchone()[0]
    for start in range(0, chunks, BATCH):
        connection.execute(f"""INSERT INTO eider.embedding SELECT 'default', {first} + i,
            1 + i // {CHUNKS_A_DOCUMENT}, '{model}', list_transform(range(384), d ->
            (vector[d + 1] + ((hash(i * 384 + d) % 1000) / 1000.0 - 0.5) * {NOISE})::FLOAT)
            FROM range({start}, {min(start + BATCH, chunks)}) t(i) JOIN centre ON number = hash(i) % {centres}""")
    connection.execute("CHECKPOINT")


def questions_of(connection, count):
    """Runs of 4 to 12 characters of the texts."""
    texts = connection.execute(f"SELECT text FROM eider.document USING SAMPLE {count} ROWS (reservoir, 7)").fetchall()
    return [text[(n * 31) % 900:][:4 + n % 9] for n, (text,) in enumerate(texts)]


def search(connection, question):
    return connection.execute("SELECT chunk_id FROM ai_search(?, k := 10)", [question]).fetchall()


def scan(connection, vector):
    """DuckDB's own way to the nearest vectors: every row compared, the best ten kept."""
    return connection.execute(
        "SELECT chunk_id FROM eider.embedding ORDER BY list_cosine_similarity(vector, ?::FLOAT[]) DESC, chunk_id LIMIT 10",
        [vector]).fetchall()


def found_share(connection, asked):
    """How many of the questions, which are words of a document, find this document among ten chunks."""
    found = 0
    for question in asked:
        texts = connection.execute("SELECT d.text FROM ai_search(?, k := 10) JOIN eider.document d ON d.id = document_id",
                                   [question]).fetchall()
        found += any(question in text for (text,) in texts)
    return found / len(asked)


def percentiles(seconds):
    cuts = statistics.quantiles(seconds, n=100)
    return {"p50_ms": round(cuts[49] * 1e3, 2), "p95_ms": round(cuts[94] * 1e3, 2), "p99_ms": round(cuts[98] * 1e3, 2)}


def measure(path, extension, arguments):
    figures = {"chunks": arguments.chunks}
    connection = connect(path, extension)
    if not connection.execute("SELECT 1 FROM duckdb_tables() WHERE schema_name = 'eider'").fetchall():
        figures["rows_made_s"] = round(timed(lambda: make_rows(connection, arguments.chunks))[0], 1)
    asked = questions_of(connection, arguments.questions)
    embed = [timed(lambda: connection.execute("SELECT ai_embed(?)", [question]).fetchall())[0] for question in asked[:50]]
    figures["embedding_p50_ms"] = round(statistics.median(embed) * 1e3, 2)
    figures["build_and_first_s"] = round(timed(lambda: search(connection, asked[0]))[0], 2)
    connection.execute("SELECT eider_release()").fetchall()
    connection.close()
    time.sleep(3)  # until the times of the files have settled

    connection = connect(path, extension)
    search_words = lambda: search(connection, asked[0])
    connection.execute("SELECT ai_embed('warm')").fetchall()
    figures["first_after_reopen_s"] = round(timed(search_words)[0], 2)
    for embedder in ("default", "none"):
        if embedder == "none":
            connection.execute("SET eider_embedder = 'none'")
            search(connection, asked[0])
        figures[f"search_{embedder}"] = percentiles([timed(lambda: search(connection, q))[0] for q in asked])
    connection.execute("RESET eider_embedder")
    vector = connection.execute("SELECT ai_embed(?)", [asked[0]]).fetchone()[0]
    figures["scan_s"] = round(statistics.median(timed(lambda: scan(connection, vector))[0] for _ in range(3)), 3)
    figures["scan_to_search"] = round(figures["scan_s"] * 1e3 / figures["search_default"]["p50_ms"])
    figures["found_at_10"] = round(found_share(connection, asked), 3)
    assert figures["found_at_10"] >= 0.9, figures
    synced = []
    for n in range(5):
        connection.execute("UPDATE eider.chunk SET title = ? WHERE id = (SELECT max(id) FROM eider.chunk)", [f"new {n}"])
        synced.append(timed(search_words)[0])
    figures["after_one_row_changed_s"] = round(statistics.median(synced), 3)
    columns = ["kind", "rows", "covered", "delta", "segments", "lists", "recall", "bytes_in_file", "bytes_resident"]
    figures["status"] = [dict(zip(columns, row)) for row in connection.execute(
        f"SELECT {', '.join(columns)} FROM eider_index_status()").fetchall()]
    figures["file_bytes"] = os.path.getsize(path)
    figures["peak_resident_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    connection.execute("SELECT eider_release()").fetchall()
    connection.close()
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("extension", type=os.path.abspath)
    parser.add_argument("--chunks", type=int, default=200_000)
    parser.add_argument("--database")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--results", help="a file that the line is appended to")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(arguments.database or os.path.join(folder, "search.duckdb"), arguments.extension, arguments)
    line = json.dumps({"bench": "search_sql", "machine": platform.node(), "cpus": os.cpu_count(), **figures})
    print(line)
    if arguments.results:
        with open(arguments.results, "a", encoding="utf-8") as results:
            results.write(line + "\n")


if __name__ == "__main__":
    main()
