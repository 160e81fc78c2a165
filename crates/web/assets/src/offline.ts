// What the product keeps on the device: the report form for where there is no net, reports that wait to
// be sent, a draft. Signing out forgets all of it.
import { forgetDraft } from './report/draft';
import { forgetQueue, waiting } from './report/queue';

/** Has the service worker keep the report form of this municipality, as it is now. */
export function keepForm(path: string): void {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const ask = async () => (await serviceWorker.ready).active?.postMessage({ keep: path });
  serviceWorker.register('/worker.js').then(ask, (cause: unknown) => console.warn('nothing is kept for where there is no net', cause));
  // A newer worker keeps it anew, beside the files that it names.
  serviceWorker.addEventListener('controllerchange', () => void ask());
}

/** Forgets what is kept before the form that signs out is sent; asks first when reports would be lost. */
export function forgetOnSignOut(form: HTMLFormElement, owner: string): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (waiting(owner) > 0 && !window.confirm(form.dataset.waits)) return;
    forgetQueue();
    forgetDraft();
    const late = new Promise((later) => window.setTimeout(later, 1_000));
    void Promise.race([forgetKept().catch(() => undefined), late]).then(() => form.submit());
  });
}

async function forgetKept(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name);
  for (const registered of await navigator.serviceWorker.getRegistrations()) await registered.unregister();
}
