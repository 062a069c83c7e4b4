"""What a load and a refresh cost: documents a second into an empty store, and a refresh of 1,000 documents of which
none, one and all have changed. No model (embedder none). Every figure's outcome is checked.

usage: refresh_bench.py BUILD_FOLDER [DOCUMENTS]      with a Python that has duckdb 1.5.6
"""
import random
import sys
import tempfile
import time
from pathlib import Path

import duckdb

BUILD = Path(sys.argv[1]).resolve()
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
PLACES = ["海港市", "临江市", "北湾", "南渡", "青石镇", "白沙湾", "云岭", "东陵"]
THINGS = ["渔船", "灯塔", "算力中心", "渡轮", "仓库", "浮标", "码头", "气象站", "学校", "医院", "电站", "工厂"]
ACTS = ["重新点亮", "换上新机器", "停工检修", "提前完工", "增加班次", "公布价格", "招收工人", "迎来客人", "降低费用"]
WHENS = ["上午", "中午", "傍晚", "夜里", "清晨"]


def sentence(rng):
    return (f"{rng.choice(PLACES)}的{rng.choice(THINGS)}在{rng.randint(1, 28)}日{rng.choice(WHENS)}{rng.choice(ACTS)}，"
            f"有{rng.randint(3, 900)}人到场，负责人说{rng.choice(PLACES)}的{rng.choice(THINGS)}也会{rng.choice(ACTS)}。")


def article(n, rng):
    paragraphs = ["".join(sentence(rng) for _ in range(4)) for _ in range(8)]
    return f"# 第{n}号通讯\n\n2026年{n % 12 + 1}月{n % 28 + 1}日\n\n" + "\n\n".join(paragraphs) + "\n"


def statuses(connection, sql):
    began = time.monotonic()
    rows = connection.execute(f"SELECT status, count(*) FROM {sql} GROUP BY 1 ORDER BY 1").fetchall()
    return time.monotonic() - began, dict(rows)


def expect(found, wanted):
    if found != wanted:
        raise SystemExit(f"statuses {found}, not {wanted}")


def main():
    rng = random.Random(1)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        notes = Path(folder) / "notes"
        notes.mkdir()
        texts = [article(n, rng) for n in range(COUNT)]
        for n, text in enumerate(texts):
            (notes / f"{n:05}.md").write_text(text, encoding="utf-8")
        connection = duckdb.connect(f"{folder}/x.duckdb", config={"allow_unsigned_extensions": "true"})
        connection.execute(f"LOAD '{BUILD}/eider.duckdb_extension'")
        connection.execute("SET eider_embedder = 'none'")
        size = sum(len(text.encode()) for text in texts)
        print(f"{COUNT} documents, {size / 1e6:.1f} MB, DuckDB {duckdb.__version__}")

        seconds, found = statuses(connection, f"eider_load('{notes}')")
        expect(found, {"ok": COUNT})
        print(f"load              {seconds:8.3f} s  {COUNT / seconds:8.0f} documents/s  {size / 1e6 / seconds:6.2f} MB/s")
        seconds, found = statuses(connection, "eider_refresh('default')")
        expect(found, {"unchanged": COUNT})
        print(f"refresh, 0 changed{seconds:8.3f} s  {COUNT / seconds:8.0f} documents/s")
        best = []
        for turn in range(5):
            (notes / "00007.md").write_text(texts[7] + sentence(rng), encoding="utf-8")
            seconds, found = statuses(connection, "eider_refresh('default')")
            expect(found, {"changed": 1, "unchanged": COUNT - 1})
            best.append(seconds)
        print(f"refresh, 1 changed{sorted(best)[2]:8.3f} s  (median of 5)")
        for n in range(COUNT):
            (notes / f"{n:05}.md").write_text(texts[n] + sentence(rng), encoding="utf-8")
        seconds, found = statuses(connection, "eider_refresh('default')")
        expect(found, {"changed": COUNT})
        print(f"refresh, all      {seconds:8.3f} s  {COUNT / seconds:8.0f} documents/s")
        linked = connection.execute("SELECT count(*) FROM eider.document WHERE duplicate_of IS NOT NULL").fetchone()[0]
        expect(linked, 0)


if __name__ == "__main__":
    main()
