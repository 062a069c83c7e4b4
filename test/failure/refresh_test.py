"""A folder that changes under a store: what goes, moves, cannot be read or is missing as a whole, and a refresh that is
stopped. Nothing that is still true of the folder is lost."""
import threading

from support import *


class Folder(FailureTest):
    def setUp(self):
        super().setUp()
        self.notes = write_notes(self.folder / "notes", 4, sentences=3)
        self.connection = self.database()
        rows(self.connection, f"CALL eider_load('{self.notes}')")
        self.ids = dict(rows(self.connection, "SELECT path, id FROM eider.document"))

    def refresh(self, store="default"):
        """{file name: status} of what is not unchanged."""
        found = rows(self.connection, f"SELECT path, status FROM eider_refresh('{store}')")
        return {Path(path).name: status for path, status in found if status != "unchanged"}

    def id_of(self, name):
        found = rows(self.connection, "SELECT id FROM eider.document WHERE path = ?", [str(self.notes / name)])
        return found[0][0] if found else None

    def note(self, n):
        return self.notes / f"note-{n:03}.txt"

    def before(self, n):
        return self.ids[str(self.note(n))]


class Changes(Folder):
    def test_nothing(self):
        self.assertEqual({}, self.refresh())

    def test_a_file_goes(self):
        self.note(1).unlink()
        self.assertEqual({"note-001.txt": "removed"}, self.refresh())
        self.assertEqual(3, one(self.connection, "SELECT count(*) FROM eider.document"))
        self.assert_whole(self.connection)
        self.assertEqual({}, self.refresh())

    def test_all_files_go(self):
        for n in range(4):
            self.note(n).unlink()
        self.assertEqual({f"note-00{n}.txt": "removed" for n in range(4)}, self.refresh())

    def test_a_file_moves(self):
        before = rows(self.connection, "SELECT id, start, stop FROM eider.chunk ORDER BY id")
        (self.notes / "deep").mkdir()
        self.note(1).rename(self.notes / "deep" / "another.txt")
        self.assertEqual({"another.txt": "moved"}, self.refresh())
        self.assertEqual(self.before(1), self.id_of("deep/another.txt"))
        self.assertEqual(before, rows(self.connection, "SELECT id, start, stop FROM eider.chunk ORDER BY id"))
        hit = rows(self.connection, "SELECT path FROM ai_search('第1号浮标', k := 1)")
        self.assertEqual([(str(self.notes / "deep" / "another.txt"),)], hit)

    def test_a_file_that_moved_is_loaded(self):
        self.note(1).rename(self.notes / "another.txt")
        status = dict(rows(self.connection, f"SELECT path, status FROM eider_load('{self.notes}')"))
        self.assertEqual("moved", status[str(self.notes / "another.txt")])
        self.assertEqual(self.before(1), self.id_of("another.txt"))
        self.assertEqual(4, one(self.connection, "SELECT count(*) FROM eider.document"))

    def test_two_files_exchange_their_names(self):
        other = self.notes / "other.txt"
        self.note(1).rename(other)
        self.note(2).rename(self.note(1))
        other.rename(self.note(2))
        self.assertEqual({"note-001.txt": "moved", "note-002.txt": "moved"}, self.refresh())
        self.assertEqual((self.before(2), self.before(1)), (self.id_of("note-001.txt"), self.id_of("note-002.txt")))
        self.assertEqual({}, self.refresh())

    def test_files_rotate_and_a_new_one_takes_the_first_name(self):
        for n in (2, 1, 0):
            self.note(n).rename(self.note(n + 1))
        self.note(0).write_text("今天的新记录：海面平静，没有风。", encoding="utf-8")
        found = rows(self.connection, "SELECT status, count(*) FROM eider_refresh('default') GROUP BY 1 ORDER BY 1")
        self.assertEqual([("added", 1), ("moved", 3), ("removed", 1)], found)
        self.assertEqual([self.before(n) for n in range(3)], [self.id_of(f"note-00{n}.txt") for n in (1, 2, 3)])
        self.assertEqual(4, one(self.connection, "SELECT count(*) FROM eider.document"))
        self.assertEqual({}, self.refresh())

    def test_a_copy_is_added_and_linked(self):
        shutil.copy(self.note(1), self.notes / "copy.txt")
        self.assertEqual({"copy.txt": "added"}, self.refresh())
        linked = "SELECT duplicate_of FROM eider.document WHERE path LIKE '%/copy.txt'"
        self.assertEqual(self.before(1), one(self.connection, linked))
        self.note(1).unlink()
        self.assertEqual({"note-001.txt": "removed"}, self.refresh())
        self.assertIsNone(one(self.connection, linked))

    def test_a_change_keeps_what_it_did_not_touch(self):
        self.connection.execute("CREATE TABLE before AS SELECT c.id, c.start, c.stop, d.text FROM eider.chunk c "
                                "JOIN eider.document d ON d.id = c.document_id")
        text = self.note(1).read_text(encoding="utf-8")
        self.note(1).write_text(text + "\n第1号浮标在最后一天被收回仓库。\n", encoding="utf-8")
        self.assertEqual({"note-001.txt": "changed"}, self.refresh())
        self.assertEqual(self.before(1), self.id_of("note-001.txt"))
        # Every chunk id that is still there stands for the same bytes.
        kept = rows(self.connection, """
            SELECT encode(b.text)[b.start + 1 : b.stop] = encode(d.text)[c.start + 1 : c.stop], count(*)
            FROM before b JOIN eider.chunk c USING (id) JOIN eider.document d ON d.id = c.document_id GROUP BY 1""")
        self.assertEqual([True], [same for same, _ in kept])

    def test_documents_of_another_place_stay(self):
        other = write_notes(self.folder / "other", 1, sentences=5)
        rows(self.connection, f"CALL eider_load('{other}')")
        self.connection.execute("DELETE FROM eider.source_root WHERE path LIKE '%other'")
        shutil.rmtree(other)
        self.assertEqual({}, self.refresh())

    def test_a_single_file_that_was_loaded_by_name_goes(self):
        single = self.folder / "single.txt"
        single.write_text("一个单独的文件。", encoding="utf-8")
        rows(self.connection, f"CALL eider_load('{single}', store := 'single')")
        single.unlink()
        self.assertEqual({"single.txt": "removed"}, self.refresh("single"))
        single.write_text("它又回来了。", encoding="utf-8")
        self.assertEqual({"single.txt": "added"}, self.refresh("single"))

    def test_another_working_folder(self):
        code, output = run_child("""
import os
folder = Path(sys.argv[2])
os.chdir(folder)
connection = without_models(connect(folder / "relative.duckdb"))
rows(connection, "CALL eider_load('notes')")
os.chdir("/")
(folder / "notes" / "note-000.txt").unlink()
print(rows(connection, "SELECT path, status FROM eider_refresh('default') WHERE status <> 'unchanged'"))
""", self.folder)
        self.assertEqual(0, code, output)
        self.assertEqual("[('notes/note-000.txt', 'removed')]", output.strip())


class Trouble(Folder):
    def test_the_folder_is_missing(self):
        self.notes.rename(self.folder / "away")
        self.refuses(self.connection, "FROM eider_refresh('default')",
                     "notes: the folder is not there; its 4 documents are kept")
        self.assertEqual(4, one(self.connection, "SELECT count(*) FROM eider.document"))
        (self.folder / "away").rename(self.notes)
        self.assertEqual({}, self.refresh())

    def test_one_of_two_folders_is_missing(self):
        other = write_notes(self.folder / "other", 2, sentences=5)
        rows(self.connection, f"CALL eider_load('{other}')")
        self.notes.rename(self.folder / "away")
        (other / "note-000.txt").unlink()
        self.assertEqual({"notes": "error", "note-000.txt": "removed"}, self.refresh())
        self.assertEqual(5, one(self.connection, "SELECT count(*) FROM eider.document"))

    def test_the_disk_is_not_mounted(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", disk]
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
            self.skipTest("needs the right to mount")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], capture_output=True)
        write_notes(disk, 2)
        rows(self.connection, f"CALL eider_load('{disk}', store := 'disk')")
        subprocess.run(["umount", disk], check=True)
        self.refuses(self.connection, "FROM eider_refresh('disk')", "its 2 documents are kept")

    def test_a_folder_below_cannot_be_listed(self):
        if os.geteuid() == 0:
            self.skipTest("root may list every folder")
        deep = write_notes(self.notes / "deep", 2)
        self.refresh()
        deep.chmod(0)
        self.addCleanup(deep.chmod, 0o700)
        self.assertEqual({"deep": "error"}, self.refresh())
        self.assertEqual(6, one(self.connection, "SELECT count(*) FROM eider.document"))

    def test_a_file_becomes_unreadable(self):
        if os.geteuid() == 0:
            self.skipTest("root may read every file")
        self.note(1).chmod(0)
        self.assertEqual({"note-001.txt": "error"}, self.refresh())
        self.assertEqual("ok", one(self.connection, f"SELECT status FROM eider.document WHERE id = {self.before(1)}"))

    def test_a_file_becomes_broken(self):
        self.note(1).write_bytes(bytes(range(256)) * 64)
        self.assertEqual({"note-001.txt": "error"}, self.refresh())
        self.assertEqual("error", one(self.connection, f"SELECT status FROM eider.document WHERE id = {self.before(1)}"))
        self.assert_whole(self.connection)

    def test_a_read_only_database(self):
        close(self.connection)
        connection = self.database(read_only=True)
        self.assertEqual([("unchanged",)], rows(connection, "SELECT DISTINCT status FROM eider_refresh('default')"))
        self.note(1).unlink()
        self.refuses(connection, "FROM eider_refresh('default')", "read-only")

    def test_a_version_1_store_remembers_no_folder(self):
        self.connection.execute("DELETE FROM eider.source_root")
        self.refuses(self.connection, "FROM eider_refresh('default')", "store default: it remembers no folder")

    def test_it_is_stopped_and_goes_on(self):
        write_notes(self.notes, 500)
        second = self.connection.cursor()

        def stop():
            deadline = time.monotonic() + 60
            while one(second, "SELECT count(*) FROM eider.document") < 10 and time.monotonic() < deadline:
                time.sleep(0.01)
            second.execute("SELECT eider_cancel()")

        stopper = threading.Thread(target=stop)
        stopper.start()
        self.refuses(self.connection, "FROM eider_refresh('default')", "stopped")
        stopper.join()
        second.close()
        kept = one(self.connection, "SELECT count(*) FROM eider.document")
        self.assertTrue(10 <= kept < 500, kept)
        self.assert_whole(self.connection)
        found = dict(rows(self.connection, "SELECT status, count(*) FROM eider_refresh('default') GROUP BY 1"))
        self.assertEqual(500, one(self.connection, "SELECT count(*) FROM eider.document"))
        self.assertEqual({"added", "unchanged"}, set(found) - {"changed"})


if __name__ == "__main__":
    main()
