// The report form's map: a tap, or the mark in the middle and a button, says where.
import type { FeatureCollection, MultiPolygon, Point } from 'geojson';
import { LngLatBounds, type Map, Marker } from 'maplibre-gl';
import { settingsOf } from './data';
import { frame } from './frame';
import { palette } from './style';

interface Ground {
  extent: [number, number, number, number] | null;
  districts: FeatureCollection<MultiPolygon, { code: string; name: string }>;
  places: FeatureCollection<Point, { name: string }>;
}

export interface Chosen { lon: number; lat: number; code: string; name: string }

/** What the form says already: a position, a district. */
export interface Start { at: [number, number] | undefined; district: string }

/** Draws the map and tells each choice that lies in a district. */
export async function pick(root: HTMLElement, start: Start, chosen: (place: Chosen) => void): Promise<void> {
  const settings = settingsOf(root);
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = root.dataset.style!;
  const styled = new Promise<void>((done, failed) => {
    style.onload = () => done();
    style.onerror = () => failed(new Error('no style'));
  });
  document.head.append(style);
  const [answer] = await Promise.all([fetch(settings.source), styled]);
  if (!answer.ok) throw new Error(`map: ${answer.status}`);
  const ground = (await answer.json()) as Ground;
  if (!ground.extent) throw new Error('no districts');
  const map = await frame(root.querySelector<HTMLElement>('.map-live')!, settings, {
    ...(start.at ? { center: start.at, zoom: 13.5 } : { bounds: LngLatBounds.convert(firstView(ground, start.district)), fitBoundsOptions: { padding: 16 } }),
    maxZoom: 16.5,
    minZoom: 6,
  });
  draw(map, ground, settings);
  const mark = new Marker({ color: palette().circle });
  if (start.at) mark.setLngLat(start.at).addTo(map);
  const told = root.querySelector<HTMLElement>('.pick-told')!;
  const choose = (lon: number, lat: number): void => {
    const district = ground.districts.features.find((f) => f.geometry.coordinates.some((polygon) => within([lon, lat], polygon)));
    told.textContent = district ? '' : told.dataset.outside!;
    if (!district) return;
    mark.setLngLat([lon, lat]).addTo(map);
    chosen({ lon, lat, code: district.properties.code, name: district.properties.name });
  };
  map.on('click', ({ lngLat }) => choose(lngLat.lng, lngLat.lat));
  root.querySelector('[data-act="middle"]')!.addEventListener('click', () => choose(map.getCenter().lng, map.getCenter().lat));
  map.once('idle', () => root.setAttribute('data-drawn', ''));
}

/** The chosen district; else where the named places are, and people with them; else the whole area. */
function firstView({ extent, districts, places }: Ground, code: string): [number, number, number, number] {
  const chosen = districts.features.find((f) => f.properties.code === code);
  const named = places.features.map((f) => f.geometry.coordinates);
  const points = chosen ? chosen.geometry.coordinates.flat(2) : named;
  if (points.length < 3) return extent!;
  const [lon, lat] = [points.map((p) => p[0]!), points.map((p) => p[1]!)];
  return [Math.min(...lon) - 0.01, Math.min(...lat) - 0.005, Math.max(...lon) + 0.01, Math.max(...lat) + 0.005];
}

/** Even-odd over the outer ring and its holes. */
function within([x, y]: [number, number], rings: number[][][]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i]! as [number, number];
      const [bx, by] = ring[j]! as [number, number];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

function draw(map: Map, ground: Ground, settings: { land: string; municipalities: string }): void {
  const p = palette();
  map.addSource('land', { type: 'geojson', data: settings.land });
  map.addSource('municipalities', { type: 'geojson', data: settings.municipalities });
  map.addSource('districts', { type: 'geojson', data: ground.districts });
  map.addSource('places', { type: 'geojson', data: ground.places });
  map.addLayer({ id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': p.near } });
  map.addLayer({ id: 'sweden', type: 'fill', source: 'municipalities', filter: ['has', 'code'], paint: { 'fill-color': p.land } });
  map.addLayer({ id: 'districts', type: 'fill', source: 'districts', paint: { 'fill-color': p.shades[1], 'fill-opacity': 0.5 } });
  map.addLayer({ id: 'borders', type: 'line', source: 'districts', paint: { 'line-color': p.ink, 'line-opacity': 0.6, 'line-width': 1 } });
  const halo = { 'text-color': p.ink, 'text-halo-color': p.halo, 'text-halo-width': 1.6 };
  map.addLayer({ id: 'place-dots', type: 'circle', source: 'places', paint: { 'circle-radius': 4, 'circle-color': p.ink, 'circle-stroke-color': p.halo, 'circle-stroke-width': 1.5 } });
  map.addLayer({ id: 'district-names', type: 'symbol', source: 'districts', layout: { 'text-field': ['get', 'name'], 'text-size': 12, 'text-max-width': 9 }, paint: { ...halo, 'text-opacity': 0.85 } });
  map.addLayer({ id: 'place-names', type: 'symbol', source: 'places', layout: { 'text-field': ['get', 'name'], 'text-size': 12, 'text-anchor': 'top', 'text-offset': [0, 0.5], 'text-max-width': 9 }, paint: halo });
}
