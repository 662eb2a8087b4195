"""XlsxWriter, constant memory. Arguments: database, target."""
import json
import os
import resource
import sqlite3
import sys
from datetime import datetime

import xlsxwriter

database, target = sys.argv[1:]
book = xlsxwriter.Workbook(target, {"constant_memory": True})
sheet = book.add_worksheet("流水")
when = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
money = book.add_format({"num_format": "#,##0.00"})
text = book.add_format({"num_format": "@"})
sheet.freeze_panes(1, 0)
for column, heading in enumerate(["单号", "时间", "平台账户ID", "类型", "金额(元)", "备注"]):
    sheet.write_string(0, column, heading)
row = 0
for id, at, account, kind, fen, memo in sqlite3.connect(database).execute(
    "select id, at, account, kind, fen, memo from orders order by n"
):
    row += 1
    sheet.write_string(row, 0, id, text)
    sheet.write_datetime(row, 1, datetime.fromisoformat(at), when)
    sheet.write_string(row, 2, account, text)
    sheet.write_string(row, 3, kind)
    sheet.write_number(row, 4, fen / 100, money)
    sheet.write_string(row, 5, memo)
book.close()
with open(os.environ["BENCH_PEAK"], "w") as peak:
    peak.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
print(json.dumps({"rows": row}))
