"""What the pandas programs share: reading a statement, the nearest-first step, the peak memory."""
import os
import resource
from collections import defaultdict

import pandas as pd

WINDOW_DAYS = 3


def read(path):
    frame = pd.read_csv(path, dtype={"单号": str, "平台账户ID": str, "类型": "category", "备注": str})
    frame["amount"] = (frame["金额(元)"] * 100).round().astype("int64")
    frame["day"] = (pd.to_datetime(frame["时间"], format="%Y-%m-%d %H:%M:%S").astype("int64") // 86_400_000_000_000).astype("int32")
    return frame


def numbered(frame, columns):
    """Numbers rows that are alike in `columns`, so that they pair one to one."""
    number = pd.Series(0, index=frame.index)
    twins = frame.duplicated(columns, keep=False)
    number[twins] = frame[twins].groupby(columns, observed=True).cumcount()
    return number


def near_pairs(left, right):
    """Pairs rows of the same account and amount 1 to 3 days apart, nearest first, earlier days first."""
    open_rows = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for side, frame in enumerate((left, right)):
        for row, account, amount, day in zip(frame.index, frame["平台账户ID"], frame["amount"], frame["day"]):
            open_rows[account, amount][day][side].append(row)
    pairs = []
    for days in open_rows.values():
        for distance in range(WINDOW_DAYS + 1):
            for day in sorted(days):
                later = days.get(day + distance)
                if later is None:
                    continue
                for side in (0, 1) if distance else (0,):
                    while days[day][side] and later[1 - side]:
                        pair = (days[day][side].pop(0), later[1 - side].pop(0))
                        pairs.append(pair if side == 0 else pair[::-1])
    return pairs


def report_peak():
    with open(os.environ["BENCH_PEAK"], "w") as peak:
        peak.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
