#!/usr/bin/env python3
"""Makes the files of examples/reports anew. Needs openpyxl, python-docx and python-pptx (pip).

Every company, person, place and number in them is made up.
"""

import datetime
import email.header
import pathlib
import textwrap

import docx
import openpyxl
import pptx
from openpyxl.styles import Alignment, Font
from pptx.util import Inches

HERE = pathlib.Path(__file__).parent.parent / "examples" / "reports"
SAVED = datetime.datetime(2026, 10, 20, 9, 0)


def make_workbook():
    """A two-row header, units of 亿 and 万, dates, percents and a hidden sheet."""
    book = openpyxl.Workbook()
    book.properties.creator = "许南桥"
    book.properties.modified = SAVED
    sheet = book.active
    sheet.title = "分业务"
    sheet["A1"] = "云帆重工2026年前三季度分业务情况"
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "编制：云帆重工财务部"
    sheet["G2"] = "截至：2026年9月30日"
    head = [["业务", "营业收入", None, "毛利率", None, "员工", "最近签约"],
            [None, "金额(亿元)", "同比", "本期", "上年同期", "(万人)", None]]
    for number, row in enumerate(head, start=3):
        for column, text in enumerate(row, start=1):
            sheet.cell(number, column, text).alignment = Alignment(horizontal="center")
    for merged in ("A3:A4", "B3:C3", "D3:E3", "G3:G4"):
        sheet.merge_cells(merged)
    rows = [
        ("港口机械", 48.6, 0.125, 0.284, 0.271, 0.62, datetime.date(2026, 9, 18)),
        ("船用设备", 21.3, -0.034, 0.192, 0.205, 0.31, datetime.date(2026, 8, 27)),
        ("海上风电", 15.9, 0.416, 0.173, 0.158, 0.18, datetime.date(2026, 9, 29)),
        ("智能软件", 3.2, 0.88, 0.612, 0.597, 0.05, datetime.date(2026, 9, 5)),
    ]
    for number, row in enumerate(rows, start=5):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            if column in (3, 4, 5):
                cell.number_format = "0.0%"
            if column == 7:
                cell.number_format = 'yyyy"年"m"月"d"日"'
    sheet["A9"] = "注：营业收入为未经审计的合并口径。"
    orders = book.create_sheet("订单")
    orders.append(["订单号", "客户", "金额(万元)", "签约日", "交付"])
    for row in [("YF-2601", "临江港务", 18600, datetime.date(2026, 3, 12), True),
                ("YF-2602", "海角船厂", 7250, datetime.date(2026, 5, 8), False),
                ("YF-2603", "澜州能源", 31400, datetime.date(2026, 9, 29), False)]:
        orders.append(row)
    hidden = book.create_sheet("口径说明")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "员工人数按月末在册人数平均，外包人员不计在内，口径与上一年度一致。"
    book.save(HERE / "yunfan-segments.xlsx")


def make_report():
    """Headings, a list, a table with merged cells, a caption and a page header, in Chinese."""
    report = docx.Document()
    properties = report.core_properties
    properties.author, properties.created, properties.modified = "许南桥", SAVED, SAVED
    report.sections[0].header.paragraphs[0].text = "云帆重工 内部资料"
    report.add_paragraph("云帆重工2026年三季度经营简报", style="Title")
    report.add_paragraph("一、经营概况", style="Heading 1")
    report.add_paragraph(
        "前三季度，公司实现营业收入89亿元，同比增长13.6%。港口机械仍是最大的业务，"
        "海上风电增长最快，主要来自澜州近海项目的设备交付。")
    report.add_paragraph("二、重点项目", style="Heading 1")
    report.add_paragraph("（一）临江港自动化码头", style="Heading 2")
    report.add_paragraph("十二台岸桥已全部安装，九月底开始联合调试。", style="List Bullet")
    report.add_paragraph("调度软件上线后，单船作业时间缩短18%。", style="List Bullet")
    report.add_paragraph("（二）澜州近海风电", style="Heading 2")
    report.add_paragraph("签订设备合同3.14亿元，首批塔筒将于2027年一季度交付。", style="List Number")
    report.add_paragraph("表1 三季度新签合同", style="Caption")
    table = report.add_table(rows=4, cols=3, style="Table Grid")
    texts = [("地区", "新签合同", ""), ("", "数量", "金额(亿元)"), ("国内", "14", "6.7"),
             ("海外", "5", "2.9")]
    for row, line in zip(table.rows, texts):
        for cell, text in zip(row.cells, line):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    report.add_paragraph("三、风险", style="Heading 1")
    report.add_paragraph("钢材价格上涨可能挤压船用设备的利润，公司已锁定四季度六成的用量。")
    report.save(HERE / "yunfan-third-quarter.docx")


def make_slides():
    """A cover, lists of two depths, a table and the speaker's notes, in English."""
    show = pptx.Presentation()
    show.core_properties.author, show.core_properties.modified = "Xu Nanqiao", SAVED
    cover = show.slides.add_slide(show.slide_layouts[0])
    cover.shapes.title.text = "Yunfan Heavy Industries: third quarter of 2026"
    cover.placeholders[1].text = "Briefing for analysts, 20 October 2026"
    points = show.slides.add_slide(show.slide_layouts[1])
    points.shapes.title.text = "What changed"
    frame = points.placeholders[1].text_frame
    frame.text = "Offshore wind grew by 41.6% and is now the third largest segment"
    for text, level in [("Deliveries for the Lanzhou near-shore project", 1),
                        ("Marine equipment fell by 3.4%", 0)]:
        item = frame.add_paragraph()
        item.text, item.level = text, level
    points.notes_slide.notes_text_frame.text = (
        "If asked about steel: six tenths of the fourth quarter's needs are already bought.")
    figures = show.slides.add_slide(show.slide_layouts[5])
    figures.shapes.title.text = "Revenue by segment"
    table = figures.shapes.add_table(4, 3, Inches(1), Inches(2), Inches(8), Inches(2)).table
    for row, line in enumerate([("Segment", "Revenue (CNY 100m)", "Change"),
                                ("Port machinery", "48.6", "12.5%"),
                                ("Marine equipment", "21.3", "-3.4%"),
                                ("Offshore wind", "15.9", "41.6%")]):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    show.save(HERE / "yunfan-analyst-briefing.pptx")


def make_mail():
    """GB2312 with encoded words, an attachment that is text, and a quoted mail."""
    def word(text):
        return email.header.Header(text, "gb2312").encode()

    body = ("各位好：\r\n\r\n"
            "云帆重工今天公布三季报，营业收入48亿元的港口机械业务好于我们的预期。\r\n"
            "我们把全年营业收入的预测上调到121亿元，理由见附件。\r\n\r\n"
            "在 2026年10月19日，周晚晴 写道：\r\n"
            "> 三季报明天几点发布？\r\n")
    table = "指标,原预测,新预测\r\n营业收入(亿元),116,121\r\n净利润(亿元),8.4,8.9\r\n"
    parts = [
        f"From: {word('许南桥')} <xu.nanqiao@yunfan.example>",
        f"To: {word('研究组')} <research@lighthouse.example>",
        f"Subject: {word('云帆重工三季报点评')}",
        "Date: Tue, 20 Oct 2026 18:30:00 +0800",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="part"',
        "",
        "--part",
        "Content-Type: text/plain; charset=gb2312",
        "Content-Transfer-Encoding: 8bit",
        "",
        body,
        "--part",
        f'Content-Type: text/csv; charset=gb2312; name="{word("预测.csv")}"',
        "Content-Disposition: attachment",
        "",
        table,
        "--part--",
        "",
    ]
    (HERE / "yunfan-results-note-gb2312.eml").write_bytes("\r\n".join(parts).encode("gb2312"))


def make_traditional():
    """Big5, wrapped at 20 characters a line as old wire services are."""
    title = "雲帆重工上調全年營收預測"
    paragraphs = [
        "【海角訊】雲帆重工二十日公布第三季財報，前三季營收八十九億元，較去年同期成長百分之十三點六，優於市場預期。",
        "公司發言人許南橋表示，港口機械訂單能見度已到明年下半年，離岸風電則因瀾州近海專案交貨而成長最快。",
        "分析師認為，鋼材價格仍是第四季的主要變數，但公司已鎖定六成用量，毛利率可望持平。",
    ]
    lines = [title, "2026年10月20日", ""]
    for paragraph in paragraphs:
        lines += textwrap.wrap(paragraph, 20) + [""]
    (HERE / "yunfan-outlook-big5.txt").write_bytes("\r\n".join(lines).encode("big5"))


def make_page():
    """A page in Shift_JIS that declares it, in Japanese."""
    page = """<!DOCTYPE html>
<html lang="ja"><head><meta charset="Shift_JIS"><title>雲帆重工、通期見通しを上方修正</title>
<meta property="article:published_time" content="2026-10-20T18:00:00+09:00"></head>
<body><nav><a href="/">トップ</a> <a href="/market">市場</a></nav>
<article><h1>雲帆重工、通期見通しを上方修正</h1>
<p>雲帆重工は20日、2026年通期の売上高見通しを従来より5億元多い121億元に引き上げると発表した。</p>
<p>港湾機械の受注が好調なことに加え、洋上風力の設備の引き渡しが計画より早く進んだためだという。</p>
</article></body></html>
"""
    (HERE / "yunfan-outlook-shift-jis.html").write_bytes(page.encode("shift_jis"))


if __name__ == "__main__":
    for make in (make_workbook, make_report, make_slides, make_mail, make_traditional, make_page):
        make()
