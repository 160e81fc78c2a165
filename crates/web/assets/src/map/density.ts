// The density surface as a picture laid over the map.
import type { Map } from 'maplibre-gl';
import type { Density } from './data';
import { palette, rgb } from './style';

/** Adds the surface under the district borders. */
export function densityLayer(map: Map, density: Density): void {
  const { west, south, cell, columns, rows } = density;
  const [east, north] = [west + columns * cell, south + rows * cell];
  map.addSource('density', {
    type: 'canvas',
    canvas: draw(density),
    animate: false,
    coordinates: [toDegrees(west, north), toDegrees(east, north), toDegrees(east, south), toDegrees(west, south)],
  });
  map.addLayer({ id: 'density', type: 'raster', source: 'density', paint: { 'raster-opacity': 0.9, 'raster-fade-duration': 0 } }, 'municipality-borders');
}

function draw({ columns, rows, values }: Density): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const image = new ImageData(columns, rows);
  const most = Math.max(...values, 1e-9);
  const [few, many] = [rgb(palette().shades[2]), rgb(palette().shades[4])];
  values.forEach((value, i) => {
    const share = Math.sqrt(value / most);
    const row = rows - 1 - Math.floor(i / columns);
    const at = (row * columns + (i % columns)) * 4;
    image.data.set([0, 1, 2].map((c) => few[c]! + (many[c]! - few[c]!) * share), at);
    image.data[at + 3] = share < 0.05 ? 0 : 60 + 190 * share;
  });
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

const DEGREES = 180 / Math.PI;

/** SWEREF 99 TM to longitude and latitude: Lantmäteriet's formulas for Gauss conformal projection. */
export function toDegrees(easting: number, northing: number): [number, number] {
  const flattening = 1 / 298.257222101;
  const n = flattening / (2 - flattening);
  const radius = (6378137 / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
  const e2 = flattening * (2 - flattening);
  const xi = northing / (0.9996 * radius);
  const eta = (easting - 500000) / (0.9996 * radius);
  const delta = [
    n / 2 - (2 * n ** 2) / 3 + (37 * n ** 3) / 96 - n ** 4 / 360,
    n ** 2 / 48 + n ** 3 / 15 - (437 * n ** 4) / 1440,
    (17 * n ** 3) / 480 - (37 * n ** 4) / 840,
    (4397 * n ** 4) / 161280,
  ];
  let [x, y] = [xi, eta];
  delta.forEach((d, i) => {
    const k = 2 * (i + 1);
    x -= d * Math.sin(k * xi) * Math.cosh(k * eta);
    y -= d * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const conformal = Math.asin(Math.sin(x) / Math.cosh(y));
  const longitude = 15 / DEGREES + Math.atan(Math.sinh(y) / Math.cos(x));
  const s2 = Math.sin(conformal) ** 2;
  const series =
    e2 + e2 ** 2 + e2 ** 3 + e2 ** 4
    - ((7 * e2 ** 2 + 17 * e2 ** 3 + 30 * e2 ** 4) / 6) * s2
    + ((224 * e2 ** 3 + 889 * e2 ** 4) / 120) * s2 ** 2
    - ((4279 * e2 ** 4) / 1260) * s2 ** 3;
  const latitude = conformal + Math.sin(conformal) * Math.cos(conformal) * series;
  return [longitude * DEGREES, latitude * DEGREES];
}
