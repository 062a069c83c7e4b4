#!/usr/bin/env python3
"""Adds up test results and prints the closing line `N passed, N failed, N skipped`.

usage: count_tests.py RESULTS...     exit 1 when anything failed or nothing ran

Each RESULTS folder holds ctest.junit and, for a test NAME that writes one, NAME.xml in JUnit's
form (GoogleTest's own; ./dev test names the folder in EIDER_TEST_RESULTS). Such a test is counted
by its cases, any other is one test. A program that failed outside its cases (a crash, a leak found
at exit) is one failure more.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree


@dataclass
class Count:
    passed: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def add(self, name: str, verdict: str) -> None:
        if verdict == "passed":
            self.passed += 1
        elif verdict == "skipped":
            self.skipped.append(name)
        else:
            self.failed.append(name)


def program_cases(path: Path) -> list[tuple[str, str]]:
    """(name, verdict) of each case of one test program; nothing where it left no whole report."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError):
        return []
    cases = []
    for case in root.iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        if case.find("failure") is not None or case.find("error") is not None:
            cases.append((name, "failed"))
        elif case.get("result") in ("skipped", "suppressed") or case.find("skipped") is not None:
            cases.append((name, "skipped"))
        else:
            cases.append((name, "passed"))
    return cases


def ctest_verdict(entry: ElementTree.Element) -> str:
    if entry.get("status") == "run":
        return "passed"
    skipped = entry.find("skipped")  # also says "Unable to find executable", which is a failure
    by_itself = skipped is not None and (skipped.get("message") or "").startswith("SKIP_")
    return "skipped" if by_itself else "failed"


def count_folder(folder: Path, count: Count) -> None:
    label = folder.parent.name
    for entry in ElementTree.parse(folder / "ctest.junit").getroot().iter("testcase"):
        name = entry.get("name") or "?"
        verdict = ctest_verdict(entry)
        cases = program_cases(folder / f"{name}.xml")
        for case, outcome in cases:
            count.add(f"{label}: {name}: {case}", outcome)
        if not cases or (verdict == "failed" and all(outcome != "failed" for _, outcome in cases)):
            count.add(f"{label}: {name}", verdict)


def main(folders: list[str]) -> int:
    count = Count()
    for folder in map(Path, folders):
        if (folder / "ctest.junit").exists():
            count_folder(folder, count)
        else:
            count.add(f"{folder}: no test ran", "failed")
    for name in count.skipped:
        print(f"skipped  {name}")
    for name in count.failed:
        print(f"FAILED   {name}")
    print(f"{count.passed} passed, {len(count.failed)} failed, {len(count.skipped)} skipped")
    return 1 if count.failed or not count.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
