"""Knox's test of PySAL."""

import numpy as np
from peer import column, timed
from pointpats import Knox

events = np.column_stack([column("knox_small_x"), column("knox_small_y")])
t = column("knox_small_t")
# pointpats takes what is up to the edge; ours what is below it.
timed(
    lambda: Knox(events, t[:, None], delta=np.nextafter(100.0, 0.0), tau=6.5, permutations=99),
    lambda found: [found.statistic_],
)
