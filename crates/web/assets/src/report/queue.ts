// Reports that wait for the net. Each carries the id that its form was made with, so that the
// server keeps one however often it is sent, and whose it is, so that nobody sends another's.

const KEY = 'samsyn-report-queue';

/** Longest that one sending may take. */
const PATIENCE = 30_000;

export interface Waiting {
  action: string;
  owner: string;
  pairs: [string, string][];
  /** The server wants it changed: it is offered in the form again. */
  refused?: boolean;
}

/** What a round of sending came to. */
export interface Sent { sent: number; refused: number; signedOut: boolean }

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

/** Takes out a report that the server wants changed. */
export function takeRefused(owner: string): Waiting | undefined {
  const found = all().find((one) => one.owner === owner && one.refused);
  if (found) replace(idOf(found));
  return found;
}

/** Sends what waits. Only one page at a time does it: the others would send the same. */
export async function flush(owner: string): Promise<Sent> {
  if (waiting(owner) === 0) return { sent: 0, refused: 0, signedOut: false };
  return 'locks' in navigator ? navigator.locks.request(KEY, () => round(owner)) : round(owner);
}

async function round(owner: string): Promise<Sent> {
  const result: Sent = { sent: 0, refused: 0, signedOut: false };
  for (const one of all().filter((one) => one.owner === owner && !one.refused)) {
    try {
      const answer = await fetch(one.action, { method: 'POST', body: new URLSearchParams(one.pairs), signal: AbortSignal.timeout(PATIENCE) });
      const asked = new URL(answer.url).pathname.startsWith('/logga-in');
      // Each leaves the queue by itself: another may have been added meanwhile.
      if (answer.ok && answer.redirected && !asked) {
        replace(idOf(one));
        result.sent += 1;
      } else if (answer.status === 422) {
        replace(idOf(one), { ...one, refused: true });
        result.refused += 1;
      } else if (asked) {
        result.signedOut = true;
        break;
      }
    } catch {
      break;
    }
  }
  return result;
}

/** Forgets every report that waits, whoever wrote it. */
export function forgetQueue(): void {
  localStorage.removeItem(KEY);
}
