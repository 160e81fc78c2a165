"""Near repeat by a list of pairs, compiled: pairs near in place are found once over a grid, each order of the times goes through the list.

The reference algorithm that the goal is held against: what a careful numerical programmer writes in an afternoon.
"""

import sys

import numba as nb
import numpy as np
from peer import column, timed

NAME = sys.argv[2]
ORDERS = int(sys.argv[3])


@nb.njit(cache=True)
def pairs(x, y, reach):
    n = len(x)
    columns = int((x.max() - x.min()) / reach) + 1
    cell = ((y - y.min()) / reach).astype(np.int64) * columns + ((x - x.min()) / reach).astype(np.int64)
    order = np.argsort(cell)
    sorted_cells = cell[order]
    rows = int((y.max() - y.min()) / reach) + 1
    starts = np.searchsorted(sorted_cells, np.arange(rows * columns + 1))
    first, second = np.empty(0, np.int32), np.empty(0, np.int32)
    for counting in (True, False):
        found = 0
        for a in range(n):
            i = order[a]
            row, col = cell[i] // columns, cell[i] % columns
            for r in range(max(row - 1, 0), min(row + 2, rows)):
                for c in range(max(col - 1, 0), min(col + 2, columns)):
                    for b in range(starts[r * columns + c], starts[r * columns + c + 1]):
                        j = order[b]
                        if j > i and (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 < reach * reach:
                            if not counting:
                                first[found], second[found] = i, j
                            found += 1
        if counting:
            first = np.empty(found, np.int32)
            second = np.empty(found, np.int32)
    return first, second


@nb.njit(cache=True, parallel=True)
def counts(first, second, t, window, orders):
    found = np.zeros(orders + 1, np.int64)
    for order in nb.prange(orders + 1):
        times = t.copy()
        if order > 0:
            np.random.seed(order)
            np.random.shuffle(times)
        near = 0
        for k in range(len(first)):
            near += abs(times[first[k]] - times[second[k]]) < window
        found[order] = near
    return found


def table(x, y, t, orders):
    first, second = pairs(x, y, 100.0)
    found = counts(first, second, t, np.int16(7), orders)
    return found[0], found[1:].mean(), (1 + (found[1:] >= found[0]).sum()) / (orders + 1)


x, y = column(f"{NAME}_x"), column(f"{NAME}_y")
# Whole days in two bytes, as ours are.
t = column(f"{NAME}_t").astype(np.int16)
table(x[:500], y[:500], t[:500], 4)
timed(lambda: table(x, y, t, ORDERS), lambda found: [found[0]])
