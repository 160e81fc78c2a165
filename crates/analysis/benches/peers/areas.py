"""The areas and points as geometries."""

import numpy as np
import shapely
from peer import column

CORNERS = 564


def areas():
    corners = column("areas").reshape(-1, CORNERS, 2)
    return shapely.polygons(np.concatenate([corners, corners[:, :1]], axis=1))


def points():
    return shapely.points(column("points_x"), column("points_y"))


def told(area_of_each):
    counts = np.bincount(area_of_each)
    return [counts.sum(), counts.max()]
