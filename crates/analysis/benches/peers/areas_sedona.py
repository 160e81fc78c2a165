"""SedonaDB's join of a million points with 3,363 areas."""

import geopandas
import numpy as np
import sedonadb
from areas import areas, points, told
from peer import timed

shapes = areas()
regions = geopandas.GeoDataFrame({"area": np.arange(len(shapes))}, geometry=shapes)
events = geopandas.GeoDataFrame(geometry=points())
base = sedonadb.connect()
base.create_data_frame(regions).to_view("regions")
base.create_data_frame(events).to_view("events")
QUERY = "SELECT regions.area FROM events JOIN regions ON ST_Contains(regions.geometry, events.geometry)"
timed(lambda: base.sql(QUERY).to_pandas()["area"].to_numpy(), told)
