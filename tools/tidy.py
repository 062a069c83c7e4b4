#!/usr/bin/env python3
"""Runs clang-tidy over the program's sources and remembers what was clean.

usage: tidy.py BUILD CACHE        exit 1 when a file has a finding

Reads BUILD/compile_commands.json; checks each file below src/ that it names. A file is looked at
again only when it, a header of ours that it includes, its flags, .clang-tidy or clang-tidy itself
has changed: CACHE/<hash> stands for "was clean".
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

TOOL = "clang-tidy-19"
ROOT = Path(__file__).resolve().parent.parent
INCLUDE = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)
GCC_ONLY = {"-fno-gnu-unique", "-Werror"}


@cache
def includes(path: Path, folders: tuple[Path, ...]) -> frozenset[Path]:
    """The headers of ours that a file names directly."""
    found = set()
    for name in INCLUDE.findall(path.read_bytes()):
        for folder in (path.parent, *folders):
            header = (folder / name.decode()).resolve()
            if header.is_file():
                found.add(header)
                break
    return frozenset(found)


def closure(path: Path, folders: tuple[Path, ...]) -> list[Path]:
    """The file and every header of ours that it reaches, sorted."""
    seen, todo = set(), [path]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            todo.extend(includes(here, folders))
    return sorted(seen)


def key(entry: dict, tool: bytes) -> str:
    """The hash of all that decides what clang-tidy says about one file."""
    digest = hashlib.sha256(tool + (ROOT / ".clang-tidy").read_bytes())
    digest.update(entry["command"].encode())
    folders = (ROOT / "src", ROOT / "include", Path(entry["directory"]))
    for path in closure(Path(entry["file"]), folders):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def ours(build: Path) -> list[dict]:
    """The compile commands of the files below src/, without the flags that only g++ knows."""
    entries = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = Path(entry["file"])
        if path.is_relative_to(ROOT / "src"):
            words = [word for word in entry["command"].split(" ") if word not in GCC_ONLY]
            entries[path] = {**entry, "command": " ".join(words)}
    return [entries[path] for path in sorted(entries)]


def check(path: str, database: str) -> tuple[bool, str]:
    """Whether one file is clean, and what the tool said."""
    run = subprocess.run(
        [TOOL, "--quiet", "--warnings-as-errors=*", "-p", database, path],
        capture_output=True, text=True, check=False)
    return run.returncode == 0, run.stdout


def main(build: Path, store: Path) -> int:
    store.mkdir(parents=True, exist_ok=True)
    tool = subprocess.run([TOOL, "--version"], capture_output=True, check=True).stdout
    entries = ours(build)
    keys = {entry["file"]: key(entry, tool) for entry in entries}
    todo = [file for file in keys if not (store / keys[file]).exists()]
    dirty = 0
    with tempfile.TemporaryDirectory() as database, ThreadPoolExecutor(os.cpu_count()) as pool:
        (Path(database) / "compile_commands.json").write_text(json.dumps(entries))
        for file, (clean, said) in zip(todo, pool.map(lambda file: check(file, database), todo)):
            if clean:
                (store / keys[file]).touch()
            else:
                dirty += 1
                print(said, end="")
    print(f"   {len(entries)} files, {len(todo)} looked at, {dirty} with findings")
    return 1 if dirty or not entries else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2])))
