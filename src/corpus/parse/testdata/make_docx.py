#!/usr/bin/env python3
"""Makes report.docx with python-docx (pip): the .docx of the reader's tests."""

import datetime
import pathlib

import docx
from docx.enum.style import WD_STYLE_TYPE

HERE = pathlib.Path(__file__).parent


def main():
    document = docx.Document()
    properties = document.core_properties
    properties.title = "Quarterly note"
    properties.author = "Lin Heyue"
    properties.created = datetime.datetime(2026, 4, 2, 9, 30)
    properties.modified = datetime.datetime(2026, 4, 3, 10, 0)
    chinese = document.styles.add_style("标题 2", WD_STYLE_TYPE.PARAGRAPH)
    chinese.base_style = document.styles["Normal"]
    document.add_paragraph("河岳科技季度简报", style="Title")
    document.add_paragraph("经营情况", style="Heading 1")
    document.add_paragraph("本季度收入为12.5亿元，同比增长8.3%，主要来自云服务。")
    document.add_paragraph("分业务收入", style="标题 2")
    document.add_paragraph("云服务签下三家新客户", style="List Bullet")
    document.add_paragraph("其中两家在南方", style="List Bullet 2")
    document.add_paragraph("表1 分业务收入", style="Caption")
    table = document.add_table(rows=4, cols=3)
    rows = [("业务", "收入(亿元)", ""), ("", "本季", "上季"), ("云服务", "8.1", "7.2"),
            ("终端", "4.4", "4.5")]
    for row, texts in zip(table.rows, rows):
        for cell, text in zip(row.cells, texts):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    document.add_paragraph("展望", style="Heading 1")
    document.add_paragraph("The company expects a steady second half, and keeps its plan.")
    document.sections[0].header.paragraphs[0].text = "内部资料 请勿外传"
    document.save(HERE / "report.docx")


if __name__ == "__main__":
    main()
