"""Bad input: paths, files, questions, names. Each is refused or kept as a row with its error, by its text."""
import os
import threading

from support import *


class Paths(FailureTest):
    def test_missing_folder(self):
        path = self.folder / "absent"
        self.refuses(self.database(), f"CALL eider_load('{path}')", f"{path}: no such file or folder")

    def test_missing_folder_on_the_command_line(self):
        code, output, error = run_eider("load", self.folder / "x.duckdb", self.folder / "absent", "--json")
        self.assertEqual((1, ""), (code, output))
        self.assertIn("absent: no such file or folder", error)
        self.assertFalse((self.folder / "x.duckdb").exists(), "a file was made for nothing")

    def test_empty_folder(self):
        empty = self.folder / "empty"
        (empty / ".git").mkdir(parents=True)
        (empty / ".git" / "config.txt").write_text("hidden")
        self.refuses(self.database(), f"CALL eider_load('{empty}')", f"{empty}: the folder holds no files")

    def test_unreadable_folder_and_file(self):
        code, output = run_child("""
folder = Path(sys.argv[2])
notes = write_notes(folder / "notes", 2)
os.chmod(notes / "note-000.txt", 0)
closed = write_notes(folder / "closed", 1)
os.chmod(closed, 0)
os.chmod(write_notes(notes / "inner", 1), 0)
connection = without_models(connect(folder / "x.duckdb"))
connection.execute("CREATE TABLE t (i INTEGER)")
if os.geteuid() == 0:
    for path in [folder, *folder.glob("x.duckdb*")]:
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
for path, status, error, chunks in rows(connection, f"SELECT path, status, error, chunks > 0 FROM eider_load('{notes}')"):
    print(Path(path).name, status, error, chunks)
try:
    rows(connection, f"CALL eider_load('{closed}')")
except duckdb.Error as error:
    print(error)
print(one(connection, "SELECT 42"))
""", self.folder)
        self.assertEqual(0, code, output)
        self.assertIn(f"note-000.txt error {self.folder}/notes/note-000.txt: Permission denied False", output)
        self.assertIn("note-001.txt ok None True", output)
        self.assertIn(f"inner error {self.folder}/notes/inner: Permission denied", output)
        self.assertIn(f"{self.folder}/closed: Permission denied", output)
        self.assertEqual("42", output.split()[-1])

    def test_things_that_are_no_files(self):
        notes = write_notes(self.folder / "notes", 1)
        (notes / "folder.txt").mkdir()
        (notes / "dangling.txt").symlink_to(self.folder / "nowhere")
        (notes / "round.txt").symlink_to(notes / "round.txt")
        (notes / "up").symlink_to(notes)
        os.mkfifo(notes / "pipe.txt")
        connection = self.database()
        loaded = rows(connection, f"SELECT path, status FROM eider_load('{notes}')")
        self.assertEqual([(f"{notes}/note-000.txt", "ok")], loaded)
        self.refuses(connection, f"CALL eider_load('{notes}/pipe.txt')", "neither a file nor a folder")
        self.refuses(connection, f"CALL eider_load('{notes}/dangling.txt')", "no such file or folder")
        self.refuses(connection, f"CALL eider_load('{notes}/round.txt')", "round.txt")

    def test_name_that_is_no_utf8(self):
        notes = write_notes(self.folder / "notes", 1)
        os.rename(notes / "note-000.txt", os.fsencode(notes) + b"/note-\xd3\xe6.txt")
        (notes / "other.txt").write_text("灯塔亮了。")
        connection = self.database()
        loaded = rows(connection, f"SELECT path, status, error FROM eider_load('{notes}')")
        self.assertEqual(["error", "ok"], sorted(status for _, status, _ in loaded), loaded)
        self.assertTrue(any(error and "UTF-8" in error for _, _, error in loaded), loaded)
        self.assertEqual(1, one(connection, "SELECT count(*) FROM ai_search('灯塔')"))

    def test_quotes_and_blanks_in_names(self):
        notes = self.folder / "it's a \"folder\""
        notes.mkdir()
        (notes / "渔 船'.txt").write_text("灯塔亮了。")
        connection = self.database()
        store = "a'b\"c;--"
        self.assertEqual("ok", one(connection, "SELECT status FROM eider_load(?, store := ?)", [str(notes), store]))
        self.assertEqual(f"{notes}/渔 船'.txt",
                         one(connection, "SELECT path FROM ai_search('灯塔', store := ?)", [store]))
        self.assertEqual(1, one(connection, "SELECT documents FROM eider_drop(?)", [store]))

    def test_a_file_that_grows_while_it_is_read(self):
        notes = write_notes(self.folder / "notes", 1)
        with open(notes / "growing.txt", "wb") as file:
            file.truncate(200 << 20)
        done = threading.Event()

        def grow():
            with open(notes / "growing.txt", "ab", buffering=0) as growing:
                while not done.wait(0.001):
                    growing.write(b"x")

        writer = threading.Thread(target=grow)
        writer.start()
        loaded = dict(rows(self.database(), f"SELECT parse_filename(path), error FROM eider_load('{notes}')"))
        done.set()
        writer.join()
        self.assertRegex(loaded["growing.txt"], r"growing.txt: changed while it was read: it ended at byte \d+ when it "
                                                r"was opened, then at byte \d+; load it again when it is complete")
        self.assertIsNone(loaded["note-000.txt"])

    def test_a_loop_of_links_to_folders(self):
        notes = write_notes(self.folder / "notes", 1)
        (notes / "a" / "b").mkdir(parents=True)
        (notes / "a" / "b" / "up").symlink_to(notes / "a")
        (notes / "a" / "b" / "self").symlink_to(notes / "a" / "b" / "self")
        (notes / "a" / "b" / "deep.txt").write_text("灯塔亮了。")
        loaded = rows(self.database(), f"SELECT path, status FROM eider_load('{notes}')")
        self.assertEqual([(f"{notes}/a/b/deep.txt", "ok"), (f"{notes}/note-000.txt", "ok")], loaded)

    def test_file_above_the_limit(self):
        notes = write_notes(self.folder / "notes", 1)
        with open(notes / "huge.txt", "wb") as file:
            file.truncate((256 << 20) + 1)
        connection = self.database()
        loaded = dict(rows(connection, f"SELECT parse_filename(path), error FROM eider_load('{notes}')"))
        self.assertIn("larger than 256 MiB; split it", loaded["huge.txt"])
        self.assertIsNone(loaded["note-000.txt"])


class Files(FailureTest):
    def load(self, name, content):
        (self.folder / "in").mkdir(exist_ok=True)
        (self.folder / "in" / name).write_bytes(content)
        (self.folder / "in" / "good.txt").write_text("灯塔亮了。")
        self.connection = self.database()
        loaded = rows(self.connection,
                      f"SELECT parse_filename(path), status, error, chunks FROM eider_load('{self.folder}/in')")
        found = {row[0]: row[1:] for row in loaded}
        self.assertEqual((None, 1), found.pop("good.txt")[1:])
        return found[name]

    def test_binary_named_txt(self):
        status, error, chunks = self.load("program.txt", bytes(range(256)) * 64)
        self.assertEqual(("error", 0), (status, chunks))
        self.assertIn(f"{self.folder}/in/program.txt", error)
        self.assertIn("binary", error)
        kept = rows(self.connection, "SELECT status, error FROM eider.document WHERE path LIKE '%program.txt'")
        self.assertEqual([("error", error)], kept)

    def test_broken_utf8(self):
        status, error, chunks = self.load("broken.txt", "海港市的渔船".encode() + b"\xff\xfe\xc3" + "归港。".encode())
        self.assertEqual(("error", 0), (status, chunks))
        self.assertIn("broken.txt: broken UTF-8 at byte 18, and no other encoding fits; save the file as UTF-8", error)
        self.assertEqual(0, one(self.connection, "SELECT count(*) FROM ai_search('归港')"))
        (self.folder / "in" / "broken.txt").write_text("海港市的渔船归港。")
        self.assertEqual("ok", one(self.connection, f"SELECT status FROM eider_load('{self.folder}/in/broken.txt')"))
        self.assertEqual(1, one(self.connection, "SELECT count(*) FROM ai_search('归港')"))

    def test_empty_and_blank_files(self):
        self.assertEqual(("empty", None, 0), self.load("empty.txt", b""))
        self.assertEqual(("empty", None, 0), self.load("blank.txt", " \n\t\n　\n".encode()))

    def test_no_known_format(self):
        status, error, _ = self.load("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(64))
        self.assertEqual("error", status)
        self.assertIn("picture.png", error)

    def test_bad_lines_of_a_table_of_records(self):
        status, error, chunks = self.load("records.jsonl", b'{"title":"A","text":"The lamp is lit."}\nnonsense\n')
        self.assertEqual("ok", status)
        self.assertEqual(1, chunks)
        self.assertIn("1 line is no JSON object: 2 (byte 41)", error)

    def test_only_bad_lines(self):
        status, error, _ = self.load("records.jsonl", b"nonsense\n[1, 2]\n")
        self.assertEqual("error", status)
        self.assertIn("2 lines are no JSON objects: 1 (byte 1), 2 (byte 9); write one JSON object a line", error)

    def test_unclosed_quote(self):
        status, error, _ = self.load("table.csv", b'title,text\n"A,The lamp is lit.\n')
        self.assertIn(status, ("ok", "error"))
        self.assertEqual(status == "error", bool(error))

    def test_a_line_without_end(self):
        status, _, chunks = self.load("long.txt", "渔".encode() * 400_000)
        self.assertEqual("ok", status)
        self.assertGreater(chunks, 400)

    def test_deep_html(self):
        status, error, _ = self.load("deep.html", b"<div>" * 200_000 + b"The lamp is lit.")
        self.assertIn(status, ("ok", "error"))
        self.assertEqual(status == "error", bool(error))


    def test_ten_megabytes_in_one_line(self):
        words = "The lighthouse is lit again. 灯塔亮了。" * 210_000
        lines = {"line.txt": words, "line.md": words, "line.csv": "title,text\nA," + words, "line.tsv": "title\ttext\nA\t" + words,
                 "line.jsonl": '{"title": "A", "text": "' + words + '"}', "line.html": "<p>" + words,
                 "line.json": '[{"title": "A", "text": "' + words + '"}]'}
        for name, content in lines.items():
            with self.subTest(name):
                self.assertGreater(len(content), 7_000_000)
                status, error, chunks = self.load(name, content.encode())
                self.assertEqual(("ok", None), (status, error))
                self.assertGreater(chunks, 10_000)

    def test_zero_bytes(self):
        for name, content in {
                "zero.txt": b"The lamp\0 is lit.\n", "zero.md": b"# The lamp\0\n\nis lit.\n",
                "zero.html": b"<p>The lamp\0 is lit.</p>", "zero.csv": b"title,text\nA,The lamp\0 is lit.\n",
                "zero.jsonl": b'{"title": "A", "text": "The lamp\0 is lit."}\n',
                "zero.json": b'[{"title": "A", "text": "The lamp\0 is lit."}]'}.items():
            with self.subTest(name):
                status, error, _ = self.load(name, content)
                self.assertEqual("error", status)
                self.assertIn(f"{self.folder}/in/{name}", error)
                self.assertRegex(error, "binary|byte")

    def test_written_zero_bytes(self):
        for name, content in {"zero.html": b"<p>The lamp&#0; is lit.</p>",
                              "zero.jsonl": b'{"title": "A", "text": "The lamp\\u0000 is lit."}\n',
                              "zero.json": b'[{"title": "A", "text": "The lamp\\u0000 is lit."}]'}.items():
            with self.subTest(name):
                status, error, chunks = self.load(name, content)
                self.assertEqual(("ok", 1), (status, chunks), error)
                found = one(self.connection, f"SELECT count(*) FROM ai_search('lamp') WHERE path LIKE '%{name}'")
                self.assertEqual(1, found)

    def test_lone_surrogates(self):
        good = b'{"title": "B", "text": "The lamp is lit."}\n'
        lone = b'{"title": "A", "text": "x\\ud800y"}\n'
        status, error, chunks = self.load("lone.jsonl", lone + good)
        self.assertEqual(("ok", 1), (status, chunks))
        self.assertRegex(error, "line.*1")
        status, error, _ = self.load("lone.json", b'[{"title": "A", "text": "x\\ud800y"}]')
        self.assertEqual("error", status)
        self.assertRegex(error, "lone.json.*byte [0-9]+")
        for name, content in {"lone.html": b"<p>The lamp&#xD800; is lit.</p>", "lone.md": b"The lamp &#xD800; is lit."}.items():
            status, error, chunks = self.load(name, content)
            self.assertEqual(("ok", 1), (status, chunks), error)
        # As bytes they are no UTF-8.
        for name in ["lone.txt", "lone.html"]:
            status, error, _ = self.load(name, "海港市的渔船".encode() + b"\xed\xa0\x80" + "归港。".encode())
            self.assertEqual("error", status)
            self.assertIn(f"{name}: broken UTF-8 at byte 18", error)


class Questions(FailureTest):
    def setUp(self):
        super().setUp()
        self.connection = self.database()
        rows(self.connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 2)}')")

    def test_empty(self):
        for question in ["", "   ", "\n", "　"]:
            self.refuses(self.connection, "FROM ai_search(?)", "the question is empty", [question])
            self.refuses(self.connection, "SELECT ai_answer(?)", "the question is empty", [question])

    def test_one_megabyte(self):
        text = "the question has 1048576 bytes, more than 8192"
        self.refuses(self.connection, "FROM ai_search(?)", text, ["x" * (1 << 20)])
        self.refuses(self.connection, "SELECT ai_answer(?)", text, ["x" * (1 << 20)])

    def test_one_megabyte_on_the_command_line(self):
        # One word of a command line holds at most 128 KiB; a longer question comes through the shell.
        close(self.connection)
        path = self.folder / "test.duckdb"
        code, _, error = run_eider("search", path, "x" * 100_000)
        self.assertEqual(1, code)
        self.assertIn("the question has 100000 bytes, the limit is 8192", error)
        code, output, error = run_eider(path, input="x" * (1 << 20) + "\nSELECT 42 AS n;\n")
        self.assertEqual(1, code)
        self.assertIn("1048576 bytes, the limit is 8192", error)
        self.assertIn("42", output)

    def test_not_utf8_on_the_command_line(self):
        close(self.connection)
        code, _, error = run_eider("search", self.folder / "test.duckdb", os.fsdecode(b"\xe6\xb8\x94\xff"))
        self.assertEqual(1, code)
        self.assertIn("the question is not UTF-8 at byte 3", error)

    def test_unknown_store(self):
        text = "store nowhere: there is no such store; there are: default"
        self.refuses(self.connection, "FROM ai_search('x', store := 'nowhere')", text)
        self.refuses(self.connection, "SELECT ai_answer('x', {'store': 'nowhere'})", text)
        self.refuses(self.connection, "FROM eider_theme('x', store := 'nowhere', keywords := 'x')", text)
        self.refuses(self.connection, "FROM eider_drop('nowhere')", "store nowhere: there is no such store")

    def test_unknown_store_on_the_command_line(self):
        close(self.connection)
        code, _, error = run_eider("search", self.folder / "test.duckdb", "x", "--store", "nowhere")
        self.assertEqual(1, code)
        self.assertIn("there is no such store; there are: default", error)

    def test_questions_of_nothing_but_signs(self):
        for question in ["？", "%", "'; DROP TABLE eider.document; --", "\\", "\x01", "😀", "a" * 8192]:
            rows(self.connection, "FROM ai_search(?)", [question])
        self.assertEqual(2, one(self.connection, "SELECT count(*) FROM eider.document"))

    def test_filter_that_tries_to_write(self):
        for condition in ["true); DROP TABLE eider.document; --", "(DELETE FROM eider.document)", "1=1 UNION SELECT 1"]:
            with self.assertRaises(duckdb.Error):
                rows(self.connection, "FROM ai_search('浮标', filter := ?)", [condition])
        self.assertEqual(2, one(self.connection, "SELECT count(*) FROM eider.document"))


if __name__ == "__main__":
    main()
