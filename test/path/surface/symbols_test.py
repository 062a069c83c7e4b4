#!/usr/bin/env python3
"""What the built extension shows to the outside: one symbol, and nothing that an older Debian or Ubuntu lacks.

usage: symbols_test.py EXTENSION
"""
import re
import subprocess
import sys
import unittest

EXTENSION = sys.argv[1]
NEWEST_GLIBC = (2, 35)


def read(*command):
    return subprocess.run([*command, EXTENSION], check=True, capture_output=True, text=True).stdout


class Symbols(unittest.TestCase):
    def test_exports_the_entry_point_alone(self):
        names = [line.split()[-1] for line in read("nm", "-D", "--defined-only").splitlines()]
        self.assertEqual(["eider_init_c_api"], names)

    def test_needs_no_new_glibc(self):
        versions = re.findall(r"\bGLIBC_(\d+)\.(\d+)", read("objdump", "-T"))
        self.assertTrue(versions)
        self.assertLessEqual(max((int(major), int(minor)) for major, minor in versions), NEWEST_GLIBC)

    def test_needs_no_other_libraries(self):
        needed = re.findall(r"NEEDED\s+(\S+)", read("objdump", "-p"))
        self.assertLessEqual({name.split(".so")[0] for name in needed},
                             {"libc", "libm", "libgcc_s", "ld-linux-x86-64", "libpthread", "libdl"})

    def test_has_the_footer_that_duckdb_reads(self):
        with open(EXTENSION, "rb") as file:
            footer = file.read()[-512:]
        for part in [b"v1.5.6", b"C_STRUCT", b"linux_amd64"]:
            self.assertIn(part, footer)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
