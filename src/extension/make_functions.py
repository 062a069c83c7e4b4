#!/usr/bin/env python3
"""functions.yaml -> the table that registration reads, and docs/sql.md.

usage: make_functions.py functions.yaml OUT.cpp DOCS.md
"""
import sys

import yaml

HEAD = '''// Made by make_functions.py from functions.yaml.
#include "extension/function_spec.h"

namespace eider::extension {

const std::vector<FunctionSpec>& function_specs() {
  static const std::vector<FunctionSpec> specs = {
'''


# What every function over rows has.
ROWS_OPTIONS = {"model": "VARCHAR", "on_error": "VARCHAR", "budget_tokens": "BIGINT", "budget_seconds": "DOUBLE"}


def quoted(text):
    return '"' + "".join(
        c if c.isascii() and c not in '"\\' else ("\\" + c if c in '"\\' else f"\\U{ord(c):08x}")
        for c in str(text)
    ) + '"'


def columns(pairs):
    return "{" + ", ".join("{%s, %s}" % (quoted(n), quoted(t)) for n, t in pairs) + "}"


def options_of(f):
    return {**f["options"], **ROWS_OPTIONS} if f.get("rows") else f["options"]


def spec(f):
    scalar = f["kind"] == "scalar"
    arguments = [(a["name"], a["type"]) for a in f["arguments"]]
    dynamic = f["returns"] == "dynamic"
    returns = [] if dynamic else [("", f["returns"])] if scalar else list(f["returns"].items())
    return "      {%s, %s, %s, %s, %s, %s, %s, %s},\n" % (
        quoted(f["name"]),
        "FunctionKind::kScalar" if scalar else "FunctionKind::kTable",
        "true" if f.get("twin") else "false",
        "true" if f.get("rows") else "false",
        columns(arguments),
        columns(options_of(f).items()),
        columns(returns),
        "true" if dynamic else "false",
    )


def heading(f):
    arguments = [f"{a['name']} {a['type']}" for a in f["arguments"]]
    if f["kind"] == "scalar":
        if options_of(f):
            arguments.append("options STRUCT")
        return f"{f['name']}({', '.join(arguments)}) -> {f['returns']}"
    arguments += [f"{name} := {kind}" for name, kind in f["options"].items()]
    if f["returns"] == "dynamic":
        returns = "the columns of what is read"
    else:
        returns = ", ".join(f"{name} {kind}" for name, kind in f["returns"].items())
    return f"FROM {f['name']}({', '.join(arguments)}) -> {returns}"


def page(functions):
    lines = ["# SQL functions", "", "Made from src/extension/functions.yaml; do not edit.", ""]
    for f in functions:
        lines += [f"## {f['name']}", "", "```", heading(f), "```", "", f["meaning"].strip(), ""]
        if f["kind"] == "scalar" and options_of(f):
            options = ", ".join(f"{name} {kind}" for name, kind in options_of(f).items())
            lines += [f"Options: {options}.", ""]
        if f.get("twin"):
            verb = f["name"].removeprefix("ai_")
            tries = f" `ai_try_{verb}` and `eider_try_{verb}` give NULL for a row that fails." if f.get("rows") else ""
            lines += [f"Also `eider_{verb}`.{tries}", ""]
        lines += [f"Errors: {f['errors']}.", "", "```sql", f["example"] + ";", "```", ""]
    return "\n".join(lines)


def main():
    source, table, docs = sys.argv[1:4]
    with open(source, encoding="utf-8") as file:
        functions = yaml.safe_load(file)
    with open(table, "w", encoding="utf-8") as out:
        out.write(HEAD + "".join(map(spec, functions)))
        out.write("  };\n  return specs;\n}\n\n}  // namespace eider::extension\n")
    with open(docs, "w", encoding="utf-8") as out:
        out.write(page(functions))


if __name__ == "__main__":
    main()
