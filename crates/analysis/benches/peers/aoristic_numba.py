"""Aoristic weights by hour of the week, compiled: the reference algorithm."""

import numba as nb
import numpy as np
from peer import column, timed

HOUR, WEEK = 3600, 604_800


@nb.njit(cache=True, parallel=True)
def pulse(start, end):
    parts = 64
    sums = np.zeros((parts, 168))
    n = len(start)
    for part in nb.prange(parts):
        own = np.zeros(168)
        for i in range(part * n // parts, (part + 1) * n // parts):
            a, b = start[i], end[i]
            if a == b:
                own[(a // HOUR) % 168] += 1.0
                continue
            if b - a > WEEK:
                continue
            at = a
            while at < b:
                until = min((at // HOUR + 1) * HOUR, b)
                own[(at // HOUR) % 168] += (until - at) / (b - a)
                at = until
        sums[part] = own
    return sums.sum(axis=0)


start, end = column("span_from").astype(np.int64), column("span_to").astype(np.int64)
pulse(start[:100], end[:100])
timed(lambda: pulse(start, end), lambda found: [found.max(), found.sum()])
