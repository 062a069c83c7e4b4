"""load, search, ask, verify: the JSON of the contract, and that each cited byte is there."""
from support import *

HIT = ["rank", "score", "document_id", "path", "title", "published_at", "start", "stop", "text"]
CITATION = ["document_id", "path", "title", "start", "stop", "quote"]


class WithoutModels(CliTest):
    def text_of(self, document):
        return self.json("sql", self.file, f"SELECT text FROM eider.document WHERE id = {document}")[0]["text"].encode()

    def test_search(self):
        self.load_notes()
        found = self.json("search", self.file, "灯塔什么时候重新点亮？", "-k", "2", "--json")
        self.assertEqual(["question", "hits", "seconds"], list(found))
        self.assertEqual("灯塔什么时候重新点亮？", found["question"])
        self.assertTrue(1 <= len(found["hits"]) <= 2)
        for rank, hit in enumerate(found["hits"], 1):
            self.assertEqual(HIT, list(hit))
            self.assertEqual(rank, hit["rank"])
            self.assertEqual(hit["text"].encode(), self.text_of(hit["document_id"])[hit["start"]:hit["stop"]])
        self.assertTrue(found["hits"][0]["path"].endswith("harbour.txt"))

    def test_search_across_scripts(self):
        self.load_notes()
        self.assertIn("traditional.txt", self.json("search", self.file, "渔船海鸥", "--json")["hits"][0]["path"])
        self.assertIn("boats.md", self.json("search", self.file, "Heron boat", "--json")["hits"][0]["path"])

    def test_search_for_people(self):
        self.load_notes()
        text = self.succeeds("search", self.file, "灯塔")
        self.assertRegex(text, r"^ 1\. ")
        self.assertRegex(text, r"harbour\.txt:\d+-\d+")

    def test_two_searches_at_once(self):
        self.load_notes()
        searches = [subprocess.Popen([EIDER, "search", self.file, "灯塔", "--json"], stdout=subprocess.PIPE)
                    for _ in range(3)]
        for process in searches:
            output, _ = process.communicate(timeout=60)
            self.assertEqual(0, process.returncode)
            self.assertTrue(json.loads(output)["hits"])

    def test_verify_the_file(self):
        self.load_notes()
        verified = self.json("verify", self.file, "--json")
        self.assertGreaterEqual(verified["checked"], 6)
        self.assertEqual([], verified["failed"])
        self.succeeds("sql", self.file, "UPDATE eider.chunk SET stop = stop + 100000")
        code, output, _ = run_eider("verify", self.file, "--json")
        self.assertEqual(1, code)
        self.assertIn("lies outside", json.loads(output)["failed"][0]["reason"])
        code, output, _ = run_eider("verify", self.file)
        self.assertEqual(1, code)
        self.assertIn("chunk of document", output)

    def test_verify_an_answer(self):
        self.load_notes()
        hit = self.json("search", self.file, "灯塔", "--json")["hits"][0]
        quote = hit["text"].encode()[:6].decode()
        citation = {"document_id": hit["document_id"], "start": hit["start"], "stop": hit["start"] + 6, "quote": quote}
        answer = self.folder / "answer.json"
        answer.write_text(json.dumps({"sentences": [{"citations": [citation]}]}))
        self.assertEqual({"checked": 1, "failed": []}, self.json("verify", self.file, answer, "--json"))
        citation["quote"] = "别的"
        altered = json.dumps([citation, {**citation, "document_id": 999999}, {**citation, "start": hit["start"] + 1}])
        code, output, _ = run_eider("verify", self.file, "-", "--json", input=altered)
        self.assertEqual(1, code)
        self.assertEqual(["the document holds other bytes there", "cuts a character", "there is no such document"],
                         [failure["reason"] for failure in json.loads(output)["failed"]])

    def test_verify_bad_input(self):
        self.load_notes()
        self.fails(1, "absent.json: cannot be read", "verify", self.file, self.folder / "absent.json")
        (self.folder / "bad.json").write_text("{")
        self.fails(1, "bad.json: is not JSON", "verify", self.file, self.folder / "bad.json")
        other = self.folder / "other.duckdb"
        self.succeeds("sql", other, "SELECT 1")
        self.fails(1, "holds no documents of Eider", "verify", other)

    def test_dates_and_as_of(self):
        self.succeeds("sql", self.file, f"SET eider_embedder = 'none'; FROM eider_load('{NEWS}')")
        hits = self.json("search", self.file, "临江市的算力中心", "--json")["hits"]
        self.assertTrue(all(hit["published_at"] is None or len(hit["published_at"]) in (10, 19) for hit in hits))
        self.assertIn(10, [len(hit["published_at"] or "") for hit in hits])
        early = self.json("search", self.file, "临江市的算力中心", "--as-of", "2026-06-01", "--json")["hits"]
        self.assertTrue(early)
        self.assertTrue(all(hit["published_at"][:10] <= "2026-06-01" for hit in early))
        filtered = self.json("search", self.file, "算力", "--filter", "path LIKE '%.md'", "--json")["hits"]
        self.assertTrue(filtered)
        self.assertTrue(all(hit["path"].endswith(".md") for hit in filtered))

    def test_load_of_nothing(self):
        self.fails(1, f"{self.folder}/absent: no such file or folder", "load", self.file, self.write_notes(),
                   self.folder / "absent")
        self.assertFalse(self.file.exists())


class WithModels(CliTest):
    def test_load(self):
        self.require_model(EMBEDDER)
        notes = self.write_notes()
        (notes / "binary.txt").write_bytes(bytes(range(256)) * 64)
        loaded = self.json("load", self.file, notes, "--json")
        self.assertEqual(["store", "documents", "seconds"], list(loaded))
        self.assertEqual("default", loaded["store"])
        self.assertEqual(4, len(loaded["documents"]))
        for document in loaded["documents"]:
            self.assertEqual(["id", "path", "status", "error", "articles", "chunks"], list(document))
            broken = document["path"].endswith("binary.txt")
            self.assertEqual("error" if broken else "ok", document["status"])
        again = self.json("load", self.file, notes / "boats.md", notes / "harbour.txt", "--json")
        self.assertEqual(["unchanged", "unchanged"], [document["status"] for document in again["documents"]])
        self.assertRegex(self.succeeds("load", self.file, notes / "boats.md"), r"unchanged +.*boats\.md\n1 document in ")

    def test_load_of_what_cannot_be_read_fails(self):
        self.require_model(EMBEDDER)
        (self.folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
        code, output, _ = run_eider("load", self.file, self.folder / "binary.txt", "--json")
        self.assertEqual(1, code)
        self.assertEqual("error", json.loads(output)["documents"][0]["status"])

    def test_stores_are_apart(self):
        self.require_model(EMBEDDER)
        notes = self.write_notes()
        self.assertEqual("a", self.json("load", self.file, notes / "boats.md", "--store", "a", "--json")["store"])
        self.succeeds("load", self.file, notes / "harbour.txt", "--store", "b")
        hits = self.json("search", self.file, "灯塔", "--store", "a", "--json")["hits"]
        self.assertFalse([hit for hit in hits if "harbour" in hit["path"]])

    def test_ask_and_verify(self):
        self.require_model(EMBEDDER)
        self.require_model(GENERATOR)
        self.succeeds("load", self.file, self.write_notes())
        answer = self.json("ask", self.file, "灯塔的守灯人是谁？", "--model", GENERATOR, "--json")
        self.assertEqual(["question", "answer", "abstained", "sentences", "model", "seconds"], list(answer))
        self.assertEqual("灯塔的守灯人是谁？", answer["question"])
        self.assertIsInstance(answer["abstained"], bool)
        self.assertEqual(answer["abstained"], answer["sentences"] == [])
        cited = [citation for sentence in answer["sentences"] for citation in sentence["citations"]]
        for citation in cited:
            self.assertEqual(CITATION, list(citation))
        path = self.folder / "answer.json"
        path.write_text(json.dumps(answer))
        self.assertEqual({"checked": len(cited), "failed": []}, self.json("verify", self.file, path, "--json"))
        text = self.succeeds("ask", self.file, "灯塔的守灯人是谁？", "--model", GENERATOR)
        self.assertIn(f"({GENERATOR}", text)

    def test_unknown_model(self):
        self.load_notes()
        self.fails(1, "no-such-model", "ask", self.file, "灯塔的守灯人是谁？", "--model", "no-such-model")


main()
