#!/usr/bin/env python3
"""OpenCC's TSCharacters.txt -> the arrays that script_table.cpp includes.

usage: make_script_table.py TSCharacters.txt script_table.inc

A line of the input is a traditional character, a tab, and its simplified ones, the usual one
first. Written are three sorted arrays:
  kSimplified  pairs of a character and the simplified one that replaces it
  kHantOnly    replaced characters that simplified text does not use: not among their own
               simplified forms and not in GB 2312
  kHansOnly    characters that only replace: never replaced themselves, and not in Big5
"""

import sys


def read_candidates(path):
    candidates = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\r\n")
            if not line or line.startswith("#"):
                continue
            source, tab, targets = line.partition("\t")
            targets = targets.split(" ")
            if not tab or len(source) != 1 or any(len(target) != 1 for target in targets):
                sys.exit(f"{path}:{number}: not 'character<tab>characters'")
            candidates[source] = targets
    if len(candidates) < 1000:
        sys.exit(f"{path}: only {len(candidates)} characters; expected thousands")
    return candidates


def is_in(character, encoding):
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def write_array(out, declaration, entries):
    out.write(f"constexpr {declaration}[] = {{\n")
    for start in range(0, len(entries), 6):
        out.write("    " + " ".join(entries[start : start + 6]) + "\n")
    out.write("};\n")


def main(source, target):
    candidates = read_candidates(source)
    replaced = {c: forms[0] for c, forms in candidates.items() if forms[0] != c}
    hant_only = [c for c in replaced if c not in candidates[c] and not is_in(c, "gb2312")]
    hans_only = [c for c in set(replaced.values()) if c not in candidates and not is_in(c, "big5")]
    with open(target, "w", encoding="ascii") as out:
        pairs = [f"{{0x{ord(c):X}, 0x{ord(replaced[c]):X}}}," for c in sorted(replaced)]
        write_array(out, "Replacement kSimplified", pairs)
        write_array(out, "char32_t kHantOnly", [f"0x{ord(c):X}," for c in sorted(hant_only)])
        write_array(out, "char32_t kHansOnly", [f"0x{ord(c):X}," for c in sorted(hans_only)])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
