"""DBSCAN of scikit-learn over its k-d tree."""

import numpy as np
from peer import column, timed
from sklearn.cluster import DBSCAN

points = np.column_stack([column("dbscan_x"), column("dbscan_y")])
timed(
    lambda: DBSCAN(eps=100, min_samples=10, algorithm="kd_tree", n_jobs=2).fit(points).labels_,
    lambda labels: [labels.max() + 1, (labels == -1).sum()],
)
