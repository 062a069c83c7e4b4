"""Turns models/catalogue.yaml into a C++ table of eider::models::ModelEntry.

usage: make_catalogue.py catalogue.yaml OUT.cpp
An entry with a missing, unknown or malformed field ends the build and names the entry.
"""
import re
import sys

import yaml

ROLES = {"generator": "Role::kGenerator", "embedder": "Role::kEmbedder"}
CONVERSIONS = {None: "Conversion::kNone", "e5": "Conversion::kE5"}
REQUIRED = {"name", "role", "file", "bytes", "sha256", "licence", "context", "carriers"}
OPTIONAL = {"default", "dimensions", "pooling", "query_prefix", "passage_prefix", "note"}
SHA256 = re.compile(r"[0-9a-f]{64}\Z")


def quote(text):
    if not text.isascii() or "\\" in text or "\n" in text:
        raise ValueError(f"not plain ASCII: {text!r}")
    return '"' + text.replace('"', '\\"') + '"'


def sha256(text):
    if not SHA256.match(text):
        raise ValueError(f"not a SHA-256: {text!r}")
    return quote(text)


def carrier(fields):
    parts = ",\n".join(
        "      {%s, %s, %s, %s}"
        % (quote(p["package"]), quote(p["version"]), sha256(p["wheel"]), quote(p["member"]))
        for p in fields["parts"]
    )
    conversion = CONVERSIONS[fields.get("convert")]
    return "{%d, %s, %s, {\n%s}}" % (fields["bytes"], sha256(fields["sha256"]), conversion, parts)


def entry(fields):
    missing, unknown = REQUIRED - fields.keys(), fields.keys() - REQUIRED - OPTIONAL
    if missing or unknown:
        raise ValueError(f"missing fields {sorted(missing)}, unknown fields {sorted(unknown)}")
    if fields.get("pooling", "mean") != "mean":
        raise ValueError("only mean pooling is known")
    values = [
        quote(fields["name"]),
        ROLES[fields["role"]],
        str(bool(fields.get("default", False))).lower(),
        quote(fields["file"]),
        str(int(fields["bytes"])),
        sha256(fields["sha256"]),
        quote(fields["licence"]),
        str(int(fields.get("dimensions", 0))),
        str(int(fields["context"])),
        quote(fields.get("query_prefix", "")),
        quote(fields.get("passage_prefix", "")),
        "{%s}" % ", ".join(carrier(c) for c in fields["carriers"]),
        quote(fields.get("note", "")),
    ]
    return "  {%s}" % ", ".join(values)


def table(entries):
    rows = []
    for fields in entries:
        try:
            rows.append(entry(fields))
        except (KeyError, TypeError, ValueError) as problem:
            sys.exit(f"catalogue.yaml, {fields.get('name', 'an entry without a name')}: {problem}")
    for role in ROLES:
        if sum(1 for e in entries if e["role"] == role and e.get("default")) != 1:
            sys.exit(f"catalogue.yaml: not exactly one default {role}")
    if len({e["name"] for e in entries}) != len(entries):
        sys.exit("catalogue.yaml: a name is there twice")
    return ",\n".join(rows)


def main():
    source, target = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        entries = yaml.safe_load(file)["models"]
    text = (
        "// Made by make_catalogue.py; edit models/catalogue.yaml instead.\n"
        '#include "models/catalogue/catalogue.h"\n\n'
        "namespace eider::models {\n\n"
        "const std::vector<ModelEntry>& catalogue() {\n"
        "  static const std::vector<ModelEntry> entries = {\n"
        f"{table(entries)}}};\n"
        "  return entries;\n}\n\n"
        "}  // namespace eider::models\n"
    )
    with open(target, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
