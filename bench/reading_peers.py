#!/usr/bin/env python3
"""How many documents a second are read from one mixed folder, beside markitdown and docling.

usage: reading_peers.py BUILD [--documents N] [--peers VENV]... [--memory]

BUILD is a build folder with the program eider, the extension and bench/read_files. The folder is
made here: the texts of examples/, and N documents of each format with sentences of their own, each
with a sentence of its number. Every system reads all of them, one after the other in one process
of its own, and must give back that sentence, or the document does not count. Printed for each: documents
a second, peak memory, and how many sentences were found. VENV is a virtual environment in which
`pip install 'markitdown[docx,xlsx,pptx,pdf]'` or `pip install docling` was run; a peer that is not
there, or that cannot read the format without a download, is passed over and named.

--memory loads 10, 100 and 1,000 documents of one size and prints the peak memory of each load.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import tempfile
import time
import zipfile
from email.message import EmailMessage

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
WHO = ("The harbour master", "A baker from the old town", "Her neighbour", "The night ferry",
       "An engineer on the quay", "The library")
DOES = ("counted the crates in the third shed", "repaired the crane before dawn",
        "published the figures for last year", "moved the books upstairs",
        "waited under the lighthouse", "asked what a ton of freight costs")
PARAGRAPHS = 40


def sentence(speaker):
    return f"{speaker.choice(WHO)} {speaker.choice(DOES)}, and nobody objected."


def paragraphs(number):
    """Of document `number`; the middle one holds the sentence that must be found again."""
    speaker = random.Random(number)
    found = [" ".join(sentence(speaker) for _ in range(5)) for _ in range(PARAGRAPHS)]
    found[PARAGRAPHS // 2] = marker(number)
    return found


def marker(number):
    return f"Crate {number:05d} was opened at noon."


def rows(number):
    return [["crate", "tons", "note"]] + [[str(i), str(i * 3), text]
                                          for i, text in enumerate(paragraphs(number))]


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def make_txt(path, number):
    path.write_text("\n\n".join(["A day on the quay", *paragraphs(number)]) + "\n")


def make_md(path, number):
    lines = ["# A day on the quay", *paragraphs(number), "| crate | tons |\n|---|---|\n| 1 | 3 |"]
    path.write_text("\n\n".join(lines) + "\n")


def make_html(path, number):
    menu = "".join(f'<li><a href="/{i}">Menu {i}</a></li>' for i in range(30))
    body = "".join(f"<p>{escaped(p)}</p>\n" for p in paragraphs(number))
    path.write_text(f"<!DOCTYPE html><html><head><title>Quay</title></head><body><nav><ul>{menu}"
                    f"</ul></nav><article><h1>A day on the quay</h1>{body}</article></body></html>")


def make_csv(path, number):
    path.write_text("".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows(number)))


def make_json(path, number):
    path.write_text(json.dumps([{"title": f"Crate {i}", "text": text}
                                for i, text in enumerate(paragraphs(number))]))


def make_eml(path, number):
    mail = EmailMessage()
    mail["From"], mail["To"] = "ann@example.org", "bo@example.org"
    mail["Subject"], mail["Date"] = "A day on the quay", "Mon, 02 Mar 2026 08:30:00 +0100"
    mail.set_content("\n\n".join(paragraphs(number)))
    path.write_bytes(bytes(mail))


def zip_parts(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)


OFFICE = "http://schemas.openxmlformats.org/"
TYPES = "application/vnd.openxmlformats-officedocument."


def content_types(parts):
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{TYPES}{kind}+xml"/>'
                        for name, kind in parts.items())
    return (f'<Types xmlns="{OFFICE}package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>')


def relations(targets):
    links = "".join(f'<Relationship Id="r{i}" Type="{OFFICE}officeDocument/2006/relationships/'
                    f'{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(targets))
    return f'<Relationships xmlns="{OFFICE}package/2006/relationships">{links}</Relationships>'


def make_docx(path, number):
    body = "".join(f"<w:p><w:r><w:t>{escaped(p)}</w:t></w:r></w:p>" for p in paragraphs(number))
    zip_parts(path, {
        "[Content_Types].xml": content_types(
            {"word/document.xml": "wordprocessingml.document.main"}),
        "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": f'<w:document xmlns:w="{OFFICE}wordprocessingml/2006/main"><w:body>'
                             f"{body}</w:body></w:document>"})


def make_xlsx(path, number):
    sheet = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{escaped(cell)}</t></is></c>'
                                      for cell in row) + "</row>" for row in rows(number))
    main = f'xmlns="{OFFICE}spreadsheetml/2006/main"'
    zip_parts(path, {
        "[Content_Types].xml": content_types({"xl/workbook.xml": "spreadsheetml.sheet.main",
                                              "xl/worksheets/sheet1.xml":
                                              "spreadsheetml.worksheet"}),
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": relations([("worksheet", "worksheets/sheet1.xml")]),
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{OFFICE}officeDocument/2006/relationships">'
                           '<sheets><sheet name="Quay" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{sheet}</sheetData>"
                                    "</worksheet>"})


def make_pdf(path, number):
    """One page of Helvetica for every 20 paragraphs, written by hand."""
    texts = paragraphs(number)
    pages = [texts[i:i + 20] for i in range(0, len(texts), 20)]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>",
               f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for i, page in enumerate(pages):
        stream = "BT /F 9 Tf 12 TL 40 800 Td\n"
        for text in page:
            words = text.split()
            for at in range(0, len(words), 18):
                stream += f"({' '.join(words[at:at + 18])}) Tj T*\n"
            stream += "T*\n"
        stream += "ET"
        objects.append("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R"
                       f">>>>/Contents {5 + 2 * i} 0 R>>")
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    file, places = b"%PDF-1.4\n", []
    for i, text in enumerate(objects):
        places.append(len(file))
        file += f"{i + 1} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    file += (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size "
             f"{len(objects) + 1}>>\nstartxref\n{len(file)}\n%%EOF\n").encode()
    path.write_bytes(file)


FORMATS = {"txt": make_txt, "md": make_md, "html": make_html, "csv": make_csv, "json": make_json,
           "eml": make_eml, "docx": make_docx, "xlsx": make_xlsx, "pdf": make_pdf}


def make_folder(folder, count):
    """{path: the sentence it must give}; the examples must only give some text."""
    wanted = {}
    for kind, make in FORMATS.items():
        for number in range(count):
            path = folder / f"quay-{number:04d}.{kind}"
            make(path, number)
            wanted[str(path)] = marker(number)
    for source in sorted((REPOSITORY / "examples").rglob("*")):
        if source.suffix[1:] in {*FORMATS, "pptx"}:
            path = folder / f"{source.parent.name}-{source.name}"
            path.write_bytes(source.read_bytes())
            wanted[str(path)] = ""
    return wanted


# What a peer's interpreter runs: the same loop as read_files, import time not counted.
PEERS = {
    "markitdown": """
from markitdown import MarkItDown
reader = MarkItDown()
def read(path): return reader.convert(path).text_content
""",
    "docling": """
from docling.document_converter import DocumentConverter
reader = DocumentConverter()
def read(path): return reader.convert(path).document.export_to_markdown()
""",
}
LOOP = """
import json, sys, time, warnings, logging
warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
for path in sys.stdin.read().splitlines():
    began, text, error = time.perf_counter(), "", ""
    try: text = read(path)
    except Exception as failure: error = type(failure).__name__
    print(json.dumps({"path": path, "seconds": time.perf_counter() - began, "error": error,
                      "text": text}), flush=True)
"""


def run(command, given=None):
    """Output, seconds, peak memory (MB) and exit status of one process."""
    began = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    with process.stdin as pipe:
        if given is not None:
            pipe.write(given)
    output = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return output, time.perf_counter() - began, usage.ru_maxrss / 1024, process.returncode


def report(name, lines, seconds, memory, wanted):
    found = [line for line in lines if not line["error"] and line["text"].strip() and
             wanted[line["path"]] in " ".join(line["text"].replace("\\", "").split())]
    print(f"{name:<28}{len(found) / seconds:>10.1f} documents/s{memory:>8.0f} MB"
          f"{len(found):>7} of {len(wanted)} read rightly, {seconds:.2f} s", flush=True)
    by_kind = {}
    for line in lines:
        kind = pathlib.Path(line["path"]).suffix[1:]
        right = by_kind.setdefault(kind, [0, 0, 0.0])
        right[0] += line in found
        right[1] += 1
        right[2] += line["seconds"]
    if not any(took for _, _, took in by_kind.values()):
        return
    print("   " + ", ".join(f"{kind} {right} of {all_} at {all_ / max(took, 1e-9):.0f}/s"
                            for kind, (right, all_, took) in sorted(by_kind.items())), flush=True)


def read_alone(build, wanted):
    output, _, memory, _ = run([str(build / "bench/read_files"), *wanted])
    lines = [json.loads(line) for line in output.splitlines()]
    report("eider, parsing alone", lines, sum(line["seconds"] for line in lines), memory, wanted)


def load(build, folder, database):
    # As `eider load` does: a statement that may write would hold back the checkpoints.
    query = ("BEGIN TRANSACTION READ ONLY; "
             f"SELECT count(*) AS n FROM eider_load('{folder}', embedder := 'none')")
    _, seconds, memory, code = run([str(build / "eider"), "sql", str(database), query])
    if code != 0:
        raise SystemExit("eider sql failed: " + query)
    return seconds, memory


def load_all(build, folder, scratch, wanted):
    database = scratch / "peers.duckdb"
    seconds, memory = load(build, folder, database)
    query = "SELECT path, text, coalesce(error, '') AS error FROM eider.document"
    output, *_ = run([str(build / "eider"), "sql", str(database), query])
    lines = [dict(row, seconds=0.0) for row in json.loads(output)]
    report("eider load, no embedder", lines, seconds, memory, wanted)


def read_by_peer(name, venv, wanted):
    python = venv / "bin/python"
    probe = subprocess.run([python, "-c", PEERS[name]], capture_output=True, text=True)
    if probe.returncode != 0:
        return probe.stderr.strip().splitlines()[-1][:120]
    output, _, memory, _ = run([str(python), "-c", PEERS[name] + LOOP], "\n".join(wanted))
    lines = [json.loads(line) for line in output.splitlines()]
    report(name, lines, sum(line["seconds"] for line in lines), memory, wanted)
    return ""


def measure_memory(build):
    print("peak memory of a load of documents of one size (100 KB of text):")
    for count in (10, 100, 1000):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name) / "documents"
            folder.mkdir()
            for number in range(count):
                text = "\n\n".join(" ".join(paragraphs(number * 10 + i)) for i in range(10))
                (folder / f"{number}.txt").write_text(text)
            seconds, memory = load(build, folder, pathlib.Path(name) / "memory.duckdb")
            print(f"{count:>6} documents{memory:>8.0f} MB{seconds:>8.2f} s", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--documents", type=int, default=20)
    options.add_argument("--peers", type=pathlib.Path, action="append", default=[])
    options.add_argument("--memory", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        folder = scratch / "documents"
        folder.mkdir()
        wanted = make_folder(folder, given.documents)
        read_alone(given.build, wanted)
        load_all(given.build, folder, scratch, wanted)
        for peer in PEERS:
            reasons = [read_by_peer(peer, venv, wanted) for venv in given.peers]
            if "" not in reasons:
                print(f"{peer}: skipped: {'; '.join(reasons) or 'no --peers named'}")
    if given.memory:
        measure_memory(given.build)


if __name__ == "__main__":
    main()
