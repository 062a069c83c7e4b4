"""The database at its edges: read-only, newer, without rows, locked, reopened, several at once, transactions, plans."""
import threading

from support import *

MAKE_NEWER = "import duckdb, sys; duckdb.connect(sys.argv[1]).execute('CREATE TABLE t AS SELECT 42 AS n')"


class OneDatabase(FailureTest):
    def test_read_only(self):
        notes = write_notes(self.folder / "notes", 2)
        with opened(self.folder / "x.duckdb") as connection:
            rows(without_models(connection), f"CALL eider_load('{notes}')")
        connection = self.database("x.duckdb", read_only=True)
        self.assertEqual(2, one(connection, "SELECT count(DISTINCT path) FROM ai_search('浮标', k := 50)"))
        for call in [f"CALL eider_load('{write_notes(self.folder / 'more', 1)}')", "FROM eider_drop('default')",
                     "CALL eider_theme('浮标', keywords := '浮标')"]:
            self.refuses(connection, call, "open the database for writing")

    def test_read_only_without_tables(self):
        duckdb.connect(str(self.folder / "x.duckdb")).close()
        connection = self.database("x.duckdb", read_only=True)
        self.refuses(connection, "FROM ai_search('x')", "nothing has been loaded yet")
        self.refuses(connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 1)}')", "read-only")

    def test_without_rows(self):
        connection = self.database()
        rows(connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 1)}')")
        rows(connection, "FROM eider_drop('default')")
        text = "nothing has been loaded yet; CALL eider_load('folder') loads documents"
        for call in ["FROM ai_search('x')", "SELECT ai_answer('x')", "CALL eider_theme('x', keywords := 'x')",
                     "FROM theme_constituents('x')"]:
            self.refuses(connection, call, text)

    def test_without_rows_on_the_command_line(self):
        path = self.folder / "x.duckdb"
        duckdb.connect(str(path)).close()
        for words in [("search", path, "x"), ("ask", path, "x"), ("theme", path, "x")]:
            code, output, error = run_eider(*words)
            self.assertEqual((1, ""), (code, output))
            self.assertIn("nothing has been loaded yet", error)

    def test_documents_without_text(self):
        (self.folder / "empty.txt").write_text("")
        connection = self.database()
        rows(connection, f"CALL eider_load('{self.folder}/empty.txt')")
        self.assertEqual([], rows(connection, "FROM ai_search('x')"))
        self.assertEqual([], rows(connection, "FROM eider_theme('x', keywords := 'x')"))

    def test_made_by_a_newer_eider(self):
        connection = self.database()
        rows(connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 1)}')")
        connection.execute("UPDATE eider.schema_version SET version = 99")
        text = "test: its eider tables are of version 99, this Eider knows 4; use a newer Eider"
        self.refuses(connection, "FROM ai_search('x')", text)
        self.refuses(connection, f"CALL eider_load('{self.folder}/notes')", text)

    def test_tables_that_were_tampered_with(self):
        connection = self.database()
        rows(connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 2)}')")
        connection.execute("UPDATE eider.chunk SET stop = 1000000 WHERE id = (SELECT max(id) FROM eider.chunk)")
        # A chunk that points outside its document's text can't be found any more; the others can.
        self.assertEqual(one(connection, "SELECT count(*) - 1 FROM eider.chunk"),
                         one(connection, "SELECT count(*) FROM ai_search('浮标', k := 100)"))
        connection.execute("UPDATE eider.chunk SET start = NULL, stop = NULL, document_id = 0")
        self.assertEqual([], rows(connection, "FROM ai_search('浮标')"))
        connection.execute("DROP TABLE eider.chunk")
        self.refuses(connection, "FROM ai_search('浮标')", "chunk")
        self.refuses(connection, f"CALL eider_load('{self.folder}/notes')", "chunk")

    def test_tables_of_the_user_in_the_way(self):
        connection = self.database()
        connection.execute("CREATE SCHEMA eider")
        connection.execute("CREATE TABLE eider.chunk (mine INTEGER)")
        with self.assertRaises(duckdb.Error):
            rows(connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 1)}')")
        self.assertEqual(0, one(connection, "SELECT count(*) FROM eider.chunk"))


class NewerDuckDB(FailureTest):
    def setUp(self):
        super().setUp()
        if not NEWER_PYTHON.exists():
            self.skipTest("needs DuckDB 2.0.0")
        self.path = self.folder / "newer.duckdb"
        subprocess.run([NEWER_PYTHON, "-c", MAKE_NEWER, self.path], check=True)

    def test_on_the_command_line(self):
        for words in [("search", self.path, "x"), ("sql", self.path, "SELECT 1"),
                      ("load", self.path, write_notes(self.folder / "notes", 1))]:
            code, output, error = run_eider(*words)
            self.assertEqual((1, ""), (code, output))
            self.assertIn("made by a newer DuckDB than the one inside Eider", error)
            self.assertIn("STORAGE_VERSION", error)

    def test_attached(self):
        connection = self.database()
        self.refuses(connection, f"ATTACH '{self.path}' AS newer", "newer version of DuckDB")
        rows(connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 1)}')")

    def test_the_remedy_works(self):
        copy = self.folder / "copy.duckdb"
        subprocess.run([NEWER_PYTHON, "-c", f"""
import duckdb
c = duckdb.connect()
c.execute("ATTACH '{self.path}' AS old (READ_ONLY)")
c.execute("ATTACH '{copy}' AS copy (STORAGE_VERSION 'v1.5.0')")
c.execute("COPY FROM DATABASE old TO copy")
"""], check=True)
        code, output, error = run_eider("sql", copy, "SELECT n FROM t")
        self.assertEqual((0, '[{"n":42}]\n'), (code, output), error)


class SeveralAtOnce(FailureTest):
    def test_two_processes_on_one_file(self):
        path = self.folder / "x.duckdb"
        connection = without_models(connect(path))
        rows(connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 1)}')")
        for words in [("search", path, "浮标"), ("load", path, self.folder / "notes"), (path,)]:
            code, output, error = run_eider(*words, input="")
            self.assertEqual((1, ""), (code, output))
            self.assertIn(f"in use by process {os.getpid()}", error)
        code, output = run_child("duckdb.connect(sys.argv[2])", path)
        self.assertEqual(1, code)
        self.assertIn("lock", output)
        self.assertEqual(1, one(connection, "SELECT count(DISTINCT path) FROM ai_search('浮标')"))
        close(connection)
        code, output, error = run_eider("sql", path, "SELECT count(*) AS n FROM eider.document")
        self.assertEqual((0, '[{"n":1}]\n'), (code, output), error)

    def test_two_databases_in_one_process(self):
        first, second = self.database("a.duckdb"), self.database("b.duckdb")
        for name, word in [("a", "灯塔"), ("b", "渡轮")]:
            (self.folder / name).mkdir()
            (self.folder / name / "one.txt").write_text(f"{word}亮了，船长们很高兴。")
        rows(first, f"CALL eider_load('{self.folder}/a')")
        rows(second, f"CALL eider_load('{self.folder}/b', store := 'ferries')")
        self.assertEqual(1, one(first, "SELECT count(*) FROM ai_search('灯塔')"))
        self.assertEqual(0, one(first, "SELECT count(*) FROM ai_search('渡轮')"))
        self.assertEqual(1, one(second, "SELECT count(*) FROM ai_search('渡轮', store := 'ferries')"))
        self.refuses(second, "FROM ai_search('渡轮')", "there are: ferries")
        first.close()
        self.assertEqual(1, one(second, "SELECT count(*) FROM ai_search('船长', store := 'ferries')"))

    def test_a_database_in_memory(self):
        connection = without_models(connect(":memory:"))
        rows(connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 1)}')")
        self.assertEqual(1, one(connection, "SELECT count(DISTINCT path) FROM ai_search('浮标')"))
        connection.close()

    def test_many_threads(self):
        connection = self.database()
        rows(connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 4)}')")
        problems, counts = [], []

        def search():
            with connection.cursor() as cursor:
                cursor.execute("SET eider_embedder = 'none'")
                for _ in range(20):
                    try:
                        counts.append(one(cursor, "SELECT count(*) FROM ai_search('浮标', k := 3)"))
                    except duckdb.Error as error:
                        problems.append(str(error))

        threads = [threading.Thread(target=search) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(8 * 20, len(counts) + len(problems))
        self.assertEqual({3}, set(counts))
        for problem in problems:  # a statement never waits for a connection
            self.assertIn("too many Eider requests at once in this database; wait for one of them to end", problem)

    def test_two_loads_at_once(self):
        connection = self.database()
        write_notes(self.folder / "a", 12)
        write_notes(self.folder / "b", 12)
        problems = []

        def load(name):
            with connection.cursor() as cursor:
                try:
                    rows(without_models(cursor), f"CALL eider_load('{self.folder}/{name}', store := '{name}')")
                except duckdb.Error as error:
                    problems.append(str(error))

        threads = [threading.Thread(target=load, args=(name,)) for name in "ab"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([], problems)
        self.assert_whole(connection)
        self.assertEqual([("a", 12), ("b", 12)],
                         rows(connection, "SELECT store, count(*) FROM eider.document GROUP BY 1 ORDER BY 1"))


class Reopening(FailureTest):
    def test_close_and_reopen_twenty_times(self):
        notes = write_notes(self.folder / "notes", 1)
        for cycle in range(20):
            connection = without_models(connect(self.folder / "x.duckdb"))
            rows(connection, f"CALL eider_load('{notes}', store := 'cycle {cycle}')")
            self.assertEqual(1, one(connection, "SELECT count(*) FROM ai_search('浮标', k := 1, store := ?)",
                                    [f"cycle {cycle}"]))
            connection.close()
        with duckdb.connect(str(self.folder / "x.duckdb")) as connection:
            self.assertEqual(20, one(connection, "SELECT count(DISTINCT store) FROM eider.document"))

    def test_reopen_with_another_config(self):
        for cycle in range(10):
            connection = connect(self.folder / "x.duckdb", {"threads": str(1 + cycle % 2)})
            self.assertEqual(42, one(connection, "SELECT 42"))
            connection.close()
            # The extension lets go of its connections within a moment, not at once.
            self.reopen_soon({"threads": "2" if cycle % 2 == 0 else "1"}).close()

    def reopen_soon(self, config, patience=3.0):
        deadline = time.monotonic() + patience
        while True:
            try:
                return connect(self.folder / "x.duckdb", config)
            except duckdb.ConnectionException:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def test_released_by_hand_it_closes_at_once(self):
        for threads in ["1", "2", "1", "2"]:
            connection = connect(self.folder / "x.duckdb", {"threads": threads})
            connection.execute("SELECT eider_release()").fetchall()
            connection.close()

    def test_the_file_is_free_after_close(self):
        connect(self.folder / "x.duckdb").close()
        deadline = time.monotonic() + 3
        while True:
            code, output = run_child("duckdb.connect(sys.argv[2]); print('open')", self.folder / "x.duckdb")
            if code == 0 or time.monotonic() > deadline:
                break
        self.assertEqual((0, "open\n"), (code, output))

    def test_a_second_connection_outlives_the_first(self):
        first = connect(self.folder / "x.duckdb")
        second = duckdb.connect(str(self.folder / "x.duckdb"), config=CONFIG)
        first.close()
        time.sleep(0.5)  # longer than the reaper's pause
        rows(without_models(second), f"CALL eider_load('{write_notes(self.folder / 'notes', 1)}')")
        self.assertEqual(1, one(second, "SELECT count(*) FROM ai_search('浮标', k := 1)"))
        second.close()

    def test_process_ends_while_the_reaper_asks(self):
        """DuckDB 2.0.0 crashed at exit where the reaper asked for the connections just then."""
        if not NEWER_PYTHON.exists():
            self.skipTest("needs DuckDB 2.0.0")
        code = (f"import duckdb, time\nc = duckdb.connect(config={CONFIG})\nc.execute(\"LOAD '{EXTENSION}'\")\n"
                "time.sleep(%s)\nprint('end')")
        for moment in range(20):
            done = subprocess.run([NEWER_PYTHON, "-c", code % (0.05 + 0.004 * moment)], capture_output=True, text=True)
            self.assertEqual((0, "end\n"), (done.returncode, done.stdout), done.stderr)

    def test_process_ends_without_close(self):
        code, output = run_child("""
connection = without_models(connect(sys.argv[2]))
rows(connection, f"CALL eider_load('{sys.argv[3]}')")
print("loaded", flush=True)
""", self.folder / "x.duckdb", write_notes(self.folder / "notes", 1))
        self.assertEqual((0, "loaded\n"), (code, output))


class Planning(FailureTest):
    def setUp(self):
        super().setUp()
        self.connection = self.database()
        self.notes = write_notes(self.folder / "notes", 1)

    def test_transaction_of_the_caller(self):
        self.connection.execute("BEGIN")
        self.connection.execute("CREATE TABLE mine AS SELECT 1 AS n")
        self.assertEqual("ok", one(self.connection, f"SELECT status FROM eider_load('{self.notes}')"))
        self.connection.execute("ROLLBACK")
        self.assertEqual(1, one(self.connection, "SELECT count(*) FROM eider.document"))
        self.assertEqual(0, one(self.connection, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'mine'"))

    def test_load_inside_a_transaction(self):
        with duckdb.connect(str(self.folder / "y.duckdb"), config=CONFIG) as connection:
            connection.execute("BEGIN")
            connection.execute(f"LOAD '{EXTENSION}'")
            without_models(connection)
            self.assertEqual("ok", one(connection, f"SELECT status FROM eider_load('{self.notes}')"))
            connection.execute("COMMIT")
            self.assertEqual(1, one(connection, "SELECT count(*) FROM ai_search('浮标', k := 1)"))

    def test_use_of_an_attached_database(self):
        self.connection.execute(f"ATTACH '{self.folder}/other.duckdb' AS other")
        self.connection.execute("USE other")
        rows(self.connection, f"CALL eider_load('{self.notes}')")
        self.assertEqual(1, one(self.connection, "SELECT count(*) FROM ai_search('浮标', k := 1)"))
        self.assertEqual(["other"], [row[0] for row in rows(self.connection, """
            SELECT database_name FROM duckdb_tables() WHERE schema_name = 'eider' AND table_name = 'chunk'""")])
        self.connection.execute("USE test")
        self.refuses(self.connection, "FROM ai_search('浮标')", "database test: nothing has been loaded yet")
        self.connection.execute("DETACH other")

    def test_plans_open_no_model(self):
        rows(self.connection, f"CALL eider_load('{self.notes}')")
        self.connection.execute(f"SET eider_models_folder = '{self.folder}/none'")
        self.connection.execute("RESET eider_embedder")
        for sql in ["SELECT ai_answer('浮标是什么颜色？')", "SELECT ai_complete('a', 'b')", "SELECT ai_embed('a')",
                    "FROM eider_theme('浮标')", f"FROM eider_load('{self.notes}')"]:
            self.connection.execute(f"EXPLAIN {sql}").fetchall()
            self.connection.execute(f"PREPARE statement AS {sql}")
            self.connection.execute(f"CREATE OR REPLACE VIEW planned AS {sql}")
            self.refuses(self.connection, "EXECUTE statement", "eider models pull")
            self.connection.execute("DEALLOCATE statement")

    def test_names_of_databases(self):
        for name in ["海.港", "it's", "a, b", "a b"]:
            self.connection.execute("ATTACH '" + str(self.folder / name).replace("'", "''") + f"' AS \"{name}\"")
            self.connection.execute(f'USE "{name}"')
            rows(self.connection, f"CALL eider_load('{self.notes}')")
            self.assertEqual(1, one(self.connection, "SELECT count(*) FROM ai_search('浮标', k := 1)"))
            rows(self.connection, "CALL eider_theme('浮标', keywords := '浮标')")
            self.assertEqual(1, one(self.connection, f'SELECT count(*) FROM "{name}".eider.theme'))

    def test_a_file_with_a_quote_in_its_name(self):
        connection = self.database("it's mine.duckdb")
        rows(connection, f"CALL eider_load('{self.notes}')")
        self.assertEqual(1, one(connection, "SELECT count(*) FROM ai_search('浮标', k := 1)"))


if __name__ == "__main__":
    main()
