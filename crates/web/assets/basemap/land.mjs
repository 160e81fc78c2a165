// The two layers of the base map as GeoJSON: Sweden's municipalities and the land around.
import { readFile } from 'node:fs/promises';
import { feature, mesh } from 'topojson-client';

/** West, south, east, north: what is drawn around Sweden. */
const BOX = [3, 53, 33, 71.5];

const json = async (url) => JSON.parse(await readFile(url, 'utf8'));

/** Municipalities as areas with name and code, and their borders once each. */
export async function municipalities() {
  const topology = await json(new URL('municipalities.topojson', import.meta.url));
  const layer = topology.objects.municipalities;
  const areas = feature(topology, layer).features;
  const borders = { type: 'Feature', properties: { border: true }, geometry: mesh(topology, layer, (a, b) => a !== b) };
  return collection([...areas, borders], 4);
}

/** The countries around Sweden, cut at the box. */
export async function land() {
  const atlas = await json(new URL('../node_modules/world-atlas/countries-50m.json', import.meta.url));
  const features = [];
  for (const country of feature(atlas, atlas.objects.countries).features) {
    if (country.properties.name === 'Sweden') continue;
    const { type, coordinates } = country.geometry;
    const polygons = type === 'Polygon' ? [coordinates] : coordinates;
    const kept = polygons.map((rings) => rings.map(cut).filter((ring) => ring.length > 3)).filter((rings) => rings.length > 0);
    if (kept.length > 0) {
      features.push({ type: 'Feature', properties: { name: country.properties.name }, geometry: { type: 'MultiPolygon', coordinates: kept } });
    }
  }
  return collection(features, 3);
}

function collection(features, decimals) {
  const factor = 10 ** decimals;
  return JSON.stringify({ type: 'FeatureCollection', features }, (_, value) =>
    typeof value === 'number' ? Math.round(value * factor) / factor : value,
  );
}

/** Sutherland and Hodgman's clipping of a ring at the four sides of the box. */
function cut(ring) {
  const sides = [
    [0, (v) => v >= BOX[0], BOX[0]],
    [0, (v) => v <= BOX[2], BOX[2]],
    [1, (v) => v >= BOX[1], BOX[1]],
    [1, (v) => v <= BOX[3], BOX[3]],
  ];
  let points = ring.slice(0, -1);
  for (const [axis, inside, limit] of sides) {
    const next = [];
    points.forEach((point, i) => {
      const before = points[(i + points.length - 1) % points.length];
      if (inside(point[axis]) !== inside(before[axis])) {
        const t = (limit - before[axis]) / (point[axis] - before[axis]);
        next.push([before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])]);
      }
      if (inside(point[axis])) next.push(point);
    });
    points = next;
  }
  return points.length > 2 ? [...points, points[0]] : [];
}
