"""kill -9 and a full disk in the middle of a load: committed documents are whole, none is half there, and the next
load finishes the rest so that nothing tells it from one that was never cut short."""
from support import *

COUNT = 40


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

    def test_at_many_moments(self):
        """Without a model a load is mostly writing, so that the moments fall into transactions."""
        notes = write_notes(self.folder / "notes", 60, sentences=40)
        whole = self.shape_of_a_whole_load()
        path = self.folder / "x.duckdb"
        code = (f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); from support import *\n"
                f"print('begun', flush=True); rows(without_models(connect({str(path)!r})), \"CALL eider_load('{notes}')\")")
        for moment in range(12):
            process = subprocess.Popen([sys.executable, "-c", code, str(BUILD)], stdout=subprocess.PIPE)
            process.stdout.readline()
            time.sleep(0.15 + 0.037 * moment)
            process.kill()
            process.communicate()
            if not path.exists():
                continue
            with duckdb.connect(str(path)) as connection:
                if one(connection, "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'eider'"):
                    self.assert_whole(connection)
        with opened(path) as connection:
            rows(without_models(connection), f"CALL eider_load('{notes}')")
            self.assert_whole(connection)
            self.assertEqual(whole, self.shape(connection))


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
