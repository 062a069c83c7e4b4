#!/usr/bin/env python3
"""The labelled sets of bench/tasks: whole, of known labels, balanced, split in fair halves."""
import collections
import json
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "..", "bench", "tasks")
LABELS = {"financing", "earnings", "product", "personnel", "regulation", "contract"}
ROLES = {"subject", "object", "peer", "source", "speaker", "publisher", "advertisement"}
FIELDS = ["company", "amount", "unit", "date", "round"]
SCRIPTS = {"simplified": 0.45, "traditional": 0.2, "english": 0.35}


def read(task):
    with open(os.path.join(FOLDER, task + ".jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class TasksTest(unittest.TestCase):
    def check_every_set(self, task, fields):
        rows = read(task)
        self.assertGreaterEqual(len(rows), 100)
        self.assertEqual(len({row["id"] for row in rows}), len(rows))
        self.assertEqual(len({(row["text"], str(row.get("condition") or row.get("company")))
                              for row in rows}), len(rows), "a row stands twice")
        for row in rows:
            self.assertEqual(set(row), {"id", "script", "text", "half", *fields}, row["id"])
            self.assertIn(row["half"], ("choose", "report"))
            self.assertTrue(15 <= len(row["text"]) <= 200, row["id"])
            han = any("\u4e00" <= letter <= "\u9fff" for letter in row["text"])
            self.assertEqual(han, row["script"] != "english", row["id"])
        scripts = collections.Counter(row["script"] for row in rows)
        for script, share in SCRIPTS.items():
            self.assertLess(abs(scripts[script] / len(rows) - share), 0.06, (task, script))
        halves = collections.Counter(row["half"] for row in rows)
        self.assertLessEqual(abs(halves["choose"] - halves["report"]), 2, task)
        return rows

    def test_filter(self):
        rows = self.check_every_set("filter", ["condition", "label"])
        halves = collections.defaultdict(set)
        labels = collections.defaultdict(list)
        for row in rows:
            halves[row["condition"]].add(row["half"])
            labels[row["condition"]].append(row["label"])
        self.assertGreaterEqual(len(labels), 12)
        for condition, said in labels.items():
            self.assertEqual(said.count(True), said.count(False), condition)
            self.assertEqual(len(halves[condition]), 1, "a condition is of one half")

    def check_balanced(self, rows, labels):
        counts = collections.Counter((row["label"], row["half"]) for row in rows)
        self.assertEqual({label for label, _ in counts}, labels)
        self.assertLessEqual(max(counts.values()) - min(counts.values()), 2)

    def test_classify(self):
        self.check_balanced(self.check_every_set("classify", ["label"]), LABELS)

    def test_role(self):
        rows = self.check_every_set("role", ["company", "label"])
        self.check_balanced(rows, ROLES)
        for row in rows:
            self.assertIn(row["company"], row["text"], row["id"])

    def test_extract(self):
        rows = self.check_every_set("extract", ["fields"])
        missing = collections.Counter()
        for row in rows:
            self.assertEqual(list(row["fields"]), FIELDS, row["id"])
            for field, wanted in row["fields"].items():
                self.assertTrue(wanted, row["id"])
                missing[field] += wanted[0] is None
                kind = (int, float) if field == "amount" else str
                self.assertTrue(all(one is None or isinstance(one, kind) for one in wanted))
            self.assertIn(row["fields"]["company"][0], row["text"])
        for field in FIELDS[1:]:
            self.assertGreaterEqual(missing[field], 10, field)

    def test_forms_name_known_fields(self):
        with open(os.path.join(FOLDER, "forms.json"), encoding="utf-8") as file:
            said = json.load(file)
        names = [(form["task"], form["form"]) for form in said["forms"]]
        self.assertEqual(len(set(names)), len(names))
        for form in said["forms"]:
            for language in ("zh", "en"):
                said_there = form[language]
                self.assertIn("{text}", said_there["user"] + "{text}" * ("openings" in said_there))
        self.assertEqual({task for task, _ in names}, {"filter", "classify", "role", "extract"})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
