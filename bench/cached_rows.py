#!/usr/bin/env python3
"""How many rows a second ai_complete gives from the cache, where every row is another and none asks the model.

usage: cached_rows.py EXTENSION [ROWS [OTHERS]]

The replies are written under the keys that src/pipeline/row_key.cpp gives the rows; the usage that Eider keeps proves
that none was asked. OTHERS replies of other rows stand in the same table.
"""
import hashlib
import json
import struct
import sys
import tempfile
import time

import duckdb

MODEL, INSTRUCTION = "qwen2.5-coder-0.5b", "Say it."
SYSTEM = "You carry out an instruction on a text. Reply with the result alone, without comments."


def field(text):
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def key_of(model_hash, text):
    user = f"Instruction: {INSTRUCTION}\n\nText:\n{text}"
    fields = field(model_hash) + field(SYSTEM) + field(user) + field("")
    fields += struct.pack("<QQ", 0, 0) + field("") + struct.pack("<QdQ", 1, 0.0, 0)
    return hashlib.sha256(fields).hexdigest()[:32]


def main():
    extension = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
    others = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    with tempfile.TemporaryDirectory() as folder:
        connection = duckdb.connect(f"{folder}/x.duckdb", config={"allow_unsigned_extensions": "true"})
        connection.execute(f"LOAD '{extension}'")
        connection.execute(f"SET eider_generator = '{MODEL}'")
        connection.execute("SELECT ai_try_complete('x', '')").fetchall()  # makes the tables
        texts = [f"The port of Donglan counted {i} ships, {i % 7} more than on the day before." for i in range(count)]
        with open("models/catalogue.yaml", encoding="utf-8") as file:
            model_hash = file.read().split(f"name: {MODEL}")[1].split("sha256: ")[1].split()[0].strip("\"',")
        connection.execute("CREATE TABLE news AS SELECT unnest(?) AS text", [texts])
        connection.execute("INSERT INTO eider.cache SELECT unnest(?)::UUID, 'ai_complete', ?, 'A reply of a few words.', "
                           "NULL, 40, 6, true, NULL", [[key_of(model_hash, text) for text in texts], MODEL])
        connection.execute("INSERT INTO eider.cache SELECT uuid(), 'ai_complete', 'other', 'A reply.', NULL, 1, 1, true, "
                           f"NULL FROM range({others})")
        connection.execute("CHECKPOINT")
        best = 0.0
        for _ in range(3):
            began = time.perf_counter()
            connection.execute(f"SELECT count(ai_complete(text, '{INSTRUCTION}', {{'max_tokens': 1}})) FROM news").fetchall()
            best = max(best, count / (time.perf_counter() - began))
        calls = connection.execute("SELECT sum(calls)::BIGINT FROM eider_usage()").fetchone()[0]
        if calls:
            sys.exit(f"the model was asked {calls} times: the keys have changed")
        connection.execute("SELECT eider_release()").fetchall()
        connection.close()
    print(json.dumps({"bench": "cached_rows", "rows": count, "others": others, "rows_per_second": round(best)}))


if __name__ == "__main__":
    main()
