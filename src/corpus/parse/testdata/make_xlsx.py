#!/usr/bin/env python3
"""Makes figures.xlsx with openpyxl (pip): the .xlsx of the reader's tests."""

import datetime
import pathlib

import openpyxl

HERE = pathlib.Path(__file__).parent


def main():
    book = openpyxl.Workbook()
    book.properties.creator = "Lin Heyue"
    book.properties.modified = datetime.datetime(2026, 7, 6, 9, 0)
    sheet = book.active
    sheet.title = "收入"
    sheet["A1"] = "河岳科技分业务收入"
    sheet.merge_cells("A1:E1")
    sheet["E2"] = "单位：亿元"
    for column, text in enumerate(["业务", "2025年", None, "2026年", None], start=1):
        sheet.cell(3, column, text)
    for column, text in enumerate([None, "收入", "占比", "收入", "占比"], start=1):
        sheet.cell(4, column, text)
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:C3")
    sheet.merge_cells("D3:E3")
    rows = [("云服务", 28.25, 0.565, 33.6, 0.5833333333333334), ("终端", 21.75, 0.435, 24, 5 / 12)]
    for number, row in enumerate(rows, start=5):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            if column in (3, 5):
                cell.number_format = "0.0%"
    sheet["A7"] = "注：2026年为预测数。"
    sheet["A10"] = "合同"
    sheet["B10"] = "签订日"
    sheet["C10"] = "生效"
    sheet["A11"] = "港口云平台"
    sheet["B11"] = datetime.date(2026, 5, 1)
    sheet["C11"] = True
    sheet["A12"] = "电车调度"
    sheet["B12"] = datetime.datetime(2026, 6, 12, 8, 30)
    sheet["B12"].number_format = 'yyyy"年"m"月"d"日" h:mm'
    sheet["C12"] = False
    hidden = book.create_sheet("Notes")
    hidden.sheet_state = "hidden"
    hidden["B2"] = "The figures are of the company's own books, and were not audited."
    book.save(HERE / "figures.xlsx")


if __name__ == "__main__":
    main()
