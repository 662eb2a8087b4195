"""The list as double entry in GnuCash, saved as XML. Arguments: file, book."""
import csv
import json
import os
import sys
from datetime import datetime

import gnucash
from gnucash import Account, GncNumeric, Session, SessionOpenMode, Split, Transaction

SIDES = {
    "收款": ("bank", "funds"),
    "付款": ("transit", "bank"),
    "充值": ("available", "transit"),
    "下单": ("on order", "available"),
    "消耗": ("spent", "on order"),
    "退款": ("available", "on order"),
    "提现": ("withdrawn", "available"),
}
path, target = sys.argv[1:3]
if os.path.exists(target):
    os.remove(target)
session = Session("xml://" + target, SessionOpenMode.SESSION_NEW_STORE)
book = session.book
currency = book.get_table().lookup("CURRENCY", "CNY")
root = book.get_root_account()
accounts = {}


def account(name):
    if name not in accounts:
        made = Account(book)
        root.append_child(made)
        made.SetName(name)
        made.SetType(gnucash.ACCT_TYPE_ASSET)
        made.SetCommodity(currency)
        accounts[name] = made
    return accounts[name]


def purse(name, client):
    return account(name if name in ("bank", "transit") else client + " " + name)


rows = 0
with open(path, encoding="utf-8-sig", newline="") as lines:
    for row in csv.DictReader(lines):
        fen = round(float(row["金额(元)"]) * 100)
        day = datetime.strptime(row["时间"], "%Y-%m-%d %H:%M:%S")
        moved = Transaction(book)
        moved.BeginEdit()
        moved.SetCurrency(currency)
        moved.SetDate(day.day, day.month, day.year)
        moved.SetNum(row["单号"])
        moved.SetDescription(row["类型"] + row["备注"])
        debit, credit = SIDES[row["类型"]]
        for name, amount in ((debit, fen), (credit, -fen)):
            split = Split(book)
            split.SetParent(moved)
            split.SetAccount(purse(name, row["客户"]))
            split.SetValue(GncNumeric(amount, 100))
        moved.CommitEdit()
        rows += 1
session.save()
session.end()
print(json.dumps({"rows": rows}))
