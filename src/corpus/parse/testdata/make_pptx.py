#!/usr/bin/env python3
"""Makes briefing.pptx with python-pptx (pip): the .pptx of the reader's tests."""

import datetime
import pathlib

import pptx
from pptx.util import Inches

HERE = pathlib.Path(__file__).parent


def main():
    show = pptx.Presentation()
    show.core_properties.author = "Lin Heyue"
    show.core_properties.modified = datetime.datetime(2026, 8, 1, 9, 0)
    cover = show.slides.add_slide(show.slide_layouts[0])
    cover.shapes.title.text = "河岳科技中期汇报"
    cover.placeholders[1].text = "二〇二六年八月"
    body = show.slides.add_slide(show.slide_layouts[1])
    body.shapes.title.text = "业务进展"
    frame = body.placeholders[1].text_frame
    frame.text = "云服务新增三家客户"
    item = frame.add_paragraph()
    item.text = "其中两家在南方"
    item.level = 1
    body.notes_slide.notes_text_frame.text = "这里讲一下港口项目的进度。"
    figures = show.slides.add_slide(show.slide_layouts[5])
    figures.shapes.title.text = "Figures"
    table = figures.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    texts = [("业务", "收入(亿元)", ""), ("云服务", "8.1", "7.2"), ("终端", "4.4", "4.5")]
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    # The last slide is shown second.
    order = show.slides._sldIdLst
    order.insert(1, order[2])
    show.save(HERE / "briefing.pptx")


if __name__ == "__main__":
    main()
