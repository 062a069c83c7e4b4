#!/usr/bin/env python3
"""How well the reader finds an article's body in a web page, beside other extractors.

usage: EIDER_ARTICLES=FOLDER article_bench.py PAGE_BODIES [--worst N]

FOLDER is a checkout of scrapinghub/article-extraction-benchmark (its pages in html/, the bodies
in ground-truth.json, what other extractors gave in output/); PAGE_BODIES is the program of this
folder. The measure is that benchmark's own evaluate.py: precision and recall of the runs of four
words, averaged over the pages, and their F1. Half of the pages (those whose id begins with an
even hexadecimal digit) may be looked at when the rules are changed; the other half is held out.
"""
import gzip
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile


def load_measure(folder):
    spec = importlib.util.spec_from_file_location("evaluate", folder / "evaluate.py")
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    return measure


def read_bodies(program, folder):
    with tempfile.TemporaryDirectory() as scratch:
        pages = []
        for packed in sorted((folder / "html").glob("*.html.gz")):
            page = pathlib.Path(scratch) / packed.name.removesuffix(".gz")
            page.write_bytes(gzip.decompress(packed.read_bytes()))
            pages.append(str(page))
        run = subprocess.run([program, *pages], capture_output=True, text=True, check=True)
    lines = map(json.loads, run.stdout.splitlines())
    return {line["id"]: line["articleBody"] for line in lines}


def is_open(page_id):
    return int(page_id[0], 16) % 2 == 0


def score(measure, truth, bodies, pages):
    parts = [measure.string_shingle_matching(truth[p]["articleBody"], bodies[p]) for p in pages]
    return measure.metrics_from_tp_fp_fns(parts)


def print_worst(measure, truth, bodies, count):
    found = []
    for page in filter(is_open, truth):
        tp, fp, fn = measure.string_shingle_matching(truth[page]["articleBody"], bodies[page])
        found.append((fp + fn, fp, fn, page))
    for _, fp, fn, page in sorted(found, reverse=True)[:count]:
        print(f"  {page}  wrong {fp:.3f}  missing {fn:.3f}  {truth[page].get('url', '')}")


def main():
    if "EIDER_ARTICLES" not in os.environ:
        raise SystemExit("EIDER_ARTICLES names no folder; skipped")
    folder = pathlib.Path(os.environ["EIDER_ARTICLES"])
    measure = load_measure(folder)
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    systems = {"eider": read_bodies(sys.argv[1], folder)}
    for path in sorted((folder / "output").glob("*.json")):
        output, _ = measure.load_prediction(path)
        if output.keys() == truth.keys():
            systems[path.stem] = {key: page.get("articleBody", "") for key, page in output.items()}
    halves = (("all", list(truth)), ("open half", [p for p in truth if is_open(p)]),
              ("held-out half", [p for p in truth if not is_open(p)]))
    for label, pages in halves:
        print(f"{label}, {len(pages)} pages{'':<10}F1  precision  recall")
        rows = {name: score(measure, truth, bodies, pages) for name, bodies in systems.items()}
        for name, row in sorted(rows.items(), key=lambda item: -item[1]["f1"]):
            print(f"  {name:<24} {row['f1']:.4f}  {row['precision']:.4f}  {row['recall']:.4f}")
    if "--worst" in sys.argv:
        print_worst(measure, truth, systems["eider"], int(sys.argv[-1]))


if __name__ == "__main__":
    main()
