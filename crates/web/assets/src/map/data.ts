// What the server sends for the map, and what the page tells the island.
import type { FeatureCollection, MultiPolygon } from 'geojson';

export interface DistrictProperties {
  code: string;
  name: string;
  /** Null outside the filter. */
  count: number | null;
  /** Place in the order of counts, 0 the most. */
  rank: number;
  words: string;
  href: string;
}

export interface Grid {
  /** Side of a square, metres. */
  size: number;
  /** Longitude and latitude of the middle, and the count. */
  squares: [number, number, number][];
}

export interface Density {
  /** Longitude and latitude, north-west first and then with the clock. */
  corners: [[number, number], [number, number], [number, number], [number, number]];
  columns: number;
  rows: number;
  /** Incidents per km², row by row from the south-west. */
  values: number[];
}

export interface MapData {
  extent: [number, number, number, number] | null;
  districts: FeatureCollection<MultiPolygon, DistrictProperties>;
  /** Largest count of each shade but the last. */
  edges: number[];
  grids: Grid[];
  density: Density | null;
}

export interface Settings {
  source: string;
  worker: string;
  land: string;
  municipalities: string;
  label: string;
  zoomIn: string;
  zoomOut: string;
  tools: HTMLElement | null;
}

export function settingsOf(root: HTMLElement): Settings {
  const say = (name: string): string => root.dataset[name] ?? '';
  return {
    source: say('source'),
    worker: say('worker'),
    land: new URL(say('land'), location.href).href,
    municipalities: new URL(say('municipalities'), location.href).href,
    label: say('label'),
    zoomIn: say('zoomIn'),
    zoomOut: say('zoomOut'),
    tools: root.closest('section')?.querySelector('.map-tools') ?? null,
  };
}

export async function read(address: string): Promise<MapData> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`map data: ${response.status}`);
  return (await response.json()) as MapData;
}
