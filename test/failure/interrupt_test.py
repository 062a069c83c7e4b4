"""Ctrl-C, interrupt and cancel: the request ends soon, what was committed stays, and the next request works."""
import threading

from support import *


class CommandLine(FailureTest):
    def interrupt(self, process, after):
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        output, error = process.communicate(timeout=60)
        self.assertLess(time.monotonic() - began, 20, "it took too long to stop")
        return process.returncode, output, error

    def interrupt_at_work(self, *words):
        """Interrupts a command while it works, whatever the machine's speed: one that had not begun (ended by the
        signal itself) is tried again with a longer wait, one that had ended with a shorter one."""
        least, most = 0.0, 2.0
        for _ in range(16):
            after = (least + most) / 2
            code, output, error = self.interrupt(start_eider(*words), after)
            if code == -signal.SIGINT:
                least = after
            elif code == 0:
                most = after
            else:
                return code, output, error
        return self.fail(f"never caught at work: {words}, last after {after} s")

    def test_load(self):
        self.require_model(EMBEDDER)
        notes = write_notes(self.folder / "notes", 130, sentences=1)
        path = self.folder / "x.duckdb"
        process = start_eider("load", path, notes)
        wait_until_written(path, 60_000)
        code, output, error = self.interrupt(process, 0)
        self.assertEqual(1, code, output)
        self.assertIn("stopped; the documents read so far are kept, the next load reads the rest", error)
        with duckdb.connect(str(path)) as connection:
            kept = one(connection, "SELECT count(*) FROM eider.document")
            self.assertTrue(1 <= kept < 130, kept)
            self.assert_whole(connection, embedded=True)

    def test_search(self):
        # Enough passages that building the index takes a while.
        path = self.folder / "x.duckdb"
        with opened(path) as connection:
            connection.execute(f"COPY (SELECT i AS title, 'buoy ' || md5(i::VARCHAR) || ' ' || md5((i * 3)::VARCHAR) "
                               f"AS text FROM range(60000) r(i)) TO '{self.folder}/many.jsonl' (FORMAT json)")
            rows(without_models(connection), f"CALL eider_load('{self.folder}/many.jsonl')")
        code, output, error = self.interrupt_at_work("search", path, "buoy")
        self.assertEqual((1, ""), (code, output))
        self.assertIn("eider: stopped", error)
        code, output, _ = run_eider("search", path, "buoy", "-k", "1")
        self.assertEqual(0, code)
        self.assertIn("buoy", output)

    def test_answer(self):
        self.require_model(GENERATOR)
        path = self.load()
        code, output, error = self.interrupt_at_work("ask", path, "第7号浮标是什么颜色？", "--model", GENERATOR)
        self.assertEqual((1, ""), (code, output))
        self.assertIn("eider: stopped", error)

    def test_answer_in_the_shell_goes_on(self):
        self.require_model(GENERATOR)
        path = self.load()
        process = start_eider(path)
        process.stdin.write(f"SET eider_generator = '{GENERATOR}';\nSELECT 40 + 1 AS begun;\n"
                            "第7号浮标是什么颜色？\nSELECT 40 + 2 AS still;\n")
        process.stdin.flush()
        while "41" not in process.stdout.readline():
            pass
        code, output, error = self.interrupt(process, 0.3)
        self.assertIn("42", output)
        self.assertIn("stopped", error)
        self.assertEqual(1, code)

    def load(self):
        path = self.folder / "x.duckdb"
        with opened(path) as connection:
            rows(without_models(connection), f"CALL eider_load('{write_notes(self.folder / 'notes', 10)}')")
        return path


class Host(FailureTest):
    """Inside another program: DuckDB's own interrupt, and eider_cancel() from a second connection."""

    def stopped(self, connection, sql, stop, wait):
        """The text of the error that ends the statement when `stop` is called after `wait` has returned."""
        def stop_it():
            wait()
            stop()
        stopper = threading.Thread(target=stop_it)
        stopper.start()
        try:
            with self.assertRaises(duckdb.Error) as caught:
                rows(connection, sql)
        finally:
            stopper.join()
        self.assertEqual(42, one(connection, "SELECT 42"))
        return str(caught.exception)

    def stopped_load(self, connection, notes, stop):
        """As `stopped`, once the first documents are committed."""
        second = connection.cursor()
        rows(connection, f"CALL eider_load('{write_notes(self.folder / 'first', 1)}')")  # makes the tables

        def committed():
            deadline = time.monotonic() + 60
            while one(second, "SELECT count(*) FROM eider.document") < 3 and time.monotonic() < deadline:
                time.sleep(0.01)

        text = self.stopped(connection, f"CALL eider_load('{notes}')", stop, committed)
        second.close()
        return text

    def test_interrupt_of_a_load(self):
        notes = write_notes(self.folder / "notes", 600)
        connection = self.database()
        text = self.stopped_load(connection, notes, connection.interrupt)
        self.assertIn("nterrupt", text)
        kept = one(connection, "SELECT count(*) FROM eider.document") - 1
        self.assertTrue(1 <= kept < 600, kept)
        self.assert_whole(connection)
        loaded = rows(connection, f"SELECT status, count(*) FROM eider_load('{notes}') GROUP BY 1 ORDER BY 1")
        self.assertEqual([("ok", 600 - kept), ("unchanged", kept)], loaded)

    def test_cancel_of_a_load(self):
        notes = write_notes(self.folder / "notes", 600)
        connection = self.database()
        second = connection.cursor()
        text = self.stopped_load(connection, notes, lambda: second.execute("SELECT eider_cancel()"))
        self.assertIn("stopped", text)
        self.assertTrue(1 < one(connection, "SELECT count(*) FROM eider.document") < 600)
        self.assert_whole(connection)
        second.close()

    def test_cancel_of_an_answer(self):
        self.require_model(GENERATOR)
        connection = self.database()
        rows(connection, f"CALL eider_load('{write_notes(self.folder / 'notes', 10)}')")
        second = connection.cursor()
        began = time.monotonic()
        text = self.stopped(connection, f"SELECT ai_answer('第7号浮标是什么颜色？', {{'model': '{GENERATOR}'}})",
                            lambda: second.execute("SELECT eider_cancel()"), lambda: time.sleep(0.3))
        self.assertIn("cancel", text.lower())
        self.assertLess(time.monotonic() - began, 20)
        second.close()

    def test_cancel_of_many_rows(self):
        self.require_model(GENERATOR)
        connection = self.database()
        second = connection.cursor()
        sql = f"SELECT ai_complete('row ' || i, 'Write a long story.', {{'model': '{GENERATOR}'}}) FROM range(100) r(i)"
        began = time.monotonic()
        self.stopped(connection, sql, lambda: second.execute("SELECT eider_cancel()"), lambda: time.sleep(1))
        self.assertLess(time.monotonic() - began, 20)
        second.close()


if __name__ == "__main__":
    main()
