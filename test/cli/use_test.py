"""Words, exit codes, and files that can't be opened: each with its text. No model is needed."""
from support import *


class Words(CliTest):
    def test_help_and_version(self):
        help_text = self.succeeds("--help")
        for command in ["load", "search", "ask", "theme", "sql", "verify", "models"]:
            self.assertIn(command, help_text)
            self.assertIn(f"eider {command}", self.succeeds(command, "--help"))
        self.assertRegex(self.succeeds("--version"), r"^eider \d+\.\d+\.\d+ \(DuckDB v1\.")

    def test_wrong_use(self):
        self.fails(2, "no such command 'serch'", "serch", self.file, "question")
        self.fails(2, "no such command 'serch'", "serch")
        self.fails(2, "'serve' is not in this version", "serve", self.file)
        self.fails(2, "PATH is required", "watch", self.file)
        self.fails(2, "QUESTION", "search", self.file)
        self.fails(2, "-k", "search", self.file, "q", "-k", "0")
        self.fails(2, "-k", "search", self.file, "q", "-k", "many")
        self.fails(2, "'yesterday' is not a date", "search", self.file, "q", "--as-of", "yesterday")
        self.fails(2, "'2026-02-30' is not a date", "theme", self.file, "q", "--as-of", "2026-02-30")
        self.fails(2, "--loud", "ask", self.file, "q", "--loud")
        self.assertFalse(self.file.exists())

    def test_starts_within_200_ms(self):
        self.succeeds("sql", self.file, "SELECT 1")
        began = time.monotonic()
        self.succeeds("--version")
        self.assertLess(time.monotonic() - began, 1.0)  # on a busy machine; 30 ms on an idle one


class Files(CliTest):
    def test_missing_file_is_not_made(self):
        for words in [("search", self.file, "q"), ("ask", self.file, "q"), ("theme", self.file, "q"),
                      ("verify", self.file)]:
            self.fails(1, f"{self.file}: no such database file; load documents into it first: "
                          f"eider load {self.file} FOLDER", *words)
        self.assertFalse(self.file.exists())

    def test_missing_folder(self):
        path = self.folder / "absent" / "x.duckdb"
        self.fails(1, f"{path}: its folder does not exist", "sql", path, "SELECT 1")

    def test_folder_as_file(self):
        for words in [("search", self.folder, "q"), ("load", self.folder, self.folder), ("sql", self.folder, "SELECT 1")]:
            self.fails(1, f"{self.folder}: is a folder, not a database file", *words)

    def test_file_that_is_no_database(self):
        self.file.write_text("灯塔亮了。" * 3000)
        self.fails(1, f"{self.file}: not a DuckDB database file", "search", self.file, "q")
        self.file.write_bytes(b"")
        self.fails(1, f"{self.file}: not a DuckDB database file", "sql", self.file, "SELECT 1")

    @unittest.skipUnless(NEWER_PYTHON.exists(), "needs DuckDB 2.0.0 for Python")
    def test_file_of_a_newer_duckdb(self):
        code = "import duckdb, sys; duckdb.connect(sys.argv[1]).execute('CREATE TABLE t AS SELECT 42 AS n')"
        subprocess.run([NEWER_PYTHON, "-c", code, self.file], check=True)
        self.fails(1, f"{self.file}: made by a newer DuckDB", "search", self.file, "q")
        self.fails(1, "STORAGE_VERSION 'v1.5.0'", "sql", self.file, "SELECT 1")

    def test_file_in_use(self):
        self.succeeds("sql", self.file, "CREATE TABLE t AS SELECT 1 AS a")
        holder = subprocess.Popen([EIDER, self.file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        holder.stdin.write("SELECT 'open' AS state;\n")
        holder.stdin.flush()
        while "open" not in holder.stdout.readline():
            pass
        self.fails(1, f"{self.file}: in use by process {holder.pid}", "search", self.file, "q")
        self.fails(1, f"{self.file}: in use by process {holder.pid}", "load", self.file, self.write_notes())
        holder.stdin.write("SELECT * FROM t;\n")
        holder.communicate(timeout=60)
        self.assertEqual(0, holder.returncode)
        self.assertEqual([{"a": 1}], self.json("sql", self.file, "FROM t"))

    def test_extension_missing_beside_the_program(self):
        for name in ["eider", "libduckdb.so"]:
            os.link(BUILD / name, self.folder / name) if os.stat(BUILD).st_dev == os.stat(self.folder).st_dev \
                else shutil.copy(BUILD / name, self.folder / name)
        program = self.folder / "eider"
        self.fails(1, f"{self.folder}/eider.duckdb_extension: Eider's extension is missing beside this program; "
                      "build it: ./dev build", "sql", self.file, "SELECT 1", program=program)
        self.assertFalse(self.file.exists())
        (self.folder / "eider.duckdb_extension").write_bytes(b"no extension")
        self.fails(1, f"{self.folder}/eider.duckdb_extension: cannot be loaded", "sql", self.file, "SELECT 1",
                   program=program)


class Questions(CliTest):
    def test_empty_and_long(self):
        self.load_notes()
        for command in ["search", "ask"]:
            self.fails(1, "the question is empty", command, self.file, "")
            self.fails(1, "the question is empty", command, self.file, " \u3000\n")
            self.fails(1, "the question has 9000 bytes, the limit is 8192", command, self.file, "问" * 3000)
        self.fails(1, "the theme's name is empty", "theme", self.file, " ")

    def test_bytes_that_are_not_utf8(self):
        self.load_notes()
        done = subprocess.run([EIDER, "search", self.file, b"\xcb\xe3\xc1\xa6"], capture_output=True)
        self.assertEqual((1, b""), (done.returncode, done.stdout))
        self.assertIn(b"the question is not UTF-8 at byte 0", done.stderr)

    def test_unknown_store(self):
        self.load_notes()
        self.fails(1, "nowhere", "search", self.file, "灯塔", "--store", "nowhere")

    def test_wrong_filter(self):
        self.load_notes()
        self.fails(1, "nonsense", "search", self.file, "灯塔", "--filter", "nonsense = 1")


main()
