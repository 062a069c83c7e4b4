"""The indices when something else happens to the file: little memory, copies, a stock DuckDB at work between two
searches, vectors that are none, segments of damaged bytes. Truth is in the tables; what is wrong is said."""
from support import *

CHUNKS = 6000
DIMENSIONS = 384


class IndexTest(FailureTest):
    def setUp(self):
        super().setUp()
        self.path = self.folder / "x.duckdb"
        with opened(self.path) as connection:
            rows(without_models(connection), f"CALL eider_load('{write_notes(self.folder / 'notes', 2)}')")
            text = "'buoy ' || i || ' drifts with tide ' || (i % 97)"
            connection.execute(f"""INSERT INTO eider.document (id, store, path, text, status)
                SELECT 100000 + i, 'default', 'made/' || i, {text}, 'ok' FROM range({CHUNKS}) t(i)""")
            connection.execute(f"""INSERT INTO eider.chunk (id, store, document_id, start, stop)
                SELECT 200000 + i, 'default', 100000 + i, 0, strlen({text}) FROM range({CHUNKS}) t(i)""")
            self.found(connection)  # which makes segments and keeps them

    def found(self, connection, database=""):
        without_models(connection)
        if database:
            connection.execute(f"USE {database}")
        return rows(connection, "SELECT chunk_id, round(score, 6) FROM ai_search('buoy 17', k := 20)")

    def status(self, connection, columns="rows - covered, segments > 0, note"):
        return rows(connection, f"SELECT {columns} FROM eider_index_status()")


class Copies(IndexTest):
    def test_of_the_file(self):
        copy = self.folder / "copy.duckdb"
        with opened(self.path) as connection:
            expected = self.found(connection)
            connection.execute("CHECKPOINT")
            shutil.copy(self.path, self.folder / "while_open.duckdb")
        shutil.copy(self.path, copy)
        for file in (copy, self.folder / "while_open.duckdb"):
            with opened(file) as connection:
                self.assertEqual(expected, self.found(connection))
                self.assertEqual([(0, True, None)], self.status(connection))

    def test_both_attached(self):
        """What is resident of one is not taken for the other, which is changed."""
        shutil.copy(self.path, self.folder / "copy.duckdb")
        with opened(self.path) as connection:
            expected = self.found(connection)
            connection.execute(f"ATTACH '{self.folder}/copy.duckdb' AS copy")
            self.assertEqual(expected, self.found(connection, "copy"))
            connection.execute("DELETE FROM copy.eider.chunk WHERE id = 200017")
            self.assertNotIn(200017, [row[0] for row in self.found(connection, "copy")])
            self.assertEqual(expected, self.found(connection, "x"))
            connection.execute("DETACH copy")
            connection.execute(f"ATTACH '{self.path.with_name('notes.duckdb')}' AS copy")
            connection.execute("USE copy")
            self.refuses(connection, "FROM ai_search('buoy')", "nothing has been loaded yet")
            connection.execute("USE x")

    def test_of_the_database(self):
        with opened(self.path) as connection:
            expected = self.found(connection)
            connection.execute(f"ATTACH '{self.folder}/other.duckdb' AS other")
            connection.execute("COPY FROM DATABASE x TO other")
            self.assertEqual(expected, self.found(connection, "other"))
            self.assertEqual([(0, True, None)], self.status(connection))
            connection.execute("USE x")
        with opened(self.folder / "other.duckdb") as connection:
            self.assertEqual(expected, self.found(connection))

    def test_attached_read_only(self):
        size = self.path.stat().st_size
        with opened(self.folder / "mine.duckdb") as connection:
            connection.execute(f"ATTACH '{self.path}' AS seen (READ_ONLY)")
            found = self.found(connection, "seen")
            self.assertEqual(20, len(found))
            self.assertEqual([(0, True, None)], self.status(connection))
            connection.execute("USE mine")
        with opened(self.path) as connection:
            self.assertEqual(found, self.found(connection))
        self.assertEqual(size, self.path.stat().st_size)


class StockDuckDB(IndexTest):
    """It knows no index, and changes the tables as it likes."""

    def changed(self, *statements):
        with duckdb.connect(str(self.path)) as connection:
            for sql in statements:
                connection.execute(sql)
        with opened(self.path) as connection:
            found = {row[0] for row in self.found(connection)}
            [(missing, _, note)] = self.status(connection)
            return found, missing, note

    def test_changes_between_two_searches(self):
        found, missing, note = self.changed("DELETE FROM eider.chunk WHERE id = 200017")
        self.assertNotIn(200017, found)
        found, missing, note = self.changed(
            "UPDATE eider.document SET text = 'buoy 17 of the harbour' WHERE id = 100900",
            "UPDATE eider.chunk SET stop = 22 WHERE id = 200900")
        self.assertIn(200900, found)
        found, missing, note = self.changed("INSERT INTO eider.document (id, store, path, text, status) VALUES "
                                            "(900000, 'default', 'p', 'buoy 17 buoy 17', 'ok')",
                                            "INSERT INTO eider.chunk (id, store, document_id, start, stop) VALUES "
                                            "(900001, 'default', 900000, 0, 15)")
        self.assertTrue({200900, 900001} <= found)
        self.assertEqual((0, None), (missing, note))
        found, missing, note = self.changed("BEGIN", "DELETE FROM eider.chunk", "ROLLBACK")
        self.assertTrue({200900, 900001} <= found)
        self.assertEqual((0, None), (missing, note))
        found, missing, note = self.changed("DELETE FROM eider.chunk WHERE id >= 200000",
                                            "DELETE FROM eider.document WHERE id >= 100000")
        self.assertEqual(set(), {each for each in found if each >= 200000})
        self.assertEqual((0, None), (missing, note))

    def test_the_segments_are_gone(self):
        found, missing, note = self.changed("DELETE FROM eider.index_segment")
        self.assertIn(200017, found)
        self.assertEqual((0, None), (missing, note))

    def test_damaged_segments(self):
        """Flipped, cut short, longer, exchanged, empty: what is kept can't be used, and is made anew."""
        with opened(self.path) as connection:
            expected = {row[0] for row in self.found(connection)}
        size = "octet_length(bytes)"
        for damage in [f"bytes = bytes[1:{size} // 2]", "bytes = ''::BLOB", "bytes = bytes || 'x'::BLOB", "number = number + 7",
                       "part = part + 1", "rows = -1, bytes = bytes[2:]", *[
                           f"bytes = bytes[1:{size} * {n} // 7] || (CASE WHEN bytes[{size} * {n} // 7 + 1:][1:1] = 'q'::BLOB "
                           f"THEN 'r' ELSE 'q' END)::BLOB || bytes[{size} * {n} // 7 + 2:]" for n in range(7)]]:
            found, missing, note = self.changed(f"UPDATE eider.index_segment SET {damage}")
            self.assertEqual(expected, found, damage)
            self.assertEqual(0, missing, damage)
            self.assertIn("made anew from the tables", note or "", damage)
            with opened(self.path) as connection:  # which were kept again
                self.assertEqual(expected, {row[0] for row in self.found(connection)})
                self.assertEqual([(0, True, None)], self.status(connection), damage)


class LittleMemory(IndexTest):
    def test_search_load_and_merge(self):
        """They work within the limit, or fail with an error that says so; nothing is lost and the rest goes on."""
        notes = write_notes(self.folder / "more", 40, sentences=60)
        outcomes = {}
        for limit in ("4MB", "40MB", "150MB"):
            with opened(self.path) as connection:
                without_models(connection)
                before = one(connection, "SELECT count(*) FROM eider.document")
                connection.execute(f"SET memory_limit = '{limit}'")
                store = f"at {limit}"
                for name, sql in [("search", "FROM ai_search('buoy 17')"),
                                  ("load", f"CALL eider_load('{notes}', store := '{store}')"),
                                  ("merge", "UPDATE eider.document SET text = text || ' ebb' WHERE id % 2 = 0"),
                                  ("search again", "FROM ai_search('ebb 18')")]:
                    try:
                        rows(connection, sql)
                        outcomes[limit, name] = "done"
                    except duckdb.Error as error:
                        outcomes[limit, name] = str(error)
                        self.assertIn("emory", str(error), (limit, name))
                    self.assertEqual(42, one(connection, "SELECT 42"))
                connection.execute("SET memory_limit = '2GB'")
                self.assert_whole_but_made(connection)
                self.assertGreaterEqual(one(connection, "SELECT count(*) FROM eider.document"), before)
                loaded = {row[0] for row in rows(connection, f"SELECT status FROM eider_load('{notes}', store := '{store}')")}
                self.assertLessEqual(loaded, {"ok", "unchanged"})
                self.assertEqual(20, len(self.found(connection)))
                self.assertEqual([(0,)], rows(connection, "SELECT rows - covered FROM eider_index_status() WHERE store = 'default'"))
        self.assertEqual({"done"}, {said for (limit, _), said in outcomes.items() if limit == "150MB"}, outcomes)

    def assert_whole_but_made(self, connection):
        """The documents that were loaded; those that were made have no articles."""
        self.assertEqual(0, one(connection, """SELECT count(*) FROM eider.document d WHERE path NOT LIKE 'made/%' AND
            (NOT EXISTS (FROM eider.block b WHERE b.document_id = d.id) OR
             NOT EXISTS (FROM eider.chunk c WHERE c.document_id = d.id))"""))


class OddVectors(FailureTest):
    """Somebody writes vectors into eider.embedding that are none: they are left out, and that is said."""

    def setUp(self):
        self.require_model(EMBEDDER)
        super().setUp()
        self.connection = connect(self.folder / "x.duckdb")
        self.addCleanup(self.connection.close)
        self.connection.execute(f"SET eider_models_folder = '{MODELS}'")
        rows(self.connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 4, sentences=1)}')")
        self.chunks = one(self.connection, "SELECT count(*) FROM eider.chunk")

    def set_vector(self, value, where="chunk_id = (SELECT min(chunk_id) FROM eider.embedding)"):
        self.connection.execute(f"UPDATE eider.embedding SET vector = {value} WHERE {where}")

    def with_scores(self):
        found = rows(self.connection, "SELECT vector_score FROM ai_search('第2号浮标是什么颜色', k := 100)")
        self.assertEqual(self.chunks, len(found))  # the words find them all
        return len([row for row in found if row[0] is not None])

    def note(self):
        return rows(self.connection, "SELECT rows - covered, note FROM eider_index_status() WHERE kind = 'vector'")

    def test_one_that_is_none(self):
        kept = f"vector[2:{DIMENSIONS}]"
        for value in [f"list_prepend('nan'::FLOAT, {kept})", f"list_prepend('inf'::FLOAT, {kept})",
                      f"list_prepend('-inf'::FLOAT, {kept})", f"list_transform(range({DIMENSIONS}), x -> 0)",
                      "[1, 2, 3]", "vector || [1]"]:
            good = one(self.connection, f"SELECT vector FROM eider.embedding ORDER BY chunk_id LIMIT 1")
            self.set_vector(value)
            self.assertEqual(self.chunks - 1, self.with_scores(), value)
            self.assertEqual([(1, "1 embeddings can't be compared with the others: of other dimensions, zero, NaN or "
                                  "infinite")], self.note(), value)
            self.set_vector(f"{good}::FLOAT[]")
            self.assertEqual(self.chunks, self.with_scores(), value)
            self.assertEqual([(0, None)], self.note(), value)

    def test_of_nothing(self):
        for value in ["NULL", "[]"]:
            self.set_vector(value, "true")
            self.assertEqual(0, self.with_scores())
            self.assertEqual(self.chunks, self.note()[0][0])
            self.assertIn("can't be compared", self.note()[0][1])

    def test_all_of_other_dimensions(self):
        """The question's vector can't be compared with them: a clear error, or the words alone."""
        self.set_vector("[1, 2, 3]", "true")
        try:
            self.assertEqual(0, self.with_scores())
        except duckdb.Error as error:
            self.assertIn("values where 3 are expected; embed with the model that embedded the store", str(error))
        self.assertEqual(42, one(self.connection, "SELECT 42"))

    def test_beyond_the_limit(self):
        self.set_vector("list_transform(range(5000), x -> 1)", "true")
        try:
            self.assertEqual(0, self.with_scores())
        except duckdb.Error as error:
            self.assertIn("dimensions", str(error))
        self.assertEqual(self.chunks, self.note()[0][0])

    def test_k(self):
        for k in (0, -1, 10_001):
            self.refuses(self.connection, f"FROM ai_search('浮标', k := {k})", "k is")
        self.assertEqual(self.chunks, one(self.connection, "SELECT count(*) FROM ai_search('浮标', k := 10000)"))


if __name__ == "__main__":
    main()
