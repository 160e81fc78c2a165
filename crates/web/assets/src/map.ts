// The map island: replaces the drawn map with one that can be moved.
import { LngLatBounds, type Map } from 'maplibre-gl';
import { type MapData, type Settings, read, settingsOf } from './map/data';
import { densityLayer } from './map/density';
import { frame } from './map/frame';
import { districtSource, hatch, layers, outside, squareSource } from './map/style';

const part = document.querySelector<HTMLElement>('[data-island="map"]');
if (part) void start(part).catch((cause: unknown) => console.warn('the map could not be started', cause));

async function start(root: HTMLElement): Promise<void> {
  const live = root.querySelector<HTMLElement>('.map-live');
  if (!live || !canDraw()) return;
  const settings = settingsOf(root);
  const data = await read(settings.source);
  if (!data.extent) return;

  live.hidden = false;
  const map = await frame(live, settings, {
    bounds: LngLatBounds.convert(firstView(data)),
    fitBoundsOptions: { padding: 24 },
    maxBounds: LngLatBounds.convert(around(data.extent)),
    maxZoom: 15,
    minZoom: 4,
    cooperativeGestures: false,
  });
  fill(map, data, settings);
  root.querySelector<HTMLElement>('.map-static')!.hidden = true;
  tell(map, root, data);
  surface(map, data, settings);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => location.reload());
  map.once('idle', () => root.setAttribute('data-drawn', ''));
}

function canDraw(): boolean {
  const canvas = document.createElement('canvas');
  return Boolean(canvas.getContext('webgl2') ?? canvas.getContext('webgl'));
}

function fill(map: Map, data: MapData, settings: Settings): void {
  map.addImage('hatch', hatch());
  map.addImage('outside', outside());
  map.addSource('land', { type: 'geojson', data: settings.land });
  map.addSource('municipalities', { type: 'geojson', data: settings.municipalities });
  map.addSource('districts', { type: 'geojson', data: data.districts });
  map.addSource('district-names', { type: 'geojson', data: districtSource(data) });
  data.grids.forEach((grid, i) => map.addSource(`grid-${i}`, { type: 'geojson', data: squareSource(grid) }));
  for (const layer of layers(data)) map.addLayer(layer);
}

/** Where the incidents are: the box that holds nearly all of them, or the whole area. */
function firstView(data: MapData): [number, number, number, number] {
  // A part that was asked for is shown whole.
  if (data.districts.features.some((f) => f.properties.count === null)) return data.extent!;
  const squares = data.grids.at(-1)?.squares ?? [];
  if (squares.length < 5) return data.extent!;
  const cut = (values: number[]): [number, number] => {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)]!;
    return [at(0.06), at(0.94)];
  };
  const [west, east] = cut(squares.map((s) => s[0]));
  const [south, north] = cut(squares.map((s) => s[1]));
  return [west - 0.01, south - 0.005, east + 0.01, north + 0.005];
}

function around([west, south, east, north]: [number, number, number, number]): [number, number, number, number] {
  const x = Math.max(east - west, 0.5);
  const y = Math.max(north - south, 0.3);
  return [west - x, south - y, east + x, north + y];
}

/**
 * Says in words what is pointed at or chosen in the list. A click keeps a district, so that the way
 * to its picture stays where a pointer can reach it, until the next click.
 */
function tell(map: Map, root: HTMLElement, data: MapData): void {
  const told = root.querySelector<HTMLElement>('.map-told');
  const panel = root.closest('section');
  let marked: number | undefined;
  let kept = false;
  const mark = (id: number | undefined): void => {
    if (marked !== undefined) map.setFeatureState({ source: 'districts', id: marked }, { marked: false });
    if (id !== undefined) map.setFeatureState({ source: 'districts', id }, { marked: true });
    marked = id;
    const found = data.districts.features.find((f) => f.id === id);
    if (!told) return;
    told.textContent = found ? `${found.properties.name}: ${found.properties.words}. ` : '';
    if (!found || !kept) return;
    const link = document.createElement('a');
    link.href = found.properties.href;
    link.textContent = `${found.properties.name} →`;
    told.append(link);
  };
  const point = (id: number | undefined): void => {
    if (!kept && marked !== id) mark(id);
  };
  map.on('mousemove', 'districts', (event) => point(event.features?.[0]?.id as number | undefined));
  map.on('mouseleave', 'districts', () => point(undefined));
  map.on('click', (event) => {
    const id = map.queryRenderedFeatures(event.point, { layers: ['districts'] })[0]?.id as number | undefined;
    kept = id !== undefined;
    mark(id);
  });
  const listed = (event: Event): void => {
    const code = event.target instanceof HTMLElement ? event.target.dataset.district : undefined;
    if (!code) return;
    // A keyboard that goes through the list goes on from what was clicked.
    if (event.type === 'focusin') kept = false;
    point(data.districts.features.find((f) => f.properties.code === code)?.id as number | undefined);
  };
  panel?.addEventListener('focusin', listed);
  panel?.addEventListener('mouseover', listed);
}

/** The density surface and its switch. */
function surface(map: Map, data: MapData, settings: Settings): void {
  const tools = settings.tools;
  if (!tools) return;
  tools.hidden = false;
  const box = tools.querySelector<HTMLInputElement>('input[type="checkbox"]');
  box?.addEventListener('change', () => {
    if (!map.getSource('density') && data.density) densityLayer(map, data.density);
    map.setLayoutProperty('density', 'visibility', box.checked ? 'visible' : 'none');
    const opacity = box.checked ? 0.25 : 0.85;
    map.setPaintProperty('districts', 'fill-opacity', opacity);
    map.setPaintProperty('districts-most', 'fill-opacity', opacity);
  });
}


export { pick } from './map/pick';
