// What every map of ours is: north up, one background, in our words, and a page scrolls past it under a wheel.
import { Map, type MapOptions, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import type { Settings } from './data';
import { palette } from './style';

/** Makes an empty map and waits until it can be drawn on. */
export async function frame(container: HTMLElement, settings: Settings, view: Partial<MapOptions>): Promise<Map> {
  setWorkerUrl(new URL(settings.worker, location.href).href);
  const map = new Map({
    container,
    style: { version: 8, sources: {}, layers: [{ id: 'sea', type: 'background', paint: { 'background-color': palette().water } }] },
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    fadeDuration: 0,
    locale: { 'Map.Title': settings.label, 'NavigationControl.ZoomIn': settings.zoomIn, 'NavigationControl.ZoomOut': settings.zoomOut },
    ...view,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  // The map zooms with its buttons, keys, pinch or double click.
  map.scrollZoom.disable();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  await new Promise<void>((loaded) => map.once('load', () => loaded()));
  return map;
}
