"""eider theme: the JSON of the contract, with the news of examples/ and given keywords."""
from support import *

CONSTITUENT = ["company", "security", "weight", "score", "events", "hits", "evidence"]
EVIDENCE = ["document_id", "path", "start", "stop", "quote", "term"]


class Theme(CliTest):
    def build(self, *words):
        self.succeeds("sql", self.file, f"SET eider_embedder = 'none'; FROM eider_load('{NEWS}')")
        return self.json("theme", self.file, "人工智能", "--keywords", "人工智能,大模型,算力", "--companies", COMPANIES,
                         "--json", *words)

    def test_constituents_with_evidence(self):
        theme = self.build()
        self.assertEqual(["theme", "keywords", "constituents", "seconds"], list(theme))
        self.assertEqual("人工智能", theme["theme"])
        self.assertEqual({"人工智能", "大模型", "算力"}, {keyword["term"] for keyword in theme["keywords"]})
        self.assertEqual(["term", "language", "origin"], list(theme["keywords"][0]))
        self.assertTrue(theme["constituents"])
        self.assertAlmostEqual(1.0, sum(row["weight"] for row in theme["constituents"]), places=6)
        for row in theme["constituents"]:
            self.assertEqual(CONSTITUENT, list(row))
            self.assertLessEqual(row["hits"], row["events"])
            self.assertTrue(row["evidence"], row["company"])
            self.assertEqual(EVIDENCE, list(row["evidence"][0]))
        path = self.folder / "theme.json"
        path.write_text(json.dumps(theme))
        verified = self.json("verify", self.file, path, "--json")
        self.assertEqual(sum(len(row["evidence"]) for row in theme["constituents"]), verified["checked"])
        self.assertEqual([], verified["failed"])
        self.assertEqual([], self.json("verify", self.file, "--json")["failed"])

    def test_as_of_sees_nothing_later(self):
        early = self.build("--as-of", "2026-06-01")
        paths = {evidence["path"] for row in early["constituents"] for evidence in row["evidence"]}
        self.assertTrue(paths)
        dates = self.json("sql", self.file, "SELECT path, published_at::DATE::VARCHAR AS day FROM eider.document")
        days = {row["path"]: row["day"] for row in dates}
        self.assertTrue(all(days[path] is None or days[path] <= "2026-06-01" for path in paths), paths)

    def test_for_people(self):
        self.build()
        text = self.succeeds("theme", self.file, "人工智能", "--keywords", "人工智能,大模型,算力", "--companies", COMPANIES)
        self.assertRegex(text, r"^人工智能: \d+ constituents\nkeywords: ")
        self.assertRegex(text, r"company +security +weight +score +hits +events\n-+")
        self.assertRegex(text, r"\.(txt|md|html|csv|jsonl):\d+-\d+\n +\"")

    def test_missing_companies(self):
        self.load_notes()
        self.fails(1, "absent.csv", "theme", self.file, "人工智能", "--keywords", "算力", "--companies",
                   self.folder / "absent.csv")


main()
