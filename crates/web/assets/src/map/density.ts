// The density surface as a picture laid over the map.
import type { Map } from 'maplibre-gl';
import type { Density } from './data';
import { palette, rgb } from './style';

/** Adds the surface under the district borders. */
export function densityLayer(map: Map, density: Density): void {
  map.addSource('density', {
    type: 'canvas',
    canvas: draw(density),
    animate: false,
    coordinates: density.corners,
  });
  map.addLayer({ id: 'density', type: 'raster', source: 'density', paint: { 'raster-opacity': 0.9, 'raster-fade-duration': 0 } }, 'municipality-borders');
}

function draw({ columns, rows, values }: Density): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const image = new ImageData(columns, rows);
  // Not Math.max(...values): a call takes fewer arguments than a surface has cells.
  const most = values.reduce((most, value) => Math.max(most, value), 1e-9);
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
