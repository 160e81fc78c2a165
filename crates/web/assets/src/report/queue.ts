// Reports that wait for the net. Each carries the id that its form was made with, so that the
// server keeps one however often it is sent.

const KEY = 'samsyn-report-queue';

interface Waiting { action: string; body: string }

function waiting(): Waiting[] {
  return JSON.parse(localStorage.getItem(KEY) ?? '[]') as Waiting[];
}

/** Sends what waits; answers how many were taken. What the server wants changed stays. */
async function flush(): Promise<number> {
  let sent = 0;
  const left: Waiting[] = [];
  for (const one of waiting()) {
    try {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const answer = await fetch(one.action, { method: 'POST', body: one.body, headers, redirect: 'follow' });
      if (answer.ok && answer.redirected && !answer.url.includes('/logga-in')) sent += 1;
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
    const body = new URLSearchParams([...new FormData(form)] as [string, string][]).toString();
    localStorage.setItem(KEY, JSON.stringify([...waiting(), { action: form.action, body }]));
    told.textContent = told.dataset.waiting!;
  });
}
