#!/usr/bin/env python3
"""FAISS (PyPI faiss-cpu) on the files of vector_bench: one thread, top 10, recall against its truth.

usage: vector_faiss.py FOLDER   with base.fbin, queries.fbin, truth.ibin (u32 rows, u32 columns, values)
Prints a line of JSON: {factory: {"build": CPU s, "points": [[nprobe, recall, queries/s], ...]}}.
"""
import json
import sys
import time
from pathlib import Path

import faiss
import numpy as np


def table(path, kind):
    rows, columns = np.fromfile(path, dtype=np.uint32, count=2)
    return np.fromfile(path, dtype=kind, offset=8).reshape(rows, columns)


def refined(index, factors):
    """Sets each factor of candidates that are refined in turn, where the index refines at all."""
    if not hasattr(index, "k_factor"):
        yield 1
        return
    for factor in factors:
        index.k_factor = factor
        yield factor


def searched(index, ivf, queries, truth, nprobe):
    ivf.nprobe = nprobe
    began = time.process_time()
    found = np.concatenate([index.search(q[None, :], 10)[1] for q in queries])
    seconds = time.process_time() - began
    hits = sum(len(set(f) & set(t)) for f, t in zip(found, truth))
    return [nprobe, hits / truth.size, len(queries) / seconds]


def measured(factory, base, queries, truth):
    index = faiss.index_factory(base.shape[1], factory, faiss.METRIC_L2)
    ivf = faiss.extract_index_ivf(index)
    ivf.cp.niter, ivf.cp.max_points_per_centroid = 6, 48
    began = time.process_time()
    index.train(base)
    index.add(base)
    build = time.process_time() - began
    points = []
    for _ in refined(index, (10, 50)):
        for nprobe in (2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512):
            points.append(searched(index, ivf, queries, truth, nprobe))
            if points[-1][1] > 0.995:
                break
        if points[-1][1] > 0.995:
            break
    return {"build": build, "points": points}


def main():
    faiss.omp_set_num_threads(1)
    folder = Path(sys.argv[1])
    base = table(folder / "base.fbin", np.float32)
    queries = table(folder / "queries.fbin", np.float32)
    truth = table(folder / "truth.ibin", np.int32)
    lists = int(4 * len(base) ** 0.5)
    dimensions = base.shape[1]
    factories = [f"IVF{lists},RaBitQfs,Refine(SQ8)", f"IVF{lists},PQ{dimensions // 4}x4fs,RFlat"]
    results = {}
    for factory in factories:
        try:
            results[factory] = measured(factory, base, queries, truth)
        except RuntimeError as error:  # this FAISS does not know the factory's name
            results[factory] = {"error": str(error)[:200]}
    print(json.dumps(results))


if __name__ == "__main__":
    main()
