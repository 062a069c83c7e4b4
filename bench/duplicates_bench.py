"""How well edited copies are found: recall by the kind of edit, and precision, over generated articles in Chinese and
English. Each copy's original is known; a link to anything but its original's group is wrong.

usage: duplicates_bench.py BUILD_FOLDER [ARTICLES]      with a Python that has duckdb 1.5.6
"""
import collections
import random
import sys
import tempfile
from pathlib import Path

import duckdb

BUILD = Path(sys.argv[1]).resolve()
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 200
HAN = "海港市灯塔船长记录潮位水温风向东南西北天气预报工厂机器电力算力中心学校医院城镇山河桥路车站货物价格公司股份工人会议消息报告计划明年今日昨夜"
LETTERS = "harbour lantern ferry signal winter copper meadow village captain ledger bridge orchard market timber engine " \
          "copy river mountain railway minister report council station weather cargo price worker meeting plan night".split()


def chinese(rng):
    return "".join(rng.choice(HAN) for _ in range(rng.randint(18, 40))) + "。"


def english(rng):
    return " ".join(rng.choice(LETTERS) for _ in range(rng.randint(8, 18))).capitalize() + ". "


def article(n, rng):
    """Sentences of one article, and what writes more of them."""
    writer = chinese if n % 2 == 0 else english
    return [writer(rng) for _ in range(rng.randint(12, 24))], writer


def replaced(sentences, writer, rng, share):
    """Every sentence is another one with this probability, at least one."""
    chosen = {rng.randrange(len(sentences))} | {i for i in range(len(sentences)) if rng.random() < share}
    return [writer(rng) if i in chosen else s for i, s in enumerate(sentences)]


EDITS = {
    "the same text": lambda s, w, r: s,
    "another headline": lambda s, w, r: [w(r)] + s[1:],
    "last sentence cut": lambda s, w, r: s[:-1],
    "first and last cut": lambda s, w, r: s[1:-1],
    "two sentences swapped": lambda s, w, r: [s[1], s[0], *s[2:]],
    "a line of the agency added": lambda s, w, r: [*s, w(r)],
    "3 % of characters altered": lambda s, w, r: ["".join(r.choice(HAN) if r.random() < 0.03 else c for c in x) for x in s],
    "half of it another text": lambda s, w, r: replaced(s, w, r, 0.5),
}
MUST_FIND = list(EDITS)[:6]


def write(path, sentences):
    lines = ["".join(sentences[i:i + 4]) for i in range(0, len(sentences), 4)]
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def main():
    rng = random.Random(11)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        notes = Path(folder) / "notes"
        notes.mkdir()
        kinds = {}
        for n in range(COUNT):
            sentences, writer = article(n, rng)
            write(notes / f"{n:05}-0.txt", sentences)
            for k, (kind, edit) in enumerate(EDITS.items(), 1):
                write(notes / f"{n:05}-{k}.txt", edit(sentences, writer, rng))
                kinds[f"{n:05}-{k}.txt"] = kind
        connection = duckdb.connect(f"{folder}/x.duckdb", config={"allow_unsigned_extensions": "true"})
        connection.execute(f"LOAD '{BUILD}/eider.duckdb_extension'")
        connection.execute("SET eider_embedder = 'none'")
        connection.execute(f"CALL eider_load('{notes}')")
        links = connection.execute("""
            SELECT parse_filename(d.path), parse_filename(r.path), d.duplicate_similarity FROM eider.document d
            LEFT JOIN eider.document r ON r.id = d.duplicate_of""").fetchall()
    found, wrong, likeness = collections.Counter(), 0, collections.defaultdict(list)
    for name, root, similarity in links:
        if root is None:
            continue
        if name[:5] != root[:5]:
            wrong += 1
        elif name in kinds:
            found[kinds[name]] += 1
            likeness[kinds[name]].append(similarity)
    total = sum(found.values())
    print(f"{COUNT} articles, {len(EDITS)} edited copies of each; links {total + wrong}, of them wrong {wrong}, "
          f"precision {total / (total + wrong):.4f}")
    for kind in EDITS:
        mean = sum(likeness[kind]) / max(1, len(likeness[kind]))
        print(f"  {kind:28} linked {found[kind] / COUNT:7.1%}   similarity {mean:.2f}")
    recall = sum(found[kind] for kind in MUST_FIND) / (COUNT * len(MUST_FIND))
    print(f"recall over the first six kinds {recall:.4f}")
    if wrong or recall < 0.97:
        raise SystemExit("worse than it should be")


if __name__ == "__main__":
    main()
