"""kill -9 and a full disk in the middle of a load: committed documents are whole, none is half there, and the next
load finishes the rest so that nothing tells it from one that was never cut short."""
import random

from support import *

COUNT = 40
MOMENTS = int(os.environ.get("EIDER_CRASH_MOMENTS", "8"))  # a quarter each: load, refresh, words, vectors


class KillNine(FailureTest):
    def shape_of_a_whole_load(self):
        with opened(self.folder / "whole.duckdb") as connection:
            rows(without_models(connection), f"CALL eider_load('{self.folder}/notes')")
            return self.shape(connection)

    def test_in_a_load_with_embeddings(self):
        self.require_model(EMBEDDER)
        notes = write_notes(self.folder / "notes", COUNT, sentences=1)
        whole = self.shape_of_a_whole_load()
        path = self.folder / "x.duckdb"
        kept = 0
        for _ in range(2):  # the second load goes on where the first was killed
            process = start_eider("load", path, notes)
            wait_until_written(path, 30_000)
            process.kill()
            process.communicate()
            with duckdb.connect(str(path)) as connection:
                self.assert_whole(connection, embedded=True)
                before, kept = kept, one(connection, "SELECT count(*) FROM eider.document")
                self.assertTrue(before < kept < COUNT, kept)
        with opened(path) as connection:
            loaded = rows(connection, f"SELECT status, count(*) FROM eider_load('{notes}') GROUP BY 1 ORDER BY 1")
            self.assertEqual([("ok", COUNT - kept), ("unchanged", kept)], loaded)
            self.assert_whole(connection, embedded=True)
            self.assertEqual(whole, self.shape(connection))



class RandomMoments(FailureTest):
    """Without a model a load is mostly writing, so that the moments fall into transactions. They are drawn over the
    bytes that the same work writes to DuckDB's log when nobody kills it: no clock decides where a moment falls."""

    def setUp(self):
        super().setUp()
        self.random = random.Random(20261124)
        self.notes = write_notes(self.folder / "notes", 40, sentences=12)
        self.path = self.folder / "x.duckdb"

    # What the process does before it counts.
    READY = "without_models(c)"

    def gauge(self, process):
        """How far it is: the bytes of DuckDB's log."""
        log = self.path.with_name(self.path.name + ".wal")
        return log.stat().st_size if log.exists() else 0

    def run_and_kill(self, sql, at=None):
        """Runs the statement in a process of its own, which is killed when the gauge shows `at`; else it ends by
        itself. Gives the most that the gauge was seen to show."""
        code = (f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); from support import *\n"
                f"c = connect({str(self.path)!r}); {self.READY}; print('begun', flush=True); rows(c, {sql!r}); close(c)")
        process = subprocess.Popen([sys.executable, "-c", code, str(BUILD)], stdout=subprocess.PIPE)
        process.stdout.readline()
        most = 0
        while process.poll() is None:
            most = max(most, self.gauge(process))
            if at is not None and most >= at:
                process.kill()
                break
            time.sleep(0.0005)
        process.communicate()
        return most

    def assert_sound(self, connection):
        """Whole documents, each a true reading of a file that was there, and links that lead to a root."""
        self.assert_whole(connection)
        for table in ("document", "article"):
            self.assertEqual(0, one(connection, f"""
                SELECT count(*) FROM eider.{table} d LEFT JOIN eider.{table} r ON r.id = d.duplicate_of
                WHERE d.duplicate_of IS NOT NULL AND (r.id IS NULL OR r.duplicate_of IS NOT NULL)"""))
        self.assertEqual(0, one(connection, "SELECT count(*) FROM (SELECT path FROM eider.document GROUP BY path "
                                            "HAVING count(DISTINCT source_hash) < count(*))"))
        self.assertEqual(0, one(connection, "SELECT count(*) FROM eider.signature WHERE unit_id NOT IN "
                                            "(SELECT id FROM eider.document UNION ALL SELECT id FROM eider.article)"))

    def stored(self):
        """What a stock DuckDB finds in the file: nothing before the tables are made."""
        if not self.path.exists():
            return []
        with duckdb.connect(str(self.path)) as connection:
            if not one(connection, "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'eider'"):
                return []
            self.assert_sound(connection)
            return self.shape(connection)

    def fresh_shape(self):
        """Of a load of the folder as it is now, into a file of its own."""
        with opened(self.folder / "fresh.duckdb") as connection:
            without_models(connection)
            if one(connection, "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'eider'"):
                rows(connection, "FROM eider_drop('default')")
            rows(connection, f"CALL eider_load('{self.notes}')")
            return self.shape(connection)

    def test_of_a_load(self):
        load = f"CALL eider_load('{self.notes}')"
        whole = self.fresh_shape()
        bytes_written = self.run_and_kill(load)
        partly = 0
        for _ in range(MOMENTS // 4):
            for file in self.folder.glob("x.duckdb*"):
                file.unlink()
            self.run_and_kill(load, self.random.uniform(0, bytes_written))
            kept = self.stored()
            self.assertLessEqual(set(map(str, kept)), set(map(str, whole)))
            partly += 0 < len(kept) < len(whole)
            self.run_and_kill(load)
            self.assertEqual(whole, self.stored())
        self.assertGreater(partly, 0, "no moment fell into the load")

    def change_the_folder(self, turn):
        """A dozen changes: texts, new files, files that go, files that take other names. Gives the names of now."""
        files = sorted(self.notes.rglob("*.txt"))
        chosen = self.random.sample(files, 10)
        for file in chosen[:3]:
            file.write_text(file.read_text(encoding="utf-8") + f"\n第{turn}次改动。\n", encoding="utf-8")
        for file in chosen[3:5]:
            file.unlink()
        for file in chosen[5:8]:
            file.rename(file.with_name(f"moved-{turn}-{file.name[-12:]}"))
        one_file, other = chosen[8:]
        aside = self.folder / "aside"
        one_file.rename(aside)
        other.rename(one_file)
        aside.rename(other)
        for n in range(2):
            (self.notes / f"new-{turn}-{n}.txt").write_text(f"第{turn}轮的第{n}个新文件，海面平静。", encoding="utf-8")

    def test_of_a_refresh(self):
        refresh = "FROM eider_refresh('default')"
        self.run_and_kill(f"CALL eider_load('{self.notes}')")
        self.change_the_folder("0")
        bytes_written = self.run_and_kill(refresh)
        self.assertEqual(self.fresh_shape(), self.stored())
        partly = 0
        for turn in range(1, MOMENTS // 4 + 1):
            before = self.stored()
            self.change_the_folder(turn)
            after = self.fresh_shape()
            self.run_and_kill(refresh, self.random.uniform(0, bytes_written))
            kept = self.stored()
            known = {self.content(row) for row in before + after}
            self.assertLessEqual({self.content(row) for row in kept}, known)
            partly += kept not in (before, after)
            self.run_and_kill(refresh)
            self.assertEqual(after, self.stored())
        self.assertGreater(partly, 0, "no moment fell into the refresh")

    @staticmethod
    def content(row):
        """A row of `shape` without its path, which a moved document keeps until it is its turn."""
        return str(row[1:])


class Rows(FailureTest):
    """A query over rows that is killed goes on from the rows that it had done."""
    COUNT = 120

    def ask(self, path):
        code = (f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); from support import *\n"
                f"c = connect({str(path)!r}); print('begun', flush=True)\n"
                f"rows(c, \"SELECT ai_complete('number ' || i, 'Write it in words.', {{'model': '{GENERATOR}', "
                f"'max_tokens': 1}}) FROM range({self.COUNT}) r(i)\"); close(c)")
        return subprocess.Popen([sys.executable, "-c", code, str(BUILD)], stdout=subprocess.PIPE)

    def test_resume(self):
        self.require_model(GENERATOR)
        path = self.folder / "x.duckdb"
        with opened(path) as connection:  # makes the tables
            rows(connection, "SELECT ai_try_complete('x', '')")
        process = self.ask(path)
        wait_until_written(path, 1_500)
        process.kill()
        process.communicate()
        with duckdb.connect(str(path)) as connection:
            kept = one(connection, "SELECT count(DISTINCT key) FROM eider.cache")
        self.assertTrue(0 < kept < self.COUNT, kept)
        self.ask(path).communicate()
        with duckdb.connect(str(path)) as connection:
            usage = rows(connection, "SELECT rows, calls, cached, errors FROM eider.usage ORDER BY rows DESC LIMIT 1")
            self.assertEqual([(self.COUNT, self.COUNT - kept, kept, 0)], usage)


class IndexMoments(RandomMoments):
    """kill -9 while the index is built, merged and kept in the file: what is kept is whole or not there, and the next
    search finds what the tables say. Building writes nothing, so that these moments are drawn over the processor time
    that the same search takes: no clock of the machine's, however busy it is."""

    CHUNKS = 6000
    KIND = "keyword"
    TURNS = max(MOMENTS // 4, 2)
    test_of_a_load = test_of_a_refresh = None

    def setUp(self):
        super().setUp()
        self.begun = None
        with opened(self.path) as connection:
            rows(without_models(connection), f"CALL eider_load('{write_notes(self.folder / 'few', 1)}')")
            text = "'buoy ' || i || ' drifts with tide ' || (i % 97) || ' past pier ' || (i % 13)"
            connection.execute(f"""INSERT INTO eider.document (id, store, path, text, status)
                SELECT 100000 + i, 'default', 'made/' || i, {text}, 'ok' FROM range({self.CHUNKS}) t(i)""")
            connection.execute(f"""INSERT INTO eider.chunk (id, store, document_id, start, stop)
                SELECT 200000 + i, 'default', 100000 + i, 0, strlen({text}) FROM range({self.CHUNKS}) t(i)""")

    def gauge(self, process):
        """Nanoseconds of processor time since it began."""
        try:
            used = time.clock_gettime_ns((~process.pid << 3) | 2)
        except OSError:
            return 0  # it has ended
        if self.begun is None or self.begun[0] != process.pid:
            self.begun = (process.pid, used)
        return used - self.begun[1]

    def change(self, turn):
        """Enough for another merge."""
        with duckdb.connect(str(self.path)) as connection:
            connection.execute(f"UPDATE eider.document SET text = replace(text, 'tide', 'ebb{turn}') WHERE id % 3 = {turn % 3}")
            connection.execute(f"DELETE FROM eider.chunk WHERE id % 50 = {turn % 50} AND id > 200000")

    def prepared(self, connection):
        return without_models(connection)

    def assert_found(self):
        """By Eider in a process of its own; the expected by a stock DuckDB's scan."""
        with duckdb.connect(str(self.path)) as connection:
            expected = rows(connection, """SELECT c.id FROM eider.chunk c JOIN eider.document d ON d.id = c.document_id
                WHERE list_contains(string_split(d.text, ' '), '17') ORDER BY 1""")
        with opened(self.path) as connection:
            self.prepared(connection)
            found = rows(connection, "SELECT chunk_id FROM ai_search('17', k := 10000) WHERE chunk_id > 200000 "
                                     "AND keyword_rank IS NOT NULL ORDER BY 1")
            self.assertEqual(expected, found)
            self.assert_nothing_stale(connection)
            status = rows(connection, "SELECT kind, rows - covered, note FROM eider_index_status() WHERE bytes_resident > 0")
            self.assertEqual({(0, None)}, {row[1:] for row in status}, status)

    def assert_nothing_stale(self, connection):
        pass

    def test_of_building_and_keeping(self):
        search = "FROM ai_search('buoy 17')"
        shutil.copy(self.path, self.folder / "start")
        work = self.run_and_kill(search)
        self.assert_found()
        anew = kept = 0
        for turn in range(self.TURNS):
            if turn % 2 == 0:  # built anew, then merged
                for file in self.folder.glob("x.duckdb*"):
                    file.unlink()
                shutil.copy(self.folder / "start", self.path)
            self.change(turn)
            self.run_and_kill(search, self.random.uniform(0, work))
            with duckdb.connect(str(self.path)) as connection:
                anew += turn % 2 == 0
                kept += turn % 2 == 0 and one(
                    connection, "SELECT count(*) > 0 FROM eider.index_segment WHERE kind = ?", [self.KIND])
            self.assert_found()
        self.assertTrue(anew < 5 or kept < anew, "no moment fell into the building")


class VectorIndexMoments(IndexMoments):
    """The same with vectors, of which there are enough that they are grouped into lists. They are of 1,000 directions,
    so that a stale one shows: it is not as near to the question as others of its direction are."""

    CHUNKS = 20_400
    KIND = "vector"
    GROUP = "list_transform(range(384), j -> (hash(({0}) % 1000, j) % 2001)::FLOAT / 1000 - 1)"
    READY = f"c.execute(\"SET eider_models_folder = '{MODELS}'\"); rows(c, \"SELECT ai_embed('x')\")"

    def setUp(self):
        self.require_model(EMBEDDER)
        super().setUp()
        with opened(self.path) as connection:
            rows(self.prepared(connection), f"CALL eider_load('{self.folder}/few')")
            connection.execute(f"""INSERT INTO eider.embedding
                SELECT 'default', 200000 + i, 100000 + i, (SELECT any_value(model_hash) FROM eider.embedding),
                    {self.GROUP.format('i')} FROM range({self.CHUNKS}) t(i)""")

    def change(self, turn):
        super().change(turn)
        with duckdb.connect(str(self.path)) as connection:
            connection.execute(f"UPDATE eider.embedding SET vector = {self.GROUP.format(f'chunk_id + {turn}')} "
                               f"WHERE chunk_id % 7 = {turn % 7}")

    def prepared(self, connection):
        return connection.execute(f"SET eider_models_folder = '{MODELS}'")

    def assert_nothing_stale(self, connection):
        odd = one(connection, """SELECT count(*) FROM (
            SELECT e.vector FROM ai_search('buoy 17', k := 10000) s LEFT JOIN eider.embedding e USING (chunk_id)
            WHERE s.chunk_id > 200000 GROUP BY e.vector
            HAVING e.vector IS NULL OR count(vector_score) < count(*) OR max(vector_score) - min(vector_score) > 1e-5)""")
        self.assertEqual(0, odd)


class FullDisk(FailureTest):
    def setUp(self):
        super().setUp()
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        if os.geteuid() != 0 or self.mount("size=3m").returncode != 0:
            self.skipTest("a small tmpfs needs the right to mount")
        self.addCleanup(subprocess.run, ["umount", "-l", self.disk])

    def mount(self, options):
        return subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", self.disk], capture_output=True)

    def test_in_a_load(self):
        notes = write_notes(self.folder / "notes", 60, sentences=300)
        code, output = run_child("""
path, notes = Path(sys.argv[2]), sys.argv[3]
connection = without_models(connect(path))
try:
    rows(connection, f"CALL eider_load('{notes}')")
    print("no error")
except duckdb.Error as error:
    print(error)
with duckdb.connect() as other:
    print(one(other, "SELECT 42"))
""", self.disk / "x.duckdb", notes)
        self.assertEqual(0, code, output)
        self.assertIn("No space left on device", output)
        self.assertEqual("42", output.split()[-1])

        subprocess.run(["mount", "-o", "remount,size=200m", self.disk], check=True)
        connection = without_models(connect(self.disk / "x.duckdb"))
        kept = one(connection, "SELECT count(*) FROM eider.document")
        self.assertLess(kept, 60)
        self.assert_whole(connection)
        loaded = dict(rows(connection, f"SELECT status, count(*) FROM eider_load('{notes}') GROUP BY 1"))
        self.assertEqual({"ok": 60 - kept, **({"unchanged": kept} if kept else {})}, loaded)
        self.assert_whole(connection)
        connection.close()

    def test_on_the_command_line(self):
        notes = write_notes(self.folder / "notes", 40, sentences=300)
        path = self.disk / "x.duckdb"
        code, output, error = run_eider(path, input=f"SET eider_embedder = 'none';\nCALL eider_load('{notes}');\n")
        self.assertEqual(1, code, output)
        self.assertIn("No space left on device", error)


if __name__ == "__main__":
    main()
