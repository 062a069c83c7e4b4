"""watch: the store follows its folder while the process runs. Every wait is for a line, however long it takes."""
import queue
import threading

from support import *

DEADLINE = 120


class Watching:
    """An `eider watch` whose lines come in as they are printed."""

    def __init__(self, *words):
        self.process = subprocess.Popen([EIDER, "watch", *map(str, words)], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.output, self.errors = queue.Queue(), queue.Queue()
        self.readers = [threading.Thread(target=self.read, args=pair, daemon=True)
                        for pair in ((self.process.stdout, self.output), (self.process.stderr, self.errors))]
        for reader in self.readers:
            reader.start()

    def read(self, stream, lines):
        for line in stream:
            lines.put(line)

    def say(self, text):
        """The next line on standard error that has the text."""
        while True:
            line = self.errors.get(timeout=DEADLINE)
            if text in line:
                return line

    def document(self):
        """The next document: (file name, status)."""
        row = json.loads(self.output.get(timeout=DEADLINE))
        return Path(row["path"]).name, row["status"]

    def end(self):
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=DEADLINE)
        for reader in self.readers:
            reader.join()
        self.process.stdout.close()
        self.process.stderr.close()
        return code


class WatchTest(CliTest):
    def setUp(self):
        super().setUp()
        self.notes = self.write_notes()

    def watch(self):
        """Loads the notes without a model first, so that every test runs without one."""
        self.succeeds("sql", self.file, f"SET eider_embedder = 'none'; FROM eider_load('{self.notes}')")
        watching = Watching(self.file, self.notes, "--json")
        self.addCleanup(lambda: watching.process.poll() is None and watching.end())
        watching.say("watching")
        for _ in NOTES:
            watching.document()  # which gets its embeddings now
        return watching

    def paths(self):
        return {Path(row["path"]).name for row in self.json("sql", self.file, "SELECT path FROM eider.document")}

    def holder(self):
        """Another process that has the file open for writing."""
        process = subprocess.Popen([EIDER, self.file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        process.stdin.write("SELECT 40 + 2 AS ready;\n")
        process.stdin.flush()
        while "42" not in process.stdout.readline():
            pass
        return process


class Events(WatchTest):
    def setUp(self):
        super().setUp()
        self.require_model(EMBEDDER)

    def test_files_come_change_move_and_go(self):
        watching = self.watch()
        (self.notes / "new.txt").write_text("新的一天，新的记录。", encoding="utf-8")
        self.assertEqual(("new.txt", "added"), watching.document())
        (self.notes / "new.txt").write_text("同一天，改过的记录。", encoding="utf-8")
        self.assertEqual(("new.txt", "changed"), watching.document())
        (self.notes / "new.txt").rename(self.notes / "old.txt")
        self.assertEqual(("old.txt", "moved"), watching.document())
        (self.notes / "old.txt").unlink()
        self.assertEqual(("old.txt", "removed"), watching.document())
        self.assertEqual(0, watching.end())
        self.assertEqual(set(NOTES), self.paths())

    def test_an_editor_that_replaces_the_file(self):
        watching = self.watch()
        temporary = self.notes / ".harbour.txt.swp"
        temporary.write_text("灯塔的记录\n\n守灯人换成了周海。\n", encoding="utf-8")
        shutil.copy(self.notes / "harbour.txt", self.notes / "harbour.txt~")
        temporary.rename(self.notes / "harbour.txt")
        self.assertEqual(("harbour.txt", "changed"), watching.document())
        self.assertEqual(0, watching.end())
        self.assertEqual(set(NOTES), self.paths())

    def test_new_folders_with_what_is_in_them(self):
        watching = self.watch()
        ready = self.folder / "ready" / "deep"
        ready.mkdir(parents=True)
        (ready / "a.txt").write_text("深处的第一个文件。", encoding="utf-8")
        ready.parent.rename(self.notes / "arrived")
        self.assertEqual(("a.txt", "added"), watching.document())
        (self.notes / "arrived" / "deep" / "b.txt").write_text("深处的第二个文件。", encoding="utf-8")
        self.assertEqual(("b.txt", "added"), watching.document())
        shutil.rmtree(self.notes / "arrived")
        self.assertEqual({("a.txt", "removed"), ("b.txt", "removed")}, {watching.document(), watching.document()})
        self.assertEqual(0, watching.end())

    def test_the_folder_goes_and_comes_back(self):
        watching = self.watch()
        self.notes.rename(self.folder / "away")
        watching.say("the folder is not there; its 3 documents are kept")
        (self.folder / "away" / "boats.md").unlink()
        (self.folder / "away").rename(self.notes)
        self.assertEqual(("boats.md", "removed"), watching.document())
        (self.notes / "again.txt").write_text("它又在看了。", encoding="utf-8")
        self.assertEqual(("again.txt", "added"), watching.document())
        self.assertEqual(0, watching.end())

    def test_the_database_in_the_folder(self):
        self.file = self.notes / "x.duckdb"
        watching = self.watch()
        (self.notes / "boats.md").write_text("# Boats\n\nThe boat Heron is blue now.\n", encoding="utf-8")
        self.assertEqual(("boats.md", "changed"), watching.document())
        (self.notes / "last.txt").write_text("最后一个。", encoding="utf-8")
        self.assertEqual(("last.txt", "added"), watching.document())  # nothing of the database in between
        self.assertEqual(0, watching.end())

    def test_others_may_search_in_between(self):
        watching = self.watch()
        self.assertTrue(self.json("search", self.file, "灯塔", "--json")["hits"])
        self.assertEqual(0, watching.end())

    def test_another_process_holds_the_file_for_a_while(self):
        watching = self.watch()
        holder = self.holder()
        (self.notes / "new.txt").write_text("新的记录。", encoding="utf-8")
        watching.say("still watching")
        holder.communicate()
        self.assertEqual(("new.txt", "added"), watching.document())
        self.assertEqual(0, watching.end())

    def test_lines_for_people(self):
        self.watch().end()
        watching = Watching(self.file, self.notes)
        watching.say("watching")
        (self.notes / "new.txt").write_text("新的记录。", encoding="utf-8")
        self.assertRegex(watching.output.get(timeout=DEADLINE), r"^added +/.*new\.txt  \(1 article, 1 chunk\)\n")
        self.assertEqual(0, watching.end())


class Refusals(WatchTest):
    def test_a_path_that_is_not_there(self):
        self.fails(1, "absent: no such file or folder", "watch", self.file, self.folder / "absent")
        self.assertFalse(self.file.exists())

    def test_a_file_that_another_process_holds(self):
        self.load_notes()
        holder = self.holder()
        self.fails(1, "in use by process", "watch", self.file, self.notes)
        holder.communicate()


main()
