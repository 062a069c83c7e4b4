"""eider sql: rows as JSON."""
from support import *


class Sql(CliTest):
    def test_types(self):
        rows = self.json("sql", self.file, """
            SELECT 1 AS i, 2.5 AS d, NULL AS n, true AS b, '算力' AS t, DATE '2026-05-01' AS day,
                   [1, NULL] AS l, {'x': 1, 'y': {'z': 'w'}} AS s, sum(5::BIGINT) AS h, '{"a": [1]}'::JSON AS j""")
        self.assertEqual([{"i": 1, "d": 2.5, "n": None, "b": True, "t": "算力", "day": "2026-05-01", "l": [1, None],
                           "s": {"x": 1, "y": {"z": "w"}}, "h": 5, "j": {"a": [1]}}], rows)
        self.assertEqual(["i", "d", "n", "b", "t", "day", "l", "s", "h", "j"], list(rows[0]))

    def test_the_last_statement_gives_the_rows(self):
        rows = self.json("sql", self.file, "CREATE TABLE t AS SELECT 'a;b' AS v; INSERT INTO t VALUES ('c'); FROM t")
        self.assertEqual([{"v": "a;b"}, {"v": "c"}], rows)
        self.assertEqual([], self.json("sql", self.file, "INSERT INTO t VALUES ('d')"))
        self.assertEqual([], self.json("sql", self.file, "FROM t WHERE v = 'none'"))
        self.assertEqual(3, self.json("sql", self.file, "SELECT count(*) AS n FROM t")[0]["n"])

    def test_statements_that_are_no_select(self):
        self.succeeds("sql", self.file, "CREATE TABLE t (a INTEGER)")
        self.assertEqual("a", self.json("sql", self.file, "DESCRIBE t")[0]["column_name"])
        self.assertEqual([{"range": 0}, {"range": 1}], self.json("sql", self.file, "CALL range(2)"))

    def test_many_rows(self):
        rows = self.json("sql", self.file, "SELECT i FROM range(2049) t(i)")
        self.assertEqual(list(range(2049)), [row["i"] for row in rows])

    def test_errors(self):
        self.fails(1, "syntax error", "sql", self.file, "SELEC 1")
        self.fails(1, "boom", "sql", self.file, "SELECT 1; SELECT error('boom')")
        self.fails(1, "nosuch", "sql", self.file, "FROM nosuch")
        self.fails(1, "no statement", "sql", self.file, " ")
        self.fails(1, "900", "sql", self.file,
                   "SELECT CASE WHEN i = 90000 THEN error('row 90000') ELSE i END FROM range(100000) t(i)")

    def test_file_that_may_only_be_read(self):
        self.succeeds("sql", self.file, "CREATE TABLE t AS SELECT 1 AS a")
        os.chmod(self.file, 0o444)
        if os.geteuid() != 0:
            self.assertEqual([{"a": 1}], self.json("sql", self.file, "FROM t"))
            return
        self.folder.chmod(0o755)
        # The build folder may lie where only root may look, as below /root.
        for name in ("eider", "libduckdb.so", "eider.duckdb_extension"):
            shutil.copy(BUILD / name, self.folder)
        rows = self.json("sql", self.file, "FROM t", program=self.folder / "eider", user=65534,
                         env={**os.environ, "HOME": "/nonexistent"})
        self.assertEqual([{"a": 1}], rows)


main()
