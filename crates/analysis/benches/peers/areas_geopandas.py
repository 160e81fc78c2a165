"""geopandas' join of a million points with 3,363 areas."""

import geopandas
from areas import areas, points, told
from peer import timed

regions, events = geopandas.GeoDataFrame(geometry=areas()), geopandas.GeoDataFrame(geometry=points())
timed(
    lambda: geopandas.sjoin(events, regions, predicate="within", how="inner")["index_right"].to_numpy(),
    told,
)
