"""PostGIS' join of a million points with 3,363 areas; the database is named by PEER_POSTGIS, such as `dbname=peers host=/run/postgresql`."""

import os

import psycopg
import shapely
from areas import areas, points
from peer import timed

with psycopg.connect(os.environ["PEER_POSTGIS"], autocommit=True) as base:
    base.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    base.execute("CREATE TEMP TABLE regions (area int, geometry geometry)")
    base.execute("CREATE TEMP TABLE events (geometry geometry)")
    for table, shapes in (("regions (area, geometry)", areas()), ("events (geometry)", points())):
        with base.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for number, shape in enumerate(shapely.to_wkb(shapes, hex=True)):
                copy.write_row((number, shape) if "area" in table else (shape,))
    base.execute("CREATE INDEX ON regions USING gist (geometry)")
    base.execute("ANALYZE regions")
    base.execute("ANALYZE events")
    QUERY = "SELECT sum(n), max(n) FROM (SELECT count(*) AS n FROM events JOIN regions ON ST_Contains(regions.geometry, events.geometry) GROUP BY area) AS c"
    timed(lambda: base.execute(QUERY).fetchone(), lambda found: found)
