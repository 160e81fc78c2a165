"""KDEpy's FFT density. It chooses its own rim: 256 × 256 cells over the points, biweight kernel of 500 m."""

import numpy as np
from KDEpy import FFTKDE
from peer import column, timed

points = np.column_stack([column("kde_x"), column("kde_y")])
# KDEpy's bandwidth is a standard deviation; a biweight of radius h has h/√7 along an axis in its product form.
FFTKDE(kernel="biweight", bw=500 / np.sqrt(7)).fit(points[:1000]).evaluate((256, 256))
timed(lambda: FFTKDE(kernel="biweight", bw=500 / np.sqrt(7)).fit(points).evaluate((256, 256)), lambda found: [])
