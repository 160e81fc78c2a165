// Reports that wait for the net. Each carries the id that its form was made with, so that the
// server keeps one however often it is sent.
import { forgetDraft, putBack } from './draft';

const KEY = 'samsyn-report-queue';

interface Waiting { action: string; pairs: [string, string][] }

function waiting(): Waiting[] {
  return JSON.parse(localStorage.getItem(KEY) ?? '[]') as Waiting[];
}

/** Sends what waits; answers how many were taken. What the server wants changed becomes a draft. */
async function flush(): Promise<number> {
  let sent = 0;
  const left: Waiting[] = [];
  for (const one of waiting()) {
    try {
      const answer = await fetch(one.action, { method: 'POST', body: new URLSearchParams(one.pairs) });
      if (answer.ok && answer.redirected && !answer.url.includes('/logga-in')) sent += 1;
      else if (answer.status === 422) putBack(one.pairs);
      else left.push(one);
    } catch {
      left.push(one);
    }
  }
  localStorage.setItem(KEY, JSON.stringify(left));
  return sent;
}

/** Takes over sending while there is no net. */
export function sendLater(form: HTMLFormElement, told: HTMLElement): void {
  const tell = (sent: number) => { if (sent > 0) told.textContent = told.dataset.sent!; };
  if (waiting().length > 0 && navigator.onLine) void flush().then(tell);
  window.addEventListener('online', () => void flush().then(tell));
  form.addEventListener('submit', (event) => {
    if (navigator.onLine || 'changing' in form.dataset) return;
    event.preventDefault();
    // Nobody is there to be asked about what is alike when it is sent: a reviewer merges it.
    const pairs = [...(new FormData(form) as Iterable<[string, string]>), ['despite', '1'] as [string, string]];
    const others = waiting().filter((one) => !one.pairs.some(([name, value]) => name === 'key' && pairs.some((p) => p[0] === name && p[1] === value)));
    localStorage.setItem(KEY, JSON.stringify([...others, { action: form.action, pairs }]));
    // It waits to be sent: as a draft it would be offered again, and sent twice.
    forgetDraft();
    told.textContent = told.dataset.waiting!;
  });
}
