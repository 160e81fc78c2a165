"""Kernel density by sharing points between cells and a Fourier transform, with numpy and scipy: the reference algorithm."""

import numpy as np
from peer import column, timed
from scipy import fft

CELL, SIDE, H = 200.0, 40_000.0, 500.0


def surface(x, y):
    n = int(SIDE / CELL)
    rim = int(np.ceil(H / CELL)) + 1
    size = n + 2 * rim
    u, v = x / CELL - 0.5 + rim, y / CELL - 0.5 + rim
    inside = (u >= 0) & (v >= 0) & (u < size - 1) & (v < size - 1)
    u, v = u[inside], v[inside]
    column, row = u.astype(np.int64), v.astype(np.int64)
    right, up = u - column, v - row
    at = row * size + column
    length = size * size
    shared = (
        np.bincount(at, (1 - right) * (1 - up), length)
        + np.bincount(at + 1, right * (1 - up), length)
        + np.bincount(at + size, (1 - right) * up, length)
        + np.bincount(at + size + 1, right * up, length)
    )
    offset = np.arange(-rim, rim + 1) * CELL
    squared = offset[:, None] ** 2 + offset[None, :] ** 2
    kernel = 3 / (np.pi * H * H) * np.maximum(1 - squared / (H * H), 0) ** 2
    whole = fft.next_fast_len(size + 2 * rim, real=True)
    spread = fft.irfft2(fft.rfft2(shared.reshape(size, size), (whole, whole)) * fft.rfft2(kernel, (whole, whole)), (whole, whole))
    return spread[2 * rim : 2 * rim + n, 2 * rim : 2 * rim + n] * 1e6


x, y = column("kde_x"), column("kde_y")
surface(x[:1000], y[:1000])
timed(lambda: surface(x, y), lambda found: [found.sum() * CELL * CELL / 1e6, found.max()])
