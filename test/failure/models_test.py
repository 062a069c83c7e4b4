"""Models that are missing, cut short, altered, or too large for the memory: an error that names the model and
the command that mends it, never the end of the process."""
from support import *


class Models(FailureTest):
    """A folder of models of one's own, with links to the real ones where they are."""

    def setUp(self):
        super().setUp()
        self.models = self.folder / "models"
        self.models.mkdir()
        self.connection = self.database()
        self.connection.execute(f"SET eider_models_folder = '{self.models}'")
        self.connection.execute("RESET eider_embedder")
        self.connection.execute(f"SET eider_generator = '{GENERATOR}'")
        self.notes = write_notes(self.folder / "notes", 1)

    def file_of(self, name):
        return one(self.connection, "SELECT file FROM eider_models() WHERE name = ?", [name])

    def copy(self, name):
        self.require_model(name)
        target = self.models / self.file_of(name)
        shutil.copyfile(MODELS / target.name, target)
        return target

    def status(self, name):
        return one(self.connection, "SELECT status FROM eider_models() WHERE name = ?", [name])

    def test_missing(self):
        self.refuses(self.connection, "SELECT ai_embed('x')", f"eider models pull {EMBEDDER}")
        self.refuses(self.connection, "SELECT ai_complete('x', 'y')", f"eider models pull {GENERATOR}")
        self.refuses(self.connection, f"CALL eider_load('{self.notes}')", f"eider models pull {EMBEDDER}")
        self.assertEqual("missing", self.status(EMBEDDER))

    def test_missing_only_for_the_answer(self):
        rows(self.connection, f"CALL eider_load('{self.notes}', embedder := 'none')")
        self.connection.execute("SET eider_embedder = 'none'")
        self.assertEqual(1, one(self.connection, "SELECT count(*) FROM ai_search('浮标', k := 1)"))
        self.refuses(self.connection, "SELECT ai_answer('浮标是什么颜色？')", f"eider models pull {GENERATOR}")

    def test_truncated(self):
        path = self.copy(EMBEDDER)
        os.truncate(path, path.stat().st_size // 2)
        self.assertEqual("damaged", self.status(EMBEDDER))
        size = path.stat().st_size
        self.refuses(self.connection, "SELECT ai_embed('x')",
                     f"{path}: model {EMBEDDER} is truncated: {size} of {2 * size} bytes; run: eider models pull {EMBEDDER}")

    def test_altered(self):
        path = self.copy(EMBEDDER)
        with open(path, "r+b") as file:
            file.seek(path.stat().st_size - 1000)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 1]))
        self.refuses(self.connection, "SELECT ai_embed('x')", f"eider models pull {EMBEDDER}")
        self.refuses(self.connection, f"CALL eider_load('{self.notes}')", f"model {EMBEDDER} is altered: its SHA-256 is")

    def test_empty_and_a_folder_in_its_place(self):
        (self.models / self.file_of(EMBEDDER)).write_bytes(b"")
        (self.models / self.file_of(GENERATOR)).mkdir()
        self.refuses(self.connection, "SELECT ai_embed('x')", f"eider models pull {EMBEDDER}")
        self.refuses(self.connection, "SELECT ai_complete('x', 'y')", GENERATOR)
        self.assertNotEqual("ready", self.status(GENERATOR))

    def test_a_file_of_ones_own_that_is_no_model(self):
        for name, content in [("words.gguf", b"not a model\n" * 100), ("head.gguf", b"GGUF\x03\x00\x00\x00" + b"\xff" * 64),
                              ("empty.gguf", b"")]:
            path = self.folder / name
            path.write_bytes(content)
            self.refuses(self.connection, f"SELECT ai_complete('x', 'y', {{'model': '{path}'}})", name)

    def test_a_truncated_model_of_ones_own(self):
        self.require_model(GENERATOR)
        path = self.folder / "own.gguf"
        with open(MODELS / self.file_of(GENERATOR), "rb") as source:
            path.write_bytes(source.read(30_000_000))
        self.refuses(self.connection, f"SELECT ai_complete('x', 'y', {{'model': '{path}'}})", "own.gguf")

    def test_mended_while_the_process_runs(self):
        self.refuses(self.connection, "SELECT ai_embed('x')", f"eider models pull {EMBEDDER}")
        self.copy(EMBEDDER)
        self.assertEqual(384, one(self.connection, "SELECT len(ai_embed('x'))"))
        self.assertEqual("ready", self.status(EMBEDDER))

    def test_no_such_model(self):
        self.refuses(self.connection, "SELECT ai_complete('x', 'y', {'model': 'nobody'})", "nobody")
        self.refuses(self.connection, "SELECT ai_complete('x', 'y', {'model': '/nowhere/x.gguf'})", "/nowhere/x.gguf")
        self.refuses(self.connection, f"SELECT ai_complete('x', 'y', {{'model': '{EMBEDDER}'}})", EMBEDDER)

    def test_on_the_command_line(self):
        path = self.folder / "x.duckdb"
        environment = {**os.environ, "EIDER_MODELS": str(self.models)}
        code, output, error = run_eider("load", path, self.notes, env=environment)
        self.assertEqual(1, code)
        self.assertIn(f"eider models pull {EMBEDDER}", error)


NO_MEMORY = """
import resource
connection = without_models(connect(Path(sys.argv[2]) / "x.duckdb"))
connection.execute(f"SET eider_models_folder = '{MODELS}'")
connection.execute("RESET eider_embedder")
connection.execute("SET threads = 2")
rows(connection, "SELECT count(*) FROM range(100000)")
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
limit = used + int(sys.argv[3]) * 1_000_000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    rows(connection, sys.argv[4])
    print("done")
except duckdb.Error as error:
    print(error)
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
print(one(connection, "SELECT 42"))
"""


class NoMemory(FailureTest):
    def outcome(self, megabytes, sql):
        code, output = run_child(NO_MEMORY, self.folder, megabytes, sql)
        self.assertEqual(0, code, f"{megabytes} MB: the process ended with {code}: {output}")
        self.assertEqual("42", output.split()[-1], output)
        return output

    def test_for_the_embedder(self):
        self.require_model(EMBEDDER)
        self.assertIn(f"not enough memory for model {EMBEDDER}", self.outcome(50, "SELECT len(ai_embed('x'))"))
        self.assertIn("choose a smaller model", self.outcome(150, "SELECT len(ai_embed('x'))"))
        self.assertIn("done", self.outcome(1500, "SELECT len(ai_embed('x'))"))

    def test_for_the_generator(self):
        self.require_model(GENERATOR)
        sql = f"SELECT ai_complete('x', 'y', {{'model': '{GENERATOR}', 'max_tokens': 2}})"
        self.assertIn(f"not enough memory for model {GENERATOR}", self.outcome(300, sql))
        self.assertIn("done", self.outcome(3000, sql))

    def test_at_every_size_between(self):
        self.require_model(EMBEDDER)
        for megabytes in [180, 220, 260, 300, 340, 380, 420, 500]:
            with self.subTest(megabytes=megabytes):
                self.outcome(megabytes, "SELECT len(ai_embed('渔船'))")

    def test_for_the_generator_at_every_size_between(self):
        self.require_model(GENERATOR)
        sql = f"SELECT ai_complete('x', 'y', {{'model': '{GENERATOR}', 'max_tokens': 2}})"
        for megabytes in [620, 700, 800, 900, 1100]:
            with self.subTest(megabytes=megabytes):
                self.outcome(megabytes, sql)


if __name__ == "__main__":
    main()
