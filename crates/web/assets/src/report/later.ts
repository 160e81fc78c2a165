// Sending the report form when there is no net: into the queue, and on when the net is back.
import { forgetDraft, hasDraft, putBack } from './draft';
import { dropPhoto, keepPhoto } from './photos';
import { type Sent, type Waiting, keepSending, queued, takeRefused, wait, waiting } from './queue';

type Words = 'waiting' | 'sent' | 'refused' | 'signIn' | 'full' | 'photoFull' | 'photoLost' | 'photoLarge';

/** Takes over sending while there is no net, and always on the form that opens without one. */
export function sendLater(form: HTMLFormElement, owner: string, told: HTMLElement): void {
  const offline = 'offline' in form.dataset;
  const say = (...words: Words[]) => {
    const text = words.map((one) => told.dataset[one]).join(' ');
    // The same again would be read out again.
    if (told.textContent !== text) told.textContent = text;
  };
  const photo = form.querySelector<HTMLInputElement>('input[type="file"]');
  const tell = (result: Sent) => {
    const lost: Words[] = result.photosLost > 0 ? ['photoLost'] : [];
    if (result.refused > 0) {
      say('refused', ...lost);
      offerRefused(owner);
    } else if (result.sent > 0) say('sent', ...lost);
    else if (lost.length > 0) say(...lost);
    else if (result.signedOut) say('signIn');
    else if (waiting(owner) > 0) say('waiting');
  };
  if (offline) renew(form);
  const send = keepSending(owner, tell);
  photo?.addEventListener('change', () => {
    const file = photo.files?.[0];
    if (!file || file.size <= Number(photo.dataset.most)) return;
    photo.value = '';
    say('photoLarge');
  });
  form.addEventListener('submit', (event) => {
    if ('changing' in form.dataset || (navigator.onLine && !offline)) return;
    event.preventDefault();
    const pairs = [...(new FormData(form) as Iterable<[string, string]>)];
    // “Just now” is counted from when it was written. Nobody is there to be asked about what is alike when
    // it is sent: a reviewer merges it.
    pairs.push(['written', new Date().toISOString()], ['owner', owner], ['despite', '1']);
    void queue({ action: form.action, owner, pairs }, photo?.files?.[0]);
  });
  const queue = async (one: Waiting, file?: File) => {
    const id = (form.elements.namedItem('key') as HTMLInputElement).value;
    // The photo first: a report never names one that is not there.
    const kept = file !== undefined && (await keepPhoto(id, file, queued()));
    try {
      wait(kept ? { ...one, photo: `${photo!.dataset.to}/${id}/bild` } : one);
    } catch {
      if (kept) await dropPhoto(id);
      say('full');
      return;
    }
    // It waits to be sent: as a draft it would be offered again, and sent twice.
    forgetDraft();
    form.reset();
    renew(form);
    if (file && !kept) say('waiting', 'photoFull');
    else say('waiting');
    if (navigator.onLine) send();
  };
}

/** A report that the server wants changed becomes the draft, unless another is being written. */
export function offerRefused(owner: string): void {
  if (hasDraft(owner)) return;
  const refused = takeRefused(owner);
  if (refused) putBack(owner, refused.pairs);
}

/** A form that was kept has the id of no report: each report gets its own (UUID version 7). */
function renew(form: HTMLFormElement): void {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  (form.elements.namedItem('key') as HTMLInputElement).value =
    [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
