// How the map looks. The shades are those of the drawn map; numbers and a hatch say the same.
import type { FeatureCollection, Point } from 'geojson';
import type { AddLayerObject } from 'maplibre-gl';
import type { Grid, MapData } from './data';

interface Palette {
  water: string;
  land: string;
  near: string;
  border: string;
  ink: string;
  halo: string;
  circle: string;
  circleInk: string;
  mark: string;
  shades: [string, string, string, string, string];
}

const LIGHT: Palette = {
  water: '#d3e2e8', land: '#eef1f0', near: '#e7ecea', border: '#9fb0b6', ink: '#16262e', halo: '#ffffff',
  circle: '#5a2f6b', circleInk: '#ffffff', mark: '#16262e',
  shades: ['#f4f7f7', '#cfe4e5', '#93c3c8', '#4a98a2', '#0b5c68'],
};
const DARK: Palette = {
  water: '#0c1c26', land: '#182227', near: '#1c282d', border: '#4d6068', ink: '#e8eef0', halo: '#10191d',
  circle: '#e2c4ee', circleInk: '#24112c', mark: '#ffffff',
  shades: ['#19262b', '#224047', '#2f6a73', '#56a3ad', '#a6e0e6'],
};

export function palette(): Palette {
  return matchMedia('(prefers-color-scheme: dark)').matches ? DARK : LIGHT;
}

/** The zoom at which a square of so many metres is about 70 pixels wide in the south of Sweden. */
export function zoomOf(size: number): number {
  return Math.log2((70 * 41_500) / size);
}

/** Diagonal lines for the darkest shade. */
export function hatch(): ImageData {
  const side = 16;
  const image = new ImageData(side, side);
  const colours = palette().shades;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const line = (x + y) % 8 < 2;
      image.data.set([...rgb(line ? colours[2] : colours[4]), 255], (y * side + x) * 4);
    }
  }
  return image;
}

/** Diagonal lines the other way, for what lies outside the filter. */
export function outside(): ImageData {
  const side = 16;
  const image = new ImageData(side, side);
  const p = palette();
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const line = (x - y + side) % 8 < 1;
      image.data.set([...rgb(line ? p.border : p.halo), 255], (y * side + x) * 4);
    }
  }
  return image;
}

export function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function squareSource(grid: Grid): FeatureCollection<Point, { count: number }> {
  return {
    type: 'FeatureCollection',
    features: grid.squares.map(([lon, lat, count]) => ({
      type: 'Feature', properties: { count }, geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  };
}

/** A point inside the largest part of each district, for its name and number. */
export function districtSource(data: MapData): FeatureCollection<Point, { name: string; count: number; rank: number }> {
  return {
    type: 'FeatureCollection',
    features: data.districts.features.filter((district) => district.properties.count !== null).map((district) => {
      const rings = district.geometry.coordinates.map((polygon) => polygon[0] ?? []);
      const largest = rings.map(middle).sort((a, b) => b.area - a.area)[0];
      const { name, count, rank } = district.properties;
      return { type: 'Feature', properties: { name, count: count ?? 0, rank }, geometry: { type: 'Point', coordinates: largest?.at ?? [0, 0] } };
    }),
  };
}

function middle(ring: number[][]): { area: number; at: [number, number] } {
  let area = 0;
  let x = 0;
  let y = 0;
  ring.slice(1).forEach((to, i) => {
    const from = ring[i]!;
    const cross = from[0]! * to[1]! - to[0]! * from[1]!;
    area += cross / 2;
    x += (from[0]! + to[0]!) * cross;
    y += (from[1]! + to[1]!) * cross;
  });
  return { area: Math.abs(area), at: area === 0 ? [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0] : [x / (6 * area), y / (6 * area)] };
}

/** So many districts have their names at every zoom, those with most incidents first. */
const LARGEST = 5;

export function layers(data: MapData): AddLayerObject[] {
  const p = palette();
  const beside = { 'text-variable-anchor': ['top', 'bottom', 'left', 'right'], 'text-radial-offset': 1.1, 'text-justify': 'auto', 'text-size': 12, 'text-max-width': 9 } as const;
  const [none, few, some, more] = data.edges;
  const size = ['interpolate', ['linear'], ['sqrt', ['get', 'count']], 1, 11, 6, 24, 14, 38] as const;
  const circlesFrom = data.grids[0] ? Math.max(9.5, zoomOf(data.grids[0].size) - 1) : 24;
  const base: AddLayerObject[] = [
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': p.near } },
    { id: 'sweden', type: 'fill', source: 'municipalities', filter: ['has', 'code'], paint: { 'fill-color': p.land } },
    {
      id: 'districts', type: 'fill', source: 'districts',
      paint: {
        'fill-opacity': 0.85,
        'fill-color': ['step', ['coalesce', ['get', 'count'], 0], p.shades[0], (none ?? 0) + 1, p.shades[1], (few ?? 2) + 1, p.shades[2], (some ?? 5) + 1, p.shades[3], (more ?? 10) + 1, p.shades[4]],
      },
    },
    { id: 'districts-most', type: 'fill', source: 'districts', filter: ['>', ['coalesce', ['get', 'count'], 0], more ?? 10], paint: { 'fill-pattern': 'hatch', 'fill-opacity': 0.85 } },
    { id: 'districts-outside', type: 'fill', source: 'districts', filter: ['==', ['get', 'count'], null], paint: { 'fill-pattern': 'outside', 'fill-opacity': 0.85 } },
    { id: 'municipality-borders', type: 'line', source: 'municipalities', filter: ['has', 'border'], paint: { 'line-color': p.border, 'line-width': 1.2, 'line-dasharray': [3, 2] } },
    { id: 'district-borders', type: 'line', source: 'districts', paint: { 'line-color': p.ink, 'line-opacity': 0.45, 'line-width': 0.8 } },
    { id: 'district-marked', type: 'line', source: 'districts', paint: { 'line-color': p.mark, 'line-width': 3, 'line-opacity': ['case', ['boolean', ['feature-state', 'marked'], false], 1, 0] } },
  ];
  const names: AddLayerObject[] = [
    {
      id: 'district-numbers', type: 'symbol', source: 'district-names', maxzoom: circlesFrom,
      layout: { 'text-field': ['concat', ['get', 'name'], '\n', ['to-string', ['get', 'count']]], 'text-size': 12, 'symbol-sort-key': ['-', 0, ['get', 'count']], 'text-max-width': 9 },
      paint: { 'text-color': p.ink, 'text-halo-color': p.halo, 'text-halo-width': 1.6 },
    },
    {
      id: 'district-names', type: 'symbol', source: 'district-names', minzoom: circlesFrom, filter: ['>=', ['get', 'rank'], LARGEST],
      layout: { ...beside, 'text-variable-anchor': [...beside['text-variable-anchor']], 'text-field': ['get', 'name'], 'symbol-sort-key': ['-', 0, ['get', 'count']] },
      paint: { 'text-color': p.ink, 'text-halo-color': p.halo, 'text-halo-width': 1.6 },
    },
  ];
  const circles = data.grids.flatMap((grid, i): AddLayerObject[] => {
    const next = data.grids[i + 1];
    const range = { minzoom: i === 0 ? circlesFrom : zoomOf(grid.size), maxzoom: next ? zoomOf(next.size) : 24 };
    return [
      { id: `circles-${i}`, type: 'circle', source: `grid-${i}`, ...range, paint: { 'circle-color': p.circle, 'circle-opacity': 0.85, 'circle-stroke-color': p.halo, 'circle-stroke-width': 1.2, 'circle-radius': [...size] as never } },
      { id: `numbers-${i}`, type: 'symbol', source: `grid-${i}`, ...range, layout: { 'text-field': ['to-string', ['get', 'count']], 'text-size': 12, 'text-allow-overlap': true, 'text-padding': 8, 'symbol-sort-key': ['get', 'count'] }, paint: { 'text-color': p.circleInk } },
    ];
  });
  // The largest keep their names whatever lies in the way.
  const largest: AddLayerObject = {
    id: 'largest-names', type: 'symbol', source: 'district-names', minzoom: circlesFrom, filter: ['<', ['get', 'rank'], LARGEST],
    layout: { ...beside, 'text-variable-anchor': [...beside['text-variable-anchor']], 'text-field': ['get', 'name'], 'text-allow-overlap': true, 'symbol-sort-key': ['get', 'rank'] },
    paint: { 'text-color': p.ink, 'text-halo-color': p.halo, 'text-halo-width': 1.8 },
  };
  // Other names are placed after the numbers, so that they keep clear of the circles.
  return [...base, ...names, ...circles, largest];
}
