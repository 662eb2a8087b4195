"""pandas without ids: same account and amount, nearest day within three, one to one. Arguments: left, right, report."""
import json
import sys

import pandas as pd
from pandas_files import near_pairs, numbered, read, report_peak

left, right = read(sys.argv[1]), read(sys.argv[2])
keys = ["平台账户ID", "amount", "day"]
left["n"], right["n"] = numbered(left, keys), numbered(right, keys)
merged = left.reset_index().merge(right.reset_index(), on=[*keys, "n"], how="outer", suffixes=("", "_r"), indicator=True)
same_day = int((merged["_merge"] == "both").sum())
open_left = left.loc[merged.loc[merged["_merge"] == "left_only", "index"].astype(int)]
open_right = right.loc[merged.loc[merged["_merge"] == "right_only", "index_r"].astype(int)]
pairs = near_pairs(open_left, open_right)

near = left.loc[[row for row, _ in pairs]].reset_index().join(right.loc[[row for _, row in pairs]].reset_index(), rsuffix="_r")
open_left = open_left.drop([row for row, _ in pairs])
open_right = open_right.drop([row for _, row in pairs])
parts = {"fuzzy": near, "leftOnly": open_left, "rightOnly": open_right}
pd.concat([part.assign(tab=tab) for tab, part in parts.items()]).to_csv(sys.argv[3], index=False)
report_peak()
print(json.dumps({"equal": same_day, "differing": 0, "duplicates": 0, **{tab: len(part) for tab, part in parts.items()}}))
