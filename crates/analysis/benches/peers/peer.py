"""What the Python peers share: columns, timing, one line of answer."""

import sys
import time
from pathlib import Path

import numpy as np

FOLDER = Path(sys.argv[1])


def column(name):
    """A column of doubles as our side wrote it."""
    return np.fromfile(FOLDER / f"{name}.f64", dtype="<f8")


def timed(work, told):
    """Does the work once and prints wall and processor seconds of it alone, then numbers of the answer."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(wall, cpu, *(repr(float(number)) for number in told(found)))
