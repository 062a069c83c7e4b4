#!/usr/bin/env python3
"""companies.csv -> a C++ file that holds its bytes.

usage: make_companies.py companies.csv OUT.cpp
"""
import sys

LINE = 64  # bytes a literal


def main():
    source, out = sys.argv[1:3]
    with open(source, "rb") as file:
        data = file.read()
    with open(out, "w", encoding="ascii") as file:
        file.write('#include "pipeline/builtin_companies.h"\n\nnamespace eider::pipeline {\n\n')
        file.write("std::string_view builtin_companies() {\n  static constexpr char kCsv[] =\n")
        for at in range(0, len(data), LINE):
            file.write('      "%s"\n' % "".join(f"\\{b:03o}" for b in data[at : at + LINE]))
        file.write("      ;\n  return {kCsv, sizeof kCsv - 1};\n}\n\n}  // namespace eider::pipeline\n")


if __name__ == "__main__":
    main()
