"""Aoristic weights in DuckDB's SQL: each span unfolded into its hours."""

import duckdb
import numpy as np
import pandas as pd
from peer import column, timed

spans = pd.DataFrame({"a": column("span_from").astype(np.int64), "b": column("span_to").astype(np.int64)})
base = duckdb.connect()
base.execute("SET threads = 2")
base.execute("CREATE TABLE spans AS SELECT * FROM spans")
QUERY = """
    SELECT hour % 168 AS h, sum(CASE WHEN a = b THEN 1.0 ELSE (least(b, (hour + 1) * 3600) - greatest(a, hour * 3600)) / (b - a)::DOUBLE END) AS n
    FROM (SELECT a, b, unnest(range(a // 3600, greatest(a // 3600 + 1, (b + 3599) // 3600))) AS hour FROM spans WHERE b - a <= 604800)
    GROUP BY h
"""
timed(lambda: base.execute(QUERY).fetchnumpy()["n"], lambda found: [found.max(), found.sum()])
