// Reports that wait for the net. Each carries the id that its form was made with, so that the
// server keeps one however often it is sent, and whose it is, so that nobody sends another's. A photo
// follows its report: it is sent once the report has come in.
import { dropPhoto, forgetPhotos, photoOf } from './photos';

const KEY = 'samsyn-report-queue';

/** Answers after which a photo will never be taken: no such report, decided on, no photos here, no photo. */
const REFUSED = new Set([404, 409, 410, 413, 422]);

/** Longest that one sending may take. */
const PATIENCE = 30_000;

/** Pauses between tries that fail though there is a net: the first and the longest. */
const PAUSE = 2_000;
const LONG_PAUSE = 60_000;

export interface Waiting {
  action: string;
  owner: string;
  pairs: [string, string][];
  /** The server wants it changed: it is offered in the form again. */
  refused?: boolean;
  /** Where its photo is sent, when it has one. */
  photo?: string;
  /** It has come in, and its photo has not. */
  filed?: boolean;
}

/** What a round of sending came to. */
export interface Sent { sent: number; refused: number; photosLost: number; signedOut: boolean }

function all(): Waiting[] {
  return JSON.parse(localStorage.getItem(KEY) ?? '[]') as Waiting[];
}

const idOf = (one: Waiting): string => one.pairs.find(([name]) => name === 'key')?.[1] ?? '';

/** Puts another in the place of the one with its id; without another takes it away. */
function replace(id: string, by?: Waiting): void {
  const others = all().filter((one) => idOf(one) !== id);
  localStorage.setItem(KEY, JSON.stringify(by ? [...others, by] : others));
}

/** Lets a report wait. */
export function wait(one: Waiting): void {
  replace(idOf(one), one);
}

/** How many of someone's reports wait to be sent. */
export function waiting(owner: string): number {
  return all().filter((one) => one.owner === owner && !one.refused).length;
}

/** Ids of all that is in the queue, whoever wrote it. */
export function queued(): string[] {
  return all().map(idOf);
}

/** Takes out a report that the server wants changed. */
export function takeRefused(owner: string): Waiting | undefined {
  const found = all().find((one) => one.owner === owner && one.refused);
  if (found) replace(idOf(found));
  return found;
}

/**
 * Sends what waits: now, when the net is back, and again while that fails, since a net that is just back seldom carries the
 * first try. Gives what starts a round at once.
 */
export function keepSending(owner: string, tell: (result: Sent) => void = () => undefined): () => void {
  let next: number | undefined;
  let pause = PAUSE;
  const go = async () => {
    window.clearTimeout(next);
    const result = await flush(owner);
    tell(result);
    if (waiting(owner) === 0 || result.signedOut || !navigator.onLine) return;
    next = window.setTimeout(() => void go(), pause);
    pause = Math.min(2 * pause, LONG_PAUSE);
  };
  const anew = () => {
    pause = PAUSE;
    void go();
  };
  window.addEventListener('online', anew);
  if (waiting(owner) > 0) anew();
  return anew;
}

/** Sends what waits. Only one page at a time does it: the others would send the same. */
async function flush(owner: string): Promise<Sent> {
  if (waiting(owner) === 0) return { sent: 0, refused: 0, photosLost: 0, signedOut: false };
  return 'locks' in navigator ? navigator.locks.request(KEY, () => round(owner)) : round(owner);
}

async function round(owner: string): Promise<Sent> {
  const result: Sent = { sent: 0, refused: 0, photosLost: 0, signedOut: false };
  for (const one of all().filter((one) => one.owner === owner && !one.refused)) {
    try {
      const came = one.filed || (await file(one, result));
      if (came && one.photo) await sendPhoto(one, one.photo, result);
      if (result.signedOut) break;
    } catch {
      break;
    }
  }
  return result;
}

/** What the server made of something that was sent. */
async function post(to: string, body: BodyInit): Promise<'taken' | 'asked' | number> {
  const answer = await fetch(to, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE) });
  if (new URL(answer.url).pathname.startsWith('/logga-in')) return 'asked';
  return answer.ok && answer.redirected ? 'taken' : answer.status;
}

/** Sends a report; whether it has come in. Each leaves the queue by itself: another may have been added meanwhile. */
async function file(one: Waiting, result: Sent): Promise<boolean> {
  const id = idOf(one);
  const answer = await post(one.action, new URLSearchParams(one.pairs));
  if (answer === 'taken') {
    // What it says is not needed on the device any more.
    replace(id, one.photo ? { ...one, pairs: [['key', id]], filed: true } : undefined);
    result.sent += 1;
  } else if (answer === 422) {
    // What is sent instead is another report, and has a photo of its own.
    if (one.photo) await lose(id, result);
    replace(id, { ...one, photo: undefined, refused: true });
    result.refused += 1;
  } else if (answer === 'asked') result.signedOut = true;
  return answer === 'taken';
}

/** Sends the photo of a report that has come in. The server keeps one, however often it is sent. */
async function sendPhoto(one: Waiting, to: string, result: Sent): Promise<void> {
  const id = idOf(one);
  const photo = await photoOf(id);
  const form = new FormData();
  if (photo) form.append('photo', photo);
  const answer = photo ? await post(to, form) : 404;
  if (answer === 'asked') result.signedOut = true;
  else if (answer === 'taken') {
    await dropPhoto(id);
    replace(id);
  } else if (REFUSED.has(answer)) {
    await lose(id, result);
    replace(id);
  }
}

async function lose(id: string, result: Sent): Promise<void> {
  result.photosLost += 1;
  await dropPhoto(id);
}

/** Forgets every report that waits, whoever wrote it. */
export function forgetQueue(): void {
  localStorage.removeItem(KEY);
  forgetPhotos();
}
