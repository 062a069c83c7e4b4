"""Hostile and broken PDF and office files: read in a process of their own, which may die; the host and the other
files never notice."""
import ctypes
import io
import random
import threading
import zipfile

from support import *

READER = "eider.duckdb_extension"
WORDS = "the lighthouse is lit again and the fishing boats are home"


def pdf_of(objects):
    """A PDF of numbered objects; the first is the catalogue."""
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(out))


def stream(content, entries=b""):
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


def pdf(lines, pages=1):
    """Pages that all show the same lines."""
    shown = b"BT /F1 8 Tf 20 800 Td 10 TL " + b"".join(b"(%b) Tj T* " % line.encode() for line in lines) + b"ET"
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    page = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 840] /Contents 3 0 R "
            b"/Resources << /Font << /F1 4 0 R >> >> >>")
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>",
                   b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, pages), stream(shown),
                   b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"] + [page] * pages)


def slow_pdf():
    """Some seconds of work for the reader, so that it can be met while it reads."""
    return pdf([f"{n} {WORDS} {WORDS}" for n in range(75)], pages=2000)


def docx(body, head=""):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", """<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""")
        archive.writestr("_rels/.rels", """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>""")
        archive.writestr("word/document.xml", f"""<?xml version="1.0"?>{head}
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body>
</w:document>""")
    return kept.getvalue()


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def readers(host=None):
    """The reading processes of a host, or of this one: {number: its /proc/NUMBER/stat fields}."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == (host or os.getpid()) and READER.encode() in (entry / "cmdline").read_bytes():
                found[int(entry.name)] = fields
    return found


def busy_reader(host=None, seconds=60):
    """Waits for a reading process that works: it has used more processor time than its start takes."""
    deadline = time.monotonic() + seconds
    ticks = os.sysconf("SC_CLK_TCK")
    while time.monotonic() < deadline:
        for number, fields in readers(host).items():
            if (int(fields[11]) + int(fields[12])) / ticks > 0.4:
                return number
        time.sleep(0.01)
    raise TimeoutError("no reading process came to work")


class HostileTest(FailureTest):
    """A folder with a good file of each kind, for others to be put beside."""

    def setUp(self):
        super().setUp()
        self.notes = self.folder / "in"
        self.notes.mkdir()
        self.write("good.txt", "灯塔亮了。".encode())
        self.write("good.pdf", pdf([f"1. {WORDS}."]))
        self.write("good.docx", docx(paragraph("海港市的渔船归港。")))

    def write(self, name, content):
        (self.notes / name).write_bytes(content)

    def load(self, connection=None):
        """{name: (status, error)} of all but the good files, which must be there."""
        connection = connection or self.database()
        found = {name: (status, error) for name, status, error in rows(
            connection, f"SELECT parse_filename(path), status, error FROM eider_load('{self.notes}')")}
        for name in ["good.txt", "good.pdf", "good.docx"]:
            self.assertEqual(("ok", None), found.pop(name))
        self.assertEqual({}, readers())
        return found


class Broken(HostileTest):
    def test_good_files_are_read(self):
        connection = self.database()
        self.assertEqual({}, self.load(connection))
        texts = dict(rows(connection, "SELECT parse_filename(path), text FROM eider.document"))
        self.assertIn(WORDS, texts["good.pdf"])
        self.assertEqual("海港市的渔船归港。", texts["good.docx"])

    def test_broken_files(self):
        whole = {"pdf": pdf([WORDS] * 30), "docx": docx(paragraph(WORDS) * 30)}
        for kind, content in whole.items():
            self.write(f"empty.{kind}", b"")
            self.write(f"zeros.{kind}", bytes(10_000))
            self.write(f"words.{kind}", "这不是文件。".encode() * 1000)
            for part in range(1, 8):
                self.write(f"short-{part}.{kind}", content[:len(content) * part // 8])
        loaded = self.load()
        self.assertEqual(20, len(loaded))
        for name, (status, error) in loaded.items():
            self.assertIn(status, ("ok", "empty", "needs_ocr", "error"))
            self.assertEqual(status == "error", f"{self.notes}/{name}" in (error or ""), (name, error))

    def test_bytes_changed_at_random(self):
        chance = random.Random(41)
        for kind, content in {"pdf": pdf([WORDS] * 30), "docx": docx(paragraph(WORDS) * 30)}.items():
            for n in range(100):
                broken = bytearray(content)
                for _ in range(chance.randrange(1, 40)):
                    broken[chance.randrange(len(broken))] = chance.randrange(256)
                self.write(f"changed-{n}.{kind}", bytes(broken))
        self.assertEqual(200, len(self.load()))

    def test_cycles_and_depth(self):
        catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
        self.write("kids.pdf", pdf_of([catalogue, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]))
        self.write("arrays.pdf", pdf_of([catalogue, b"[" * 2_000_000]))
        self.write("forms.pdf", pdf_of([
            catalogue, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
            b"/Resources << /XObject << /X 5 0 R >> >> >>",
            stream(b"/X Do"),
            stream(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                                   b"/Resources << /XObject << /X 5 0 R >> >>")]))
        self.write("nested.docx", docx("<w:tbl><w:tr><w:tc>" * 100_000 + "</w:tc></w:tr></w:tbl>" * 100_000))
        loaded = self.load()
        self.assertEqual({"kids.pdf", "arrays.pdf", "forms.pdf", "nested.docx"}, set(loaded))
        self.assertEqual("error", loaded["nested.docx"][0])

    def test_bombs(self):
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
        self.write("entities.docx", docx(paragraph("&e11;"), f'<!DOCTYPE x [<!ENTITY e0 "lit">{entities}]>'))
        self.write("zeros.docx", docx(paragraph("0" * 400_000_000)))
        connection = self.database()
        loaded = self.load(connection)
        self.assertEqual("error", loaded["zeros.docx"][0])
        self.assertIn("zeros.docx", loaded["zeros.docx"][1])
        text = one(connection, "SELECT text FROM eider.document WHERE path LIKE '%entities.docx'")
        self.assertLess(len(text), 10_000)


class Killed(HostileTest):
    def end_while_it_reads(self, sent):
        self.write("slow.pdf", slow_pdf())
        ended = []

        def end():
            number = busy_reader()
            ended.append(number)
            os.kill(number, sent)

        thread = threading.Thread(target=end)
        thread.start()
        loaded = self.load()
        thread.join()
        self.assertEqual(1, len(ended))
        return loaded["slow.pdf"]

    def test_a_crash_costs_one_row(self):
        self.assertEqual(("error", f"{self.notes}/slow.pdf: the reader crashed (signal 11) on this file"),
                         self.end_while_it_reads(signal.SIGSEGV))

    def test_a_kill_costs_one_row(self):
        status, error = self.end_while_it_reads(signal.SIGKILL)
        self.assertEqual("error", status)
        self.assertIn("slow.pdf: the reader was killed from outside, or by the system for want of memory", error)

    def test_a_cancelled_load_leaves_no_reader(self):
        self.write("slow.pdf", slow_pdf())
        connection = self.database()
        other = connection.cursor()

        def cancel():
            busy_reader()
            rows(other, "SELECT eider_cancel()")

        thread = threading.Thread(target=cancel)
        thread.start()
        with self.assertRaises(duckdb.Error) as caught:
            rows(connection, f"CALL eider_load('{self.notes}')")
        thread.join()
        self.assertIn("the load was stopped", str(caught.exception))
        self.assertEqual({}, readers())

    def test_an_interrupt_of_the_terminal_is_the_hosts_alone(self):
        self.write("slow.pdf", slow_pdf())
        host = start_eider("load", self.folder / "x.duckdb", self.notes, start_new_session=True)
        busy_reader(host.pid)
        os.killpg(host.pid, signal.SIGINT)
        host.communicate()
        with opened(self.folder / "x.duckdb") as connection:
            found = rows(connection, "SELECT parse_filename(path), status FROM eider.document ORDER BY ALL")
        self.assertEqual([("good.docx", "ok"), ("good.pdf", "ok"), ("good.txt", "ok")], found)

    def test_a_killed_host_leaves_no_reader(self):
        self.write("slow.pdf", slow_pdf())
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: an orphan's end is told here
        host = start_eider("load", self.folder / "x.duckdb", self.notes)
        reader = busy_reader(host.pid)
        host.kill()
        host.communicate()
        _, status = os.waitpid(reader, 0)
        self.assertEqual(signal.SIGKILL, os.WTERMSIG(status))


class Hosts(HostileTest):
    """Where the reader is started from."""

    def copied(self):
        folder = self.folder / "elsewhere"
        folder.mkdir()
        copy = folder / READER
        shutil.copy(EXTENSION, copy)
        copy.chmod(0o444)
        return copy

    def test_no_right_to_execute_is_needed(self):
        with duckdb.connect(config=CONFIG) as connection:
            connection.execute(f"LOAD '{self.copied()}'")
            self.assertEqual({}, self.load(without_models(connection)))

    def test_a_relative_path_and_another_folder(self):
        copy = self.copied()
        code, output = run_child("""
os.chdir(sys.argv[2])
connection = duckdb.connect(config=CONFIG)
connection.execute("LOAD 'elsewhere/eider.duckdb_extension'")
os.chdir("/")
print(rows(without_models(connection), f"SELECT status FROM eider_load('{sys.argv[2]}/in')"))
""", copy.parent.parent)
        self.assertEqual((0, "[('ok',), ('ok',), ('ok',)]\n"), (code, output))

    def test_the_file_is_gone(self):
        copy = self.copied()
        connection = duckdb.connect(config=CONFIG)
        connection.execute(f"LOAD '{copy}'")
        copy.unlink()
        found = dict(rows(without_models(connection),
                          f"SELECT parse_filename(path), error FROM eider_load('{self.notes}')"))
        self.assertIsNone(found["good.txt"])
        self.assertIn("the process that reads such files can't be started", found["good.pdf"])
        self.assertIn(str(copy), found["good.pdf"])
        self.assertIn("No such file", found["good.docx"])
        connection.close()

    def test_the_file_was_replaced(self):
        copy = self.copied()
        connection = duckdb.connect(config=CONFIG)
        connection.execute(f"LOAD '{copy}'")
        copy.unlink()
        shutil.copy("/bin/true", copy)
        found = dict(rows(without_models(connection),
                          f"SELECT parse_filename(path), error FROM eider_load('{self.notes}')"))
        self.assertIsNone(found["good.txt"])
        self.assertIn("can't be started", found["good.pdf"])
        connection.close()

    def test_newer_duckdb(self):
        if not NEWER_PYTHON.exists():
            self.skipTest("no second DuckDB")
        code = f"""
import duckdb
connection = duckdb.connect(config={{"allow_unsigned_extensions": "true"}})
connection.execute("LOAD '{EXTENSION}'")
connection.execute("SET eider_embedder = 'none'")
print(connection.execute("SELECT status FROM eider_load('{self.notes}')").fetchall())
"""
        done = subprocess.run([NEWER_PYTHON, "-c", code], capture_output=True, text=True, timeout=120)
        self.assertEqual("[('ok',), ('ok',), ('ok',)]\n", done.stdout, done.stderr)

    def test_command_line(self):
        code, output, error = run_eider("load", self.folder / "x.duckdb", self.notes, "--json")
        self.assertEqual(0, code, error)
        self.assertEqual(3, output.count('"ok"'))

    def test_a_host_that_ignores_its_children_or_hears_no_signals(self):
        code, output = run_child("""
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
connection = without_models(connect(Path(sys.argv[2]) / "x.duckdb"))
print(rows(connection, f"SELECT status FROM eider_load('{sys.argv[2]}/in')"))
""", self.folder)
        self.assertEqual((0, "[('ok',), ('ok',), ('ok',)]\n"), (code, output))

    def test_libraries_that_the_host_preloads_are_not_the_readers(self):
        environment = {**os.environ, "LD_PRELOAD": "/no/such/library.so", "LD_LIBRARY_PATH": "/nowhere"}
        code, output, error = run_eider("load", self.folder / "x.duckdb", self.notes, "--json", env=environment)
        self.assertEqual(0, code, error)
        self.assertEqual(3, output.count('"ok"'))

    def test_a_thread_that_ends_takes_no_reader_with_it(self):
        connection = self.database()
        relation = []
        thread = threading.Thread(target=lambda: relation.append(
            connection.execute(f"SELECT status FROM eider_load('{self.notes}')")))
        thread.start()
        thread.join()
        self.assertEqual([("ok",)] * 3, relation[0].fetchall())

    def test_hidden_proc(self):
        code = f"""
import duckdb
connection = duckdb.connect(config={{"allow_unsigned_extensions": "true"}})
connection.execute("LOAD '{EXTENSION}'")
connection.execute("SET eider_embedder = 'none'")
for row in connection.execute("SELECT parse_filename(path), status, error FROM eider_load('{self.notes}')").fetchall():
    print(*row, sep="|")
"""
        command = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs none /proc && exec "$@"', "sh", sys.executable,
                   "-c", code]
        if subprocess.run([*command[:4], "mount -t tmpfs none /proc"], capture_output=True).returncode != 0:
            self.skipTest("no right to hide /proc")
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        found = dict(line.split("|", 1) for line in done.stdout.splitlines())
        self.assertEqual("ok|None", found.get("good.txt"), done.stderr)
        self.assertEqual("ok|None", found["good.docx"])
        self.assertTrue(found["good.pdf"] == "ok|None" or "good.pdf: the PDF library cannot be opened" in
                        found["good.pdf"], found)


if __name__ == "__main__":
    main()
