#!/usr/bin/env python3
"""Turns a shared object into a DuckDB extension by writing DuckDB's footer after it.

usage: footer.py IN.so OUT.duckdb_extension [--version V] [--api V] [--platform P]

OUT is IN's bytes, then a 22-byte WebAssembly section header (which native hosts skip), then the
512-byte footer: eight fields of 32 bytes, zero-padded, in the reverse of the order in which DuckDB
reads them, and a 256-byte signature, zero for "unsigned".
"""

import argparse
from pathlib import Path

FIELD_BYTES = 32
SIGNATURE_BYTES = 256
SECTION_HEADER = b"\x00\x93\x04\x10" + b"duckdb_signature" + b"\x80\x04"
FOOTER_FORMAT = "4"
ABI = "C_STRUCT"  # the stable C API: any DuckDB from the API version on may load the extension


def field(text: str) -> bytes:
    data = text.encode("ascii")
    if len(data) > FIELD_BYTES:
        raise ValueError(f"'{text}' has more than {FIELD_BYTES} bytes")
    return data.ljust(FIELD_BYTES, b"\0")


def footer(version: str, api: str, platform: str) -> bytes:
    """The bytes that follow the shared object."""
    fields = ["", "", "", ABI, version, api, platform, FOOTER_FORMAT]
    return SECTION_HEADER + b"".join(map(field, fields)) + bytes(SIGNATURE_BYTES)


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes DuckDB's extension footer.")
    parser.add_argument("shared_object", type=Path)
    parser.add_argument("extension", type=Path)
    parser.add_argument("--version", default="0.1.0", help="of the extension")
    parser.add_argument("--api", default="v1.5.6", help="the oldest DuckDB that may load it")
    parser.add_argument("--platform", default="linux_amd64")
    wanted = parser.parse_args()
    tail = footer(wanted.version, wanted.api, wanted.platform)
    fresh = wanted.extension.with_suffix(".fresh")
    fresh.write_bytes(wanted.shared_object.read_bytes() + tail)
    fresh.replace(wanted.extension)  # a host that has the old one loaded keeps it


if __name__ == "__main__":
    main()
