"""pandas, by order id and then by account, amount and day. Arguments: left, right, report."""
import json
import sys

import pandas as pd
from pandas_files import near_pairs, numbered, read, report_peak

left, right = read(sys.argv[1]), read(sys.argv[2])
keys = ["单号", "amount", "day"]
left["n"], right["n"] = numbered(left, keys), numbered(right, keys)
merged = left.reset_index().merge(right.reset_index(), on=[*keys, "n"], how="outer", suffixes=("", "_r"), indicator=True)
equal = int((merged["_merge"] == "both").sum())
open_left = left.loc[merged.loc[merged["_merge"] == "left_only", "index"].astype(int)]
open_right = right.loc[merged.loc[merged["_merge"] == "right_only", "index_r"].astype(int)]

open_left = open_left.assign(k=open_left.sort_values(["amount", "day"]).groupby("单号").cumcount())
open_right = open_right.assign(k=open_right.sort_values(["amount", "day"]).groupby("单号").cumcount())
differing = open_left.reset_index().merge(open_right.reset_index(), on=["单号", "k"], suffixes=("", "_r"))
open_left = open_left.drop(differing["index"])
open_right = open_right.drop(differing["index_r"])
twins_left = open_left[open_left["单号"].isin(right["单号"])]
twins_right = open_right[open_right["单号"].isin(left["单号"])]
open_left, open_right = open_left.drop(twins_left.index), open_right.drop(twins_right.index)
pairs = near_pairs(open_left, open_right)

open_left = open_left.drop([row for row, _ in pairs])
open_right = open_right.drop([row for _, row in pairs])
fuzzy = left.loc[[row for row, _ in pairs]].reset_index().join(right.loc[[row for _, row in pairs]].reset_index(), rsuffix="_r")
parts = {"differing": differing, "fuzzy": fuzzy, "duplicates": pd.concat([twins_left, twins_right]), "leftOnly": open_left, "rightOnly": open_right}
pd.concat([part.assign(tab=tab) for tab, part in parts.items()]).to_csv(sys.argv[3], index=False)
report_peak()
print(json.dumps({"equal": equal, **{tab: len(part) for tab, part in parts.items()}}))
