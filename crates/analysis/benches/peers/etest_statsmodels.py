"""statsmodels' E-test of 2,000 pairs of counts."""

import warnings

from peer import timed
from statsmodels.stats.rates import test_poisson_2indep

warnings.simplefilter("ignore")


def p(i):
    return test_poisson_2indep(i % 40, 1.0, (i * 7) % 40, 1.0, method="etest").pvalue


p(3)
# The pair 0:0 has no test there; ours says 1.
timed(lambda: [p(i) for i in range(2000) if i % 40 or (i * 7) % 40], lambda found: [sum(found) + 2000 - len(found)])
