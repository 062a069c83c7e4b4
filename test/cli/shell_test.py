"""The shell: lines from a pipe, and keys on a terminal."""
import stat

from support import *

ENDLESS = "SELECT count(*) FROM range(100000000) a, range(1000) b WHERE hash(a.range, b.range) % 7 = 3;"


class Pipe(CliTest):
    def shell(self, text, code=0):
        found, output, error = run_eider(self.file, input=text)
        self.assertEqual(code, found, error)
        return output, error

    def test_sql_over_several_lines(self):
        output, _ = self.shell("CREATE TABLE t AS\n\nSELECT '寒武纪;' AS name,\n  12 AS hits;\nFROM t;\n")
        self.assertEqual("name     hits\n-------  ----\n寒武纪;    12\n(1 row)\n", output)

    def test_no_prompt_and_no_history(self):
        output, error = run_eider(input="SELECT 1 AS a;\n", env={**os.environ, "HOME": str(self.folder)})[1:]
        self.assertEqual(("a\n-\n1\n(1 row)\n", ""), (output, error))
        self.assertEqual([], list(self.folder.iterdir()))

    def test_a_failed_line_does_not_end_it(self):
        output, error = self.shell("FROM nosuch;\n.nope\n.k many\nSELECT 7 AS seven;\nSELECT 1\n", code=1)
        self.assertIn("seven", output)
        for text in ["nosuch", "no such command '.nope'", ".k takes a number", "does not end in ;"]:
            self.assertIn(text, error)

    def test_dot_commands(self):
        output, error = self.shell("CREATE TABLE t (a INTEGER);\n.tables\n.schema t\n.k\n.k 7\n.store\n.store news\n"
                                   ".timer on\nSELECT 1 AS a;\n.help\n.quit\nSELECT 'never' AS b;\n")
        for text in ["main.t", "CREATE TABLE t(a INTEGER)", "k: as Eider chooses", "k: 7", "store: default",
                     "store: news", ".load PATH"]:
            self.assertIn(text, output)
        self.assertNotIn("never", output)
        self.assertRegex(error, r"^0\.\d{3} s\n$")

    def test_search_and_models(self):
        self.load_notes()
        output, _ = self.shell(".k 1\n.search 灯塔\n.models\n")
        self.assertRegex(output, r" 1\. .*\n +.*harbour\.txt:\d+-\d+\n")
        self.assertIn(EMBEDDER, output)

    def test_load_and_question(self):
        for name in [EMBEDDER, GENERATOR]:
            self.require_model(name)
        notes = self.write_notes()
        output, _ = self.shell(f"SET eider_generator = '{GENERATOR}';\n.load '{notes}'\n灯塔的守灯人是谁？\n")
        self.assertIn("3 documents in ", output)
        self.assertIn(GENERATOR, output)

    def test_question_above_the_limit(self):
        _, error = self.shell("问" * 350_000 + "\n", code=1)
        self.assertIn("the question has 1050000 bytes, the limit is 8192", error)

    def test_without_a_file_it_is_in_memory(self):
        output = self.succeeds(input="SELECT current_database() AS name;\n")
        self.assertIn("memory", output)

    def test_ctrl_c_stops_one_request(self):
        process = subprocess.Popen([EIDER, self.file], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        process.stdin.write(f"SELECT 'begun' AS a;\n{ENDLESS}\nSELECT 'after' AS b;\n")
        process.stdin.flush()
        while "begun" not in process.stdout.readline():
            pass
        time.sleep(2.5)
        process.send_signal(signal.SIGINT)
        output, error = process.communicate(timeout=30)
        self.assertIn("after", output)
        self.assertIn("eider: 2 s", error)
        self.assertIn("eider: stopped", error)
        self.assertEqual(1, process.returncode)


class Keys(CliTest):
    def terminal(self):
        terminal = Terminal(self.file, home=self.folder)
        terminal.wait_for("eider> ")
        return terminal

    def test_completion(self):
        terminal = self.terminal()
        terminal.type(".he\t\n")
        self.assertIn(".load PATH", terminal.wait_for("eider> "))
        terminal.type(".s\t")
        terminal.wait_for(".search  .schema  .store")
        self.assertEqual(0, terminal.close())

    def test_ctrl_c_drops_the_line_and_the_shell_goes_on(self):
        terminal = self.terminal()
        terminal.type("SELECT 1,\n")
        terminal.wait_for("...> ")
        terminal.type("\x03")
        terminal.wait_for("eider> ")
        terminal.type("half a ques\x03")
        terminal.wait_for("eider> ")
        terminal.type("SELECT 40 + 2 AS answer;\n")
        self.assertIn("42", terminal.wait_for("(1 row)"))
        self.assertEqual(0, terminal.close())

    def test_ctrl_c_stops_the_request_and_not_the_shell(self):
        terminal = self.terminal()
        terminal.type(ENDLESS + "\n")
        terminal.wait_for("2 s (Ctrl-C stops it)")
        terminal.type("\x03")
        terminal.wait_for("eider: stopped")
        terminal.wait_for("eider> ")
        terminal.type("SELECT 40 + 2 AS answer;\n")
        self.assertIn("42", terminal.wait_for("(1 row)"))
        self.assertEqual(0, terminal.close())

    def test_wide_characters_are_cut_to_the_screen(self):
        terminal = self.terminal()
        terminal.type("SELECT repeat('算力', 100) AS name, 5 AS hits;\n")
        rows = terminal.wait_for("(1 row)").replace("\r", "").split("\n")
        row = next(line for line in rows if line.startswith("算力"))
        self.assertIn("…", row)
        self.assertLessEqual(sum(2 if ord(c) > 0x2E80 else 1 for c in row.rstrip()), 80)
        self.assertEqual(0, terminal.close())

    def test_history(self):
        terminal = self.terminal()
        terminal.type("SELECT '漢字' AS first;\n")
        terminal.wait_for("(1 row)")
        self.assertEqual(0, terminal.close())
        history = self.folder / ".local" / "state" / "eider" / "history"
        self.assertEqual("SELECT '漢字' AS first;\n", history.read_text(encoding="utf-8"))
        self.assertEqual(0o600, stat.S_IMODE(history.stat().st_mode))
        terminal = self.terminal()
        terminal.type("\x1b[A\n")
        self.assertIn("漢字", terminal.wait_for("(1 row)"))
        self.assertEqual(0, terminal.close())


main()
