"""Gi* of PySAL on 200 × 200 cells with their eight neighbours and themselves."""

import warnings

import esda
import libpysal
from peer import column, timed

warnings.simplefilter("ignore")


def hot(values, side):
    weights = libpysal.weights.lat2W(side, side, rook=False)
    return esda.G_Local(values, weights, transform="B", star=True, permutations=0)


values = column("heat")
hot(values[:400], 20)
timed(lambda: hot(values, 200), lambda found: [found.Zs.max(), found.Zs.min()])
