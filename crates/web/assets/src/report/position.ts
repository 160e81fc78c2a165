// Where it happened, pointed out: the device's own position, or a place on the map. Both only fill in what
// the fields of place and district say in words.

interface Chosen { lon: number; lat: number; code: string; name: string }

/** What the map's script offers to the form. */
interface MapScript { pick: (root: HTMLElement, start: { at: [number, number] | undefined; district: string }, chosen: (place: Chosen) => void) => Promise<void> }

/** Shows the buttons for one's own position and for the map. */
export function choosePlace(form: HTMLFormElement): void {
  const frame = form.querySelector<HTMLElement>('.own-position');
  if (!frame) return;
  frame.hidden = false;
  const told = frame.querySelector<HTMLElement>('.located')!;
  const forget = frame.querySelector<HTMLButtonElement>('[data-act="forget"]')!;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  const put = (lat: string, lon: string, words: string) => {
    field('lat').value = lat;
    field('lon').value = lon;
    told.textContent = words;
    forget.hidden = lat === '';
    // Hidden fields tell nobody that they changed: the draft must know.
    field('lat').dispatchEvent(new Event('input', { bubbles: true }));
  };
  told.textContent = field('lat').value === '' ? '' : told.dataset.found!;
  forget.hidden = field('lat').value === '';
  forget.addEventListener('click', () => put('', '', ''));
  form.addEventListener('reset', () => window.setTimeout(() => put('', '', '')));
  locate(frame, told, put);
  onMap(form, frame, told, put);
}

type Put = (lat: string, lon: string, words: string) => void;

function locate(frame: HTMLElement, told: HTMLElement, put: Put): void {
  const button = frame.querySelector<HTMLButtonElement>('[data-act="locate"]')!;
  button.hidden = !('geolocation' in navigator);
  button.addEventListener('click', () => {
    told.textContent = told.dataset.seeking!;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => put(coords.latitude.toFixed(6), coords.longitude.toFixed(6), told.dataset.found!),
      () => { told.textContent = told.dataset.failed!; },
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  });
}

function onMap(form: HTMLFormElement, frame: HTMLElement, told: HTMLElement, put: Put): void {
  const button = frame.querySelector<HTMLButtonElement>('[data-act="map"]');
  const root = form.querySelector<HTMLElement>('.pick-map');
  if (!button || !root || !canDraw()) return;
  button.hidden = false;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  const chosen = ({ lon, lat, code, name }: Chosen): void => {
    put(lat.toFixed(5), lon.toFixed(5), told.dataset.chosen!.replace('…', name));
    (form.elements.namedItem('district') as HTMLSelectElement).value = code;
  };
  button.addEventListener('click', async () => {
    const open = root.hidden;
    root.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (!open || root.dataset.begun) return;
    root.dataset.begun = 'yes';
    try {
      const script = (await import(root.dataset.script!)) as MapScript;
      const at: [number, number] | undefined = field('lat').value ? [Number(field('lon').value), Number(field('lat').value)] : undefined;
      await script.pick(root, { at, district: (form.elements.namedItem('district') as HTMLSelectElement).value }, chosen);
    } catch {
      root.hidden = true;
      button.hidden = true;
      told.textContent = told.dataset.noMap!;
    }
  });
}

function canDraw(): boolean {
  const canvas = document.createElement('canvas');
  return Boolean(canvas.getContext('webgl2') ?? canvas.getContext('webgl'));
}
