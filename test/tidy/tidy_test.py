#!/usr/bin/env python3
"""The rules about the code, as a test: layers, fences, sizes, names, ASCII, targets, made pages.

Reads the files that git tracks (else all) below the repository; the rules are in layers.yaml.
"""
import re
import statistics
import subprocess
import sys
import unittest
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
RULES = yaml.safe_load((Path(__file__).parent / "layers.yaml").read_text())
CODE = {".h", ".cpp", ".cc"}
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)
# A definition: a line at indentation 0 that ends in "{" and holds a parameter list.
FUNCTION = re.compile(r"^(?!namespace|class|struct|enum|union|extern|#|//|\s|\})[^=;]*\([^;]*$")


def tracked():
    names = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "-z"],
        capture_output=True, check=True, text=True,
    ).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


FILES = tracked()
SOURCES = [f for f in FILES if f.suffix in CODE and f.is_relative_to(ROOT / "src")]


def rooms():
    named = [room for layer in RULES["layers"] for room in layer]
    return sorted(named, key=len, reverse=True)


def room_of(path):
    for room in rooms():
        if path == room or path.startswith(room + "/"):
            return room
    return None


def layer_of(room):
    return next(i for i, layer in enumerate(RULES["layers"]) if room in layer)


def is_test(path):
    return path.stem.endswith(("_test", "_fuzz")) or path.stem.startswith("test_")


def may_include(room, other):
    if room == other:
        return True
    if room in RULES["only"] and other not in RULES["only"][room]:
        return False
    if other in RULES["neighbours"].get(room, []):
        return True
    return layer_of(other) < layer_of(room)


def functions(text):
    """(first line, lines) of every definition at namespace level, found by its braces."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if FUNCTION.match(lines[at]):
            end = at
            while end < len(lines) and not lines[end].startswith(("}", "  }")) and "{" not in lines[end]:
                end += 1
            close = end
            while close < len(lines) and not lines[close].startswith("}"):
                close += 1
            if end < len(lines) and "{" in lines[end] and close > end:
                yield at + 1, close - at + 1
                at = close
        at += 1


class Tidy(unittest.TestCase):
    def complain(self, problems):
        self.assertEqual([], problems, "\n" + "\n".join(problems))

    def test_layers(self):
        problems = []
        for file in SOURCES:
            name = str(file.relative_to(ROOT / "src"))
            room = room_of(name)
            if room is None:
                problems.append(f"src/{name}: in no layer of layers.yaml")
                continue
            if is_test(file):
                continue
            for quote, included in INCLUDE.findall(file.read_text()):
                other = room_of(included) if quote == '"' else None
                if other and not may_include(room, other):
                    problems.append(f"src/{name}: {room} includes {included}")
        self.complain(problems)

    def test_fences(self):
        problems = []
        for file in SOURCES:
            name = str(file.relative_to(ROOT / "src"))
            for quote, included in INCLUDE.findall(file.read_text()):
                if quote != "<":
                    continue
                for pattern, allowed in RULES["fences"].items():
                    inside = any(name.startswith(folder + "/") for folder in allowed)
                    if re.match(pattern, included) and not inside:
                        problems.append(f"src/{name}: <{included}> belongs to {', '.join(allowed)}")
        self.complain(problems)

    def test_file_sizes(self):
        counts = {f: f.read_text().count("\n") for f in SOURCES}
        limit = RULES["sizes"]["file_lines"]
        self.complain([f"{f}: {n} lines" for f, n in counts.items() if n > limit])
        self.assertLessEqual(statistics.median(counts.values()), RULES["sizes"]["file_lines_median"])

    def test_function_sizes(self):
        sizes = []
        for file in SOURCES:
            if not is_test(file):
                sizes += [(n, f"{file}:{line}") for line, n in functions(file.read_text())]
        self.assertGreater(len(sizes), 100, "the functions were not found")
        limit = RULES["sizes"]["function_lines"]
        self.complain([f"{where}: {n} lines" for n, where in sizes if n > limit])
        p90 = sorted(n for n, _ in sizes)[int(len(sizes) * 0.9)]
        self.assertLessEqual(p90, RULES["sizes"]["function_lines_p90"])

    def test_line_width(self):
        limit = RULES["sizes"]["line_columns"]
        problems = []
        for file in SOURCES:
            for number, line in enumerate(file.read_text().split("\n"), 1):
                if len(line) > limit:
                    problems.append(f"{file}:{number}: {len(line)} columns")
        self.complain(problems)

    def test_names(self):
        problems = []
        for file in FILES:
            parts = file.relative_to(ROOT).with_suffix("").parts
            for part in parts:
                if set(re.split(r"[_\-.]", part.lower())) & set(RULES["banned_names"]):
                    problems.append(str(file))
        self.complain(problems)

    def test_ascii(self):
        problems = []
        for file in SOURCES:
            if is_test(file):
                continue
            for number, line in enumerate(file.read_text().split("\n"), 1):
                if not line.isascii():
                    problems.append(f"{file}:{number}: non-ASCII in a source")
        self.complain(problems)

    def test_every_source_has_a_target(self):
        problems = []
        for file in SOURCES:
            if file.suffix == ".h":
                continue
            folder = file.parent
            while not (folder / "CMakeLists.txt").exists():
                folder = folder.parent
            name = str(file.relative_to(folder))
            if name not in re.split(r"[\s()]+", (folder / "CMakeLists.txt").read_text()):
                problems.append(f"{file}: in no target of {folder}/CMakeLists.txt")
        self.complain(problems)

    def test_headers_have_a_head(self):
        problems = []
        for file in SOURCES:
            if file.suffix == ".h":
                lines = file.read_text().split("\n")
                if lines[0] != "#pragma once" or not lines[1].startswith("//"):
                    problems.append(f"{file}: no head")
        self.complain(problems)

    def test_no_silent_catch(self):
        problems = []
        for file in SOURCES:
            if re.search(r"catch\s*\([^)]*\)\s*\{\s*\}", file.read_text()):
                problems.append(f"{file}: a catch that swallows")
        self.complain(problems)

    def test_no_output_or_exit_in_the_library(self):
        problems = []
        pattern = re.compile(r"\b(std::cout|std::cerr|printf|fprintf|puts|abort|exit)\s*[(<]|\bthrow\b")
        for file in SOURCES:
            name = str(file.relative_to(ROOT / "src"))
            if is_test(file) or name.startswith("cli/"):
                continue
            for number, line in enumerate(file.read_text().split("\n"), 1):
                code = re.sub(r'"(\\.|[^"\\])*"', '""', line.split("//")[0])
                if pattern.search(code):
                    problems.append(f"{file}:{number}: {line.strip()}")
        self.complain(problems)

    def built(self, name):
        file = Path(sys.argv[1]) / name if len(sys.argv) > 1 else None
        if file is None or not file.exists():
            self.skipTest("no build folder given")
        return file

    def test_every_part_has_its_licence_in_the_notices(self):
        """A part that is linked in brings a notice; its name there is the package's."""
        renamed = {"hash": "sha256", "llama": "llama.cpp", "duckdb_headers": "duckdb", "editline": "libedit-dev",
                   "utf8proc": "libutf8proc-dev", "pugixml": "libpugixml-dev", "minizip": "libminizip-dev",
                   "uchardet": "libuchardet-dev"}
        notices = set(re.findall(r"^==== (\S+): ", self.built("eider.notices.txt").read_text(errors="replace"), re.M))
        parts = re.findall(r"^eider_part\((\w+)", (ROOT / "cmake/parts.cmake").read_text(), re.M)
        self.assertIn("lexbor", parts)
        self.complain([f"{part}: not in the notices (tools/parts.sh make_notices)"
                       for part in [*parts, "pdfium", "opencc"] if renamed.get(part, part) not in notices])

    def test_made_pages_are_current(self):
        made = self.built("src/extension/sql.md")
        self.assertEqual(
            made.read_text(), (ROOT / "docs/sql.md").read_text(),
            f"docs/sql.md is old: cp {made} docs/sql.md",
        )


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
