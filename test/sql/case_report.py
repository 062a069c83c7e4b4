"""Test cases -> one XML file in the folder that EIDER_TEST_RESULTS names, as GoogleTest writes it.

tools/count_tests.py then counts cases, not programs. Without the variable nothing is written.
"""
import os
import sys
import unittest
from pathlib import Path
from xml.etree import ElementTree


def write(program, cases):
    """cases: (name, "passed" | "failed" | "skipped", text)"""
    folder = os.environ.get("EIDER_TEST_RESULTS")
    if not folder:
        return
    suite = ElementTree.Element("testsuite", name=program)
    for name, verdict, text in cases:
        case = ElementTree.SubElement(suite, "testcase", classname=program, name=name)
        if verdict != "passed":
            kind = "failure" if verdict == "failed" else "skipped"
            ElementTree.SubElement(case, kind, message=text)
    ElementTree.ElementTree(suite).write(Path(folder) / f"{program}.xml", encoding="utf-8")


class CaseResult(unittest.TextTestResult):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.cases = []

    def note(self, test, verdict, text=""):
        self.cases.append((test.id().removeprefix("__main__."), verdict, text))

    def addSuccess(self, test):
        super().addSuccess(test)
        self.note(test, "passed")

    def addFailure(self, test, problem):
        super().addFailure(test, problem)
        self.note(test, "failed", str(problem[1]))

    def addError(self, test, problem):
        super().addError(test, problem)
        self.note(test, "failed", str(problem[1]))

    def addSubTest(self, test, subtest, problem):
        super().addSubTest(test, subtest, problem)
        if problem is not None:
            self.note(subtest, "failed", str(problem[1]))

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.note(test, "skipped", reason)


def run_unittests(program):
    """Runs the cases of __main__; the words after the build folder pick some. Gives the exit code."""
    loader = unittest.defaultTestLoader
    main = sys.modules["__main__"]
    picked = sys.argv[2:]
    suite = loader.loadTestsFromNames(picked, main) if picked else loader.loadTestsFromModule(main)
    result = unittest.TextTestRunner(verbosity=2, resultclass=CaseResult).run(suite)
    write(program, result.cases)
    return 0 if result.wasSuccessful() and result.testsRun else 1
