// A draft on the device: kept while someone writes, gone when the report is sent.

const KEY = 'samsyn-report-draft';

type Pairs = [string, string][];

/** Fields that say which report it is, not what it says. */
const FRAME = new Set(['key', 'seen', 'despite', 'written', 'owner']);

/** Keeps what is written, and puts it back into an empty form. */
export function keepDraft(form: HTMLFormElement, owner: string, told: HTMLElement): void {
  if ('changing' in form.dataset) return;
  const empty = !(form.elements.namedItem('place') as HTMLInputElement).value && !form.querySelector('.ds-alert');
  const kept = read(owner);
  if (kept && empty) restore(form, kept);
  let timer = 0;
  const keep = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      putBack(owner, [...(new FormData(form) as Iterable<[string, string]>)]);
      told.textContent = told.dataset.kept!;
    }, 400);
  };
  form.addEventListener('input', keep);
  const stop = () => window.clearTimeout(timer);
  form.addEventListener('submit', stop);
  form.addEventListener('reset', stop);
}

/** Keeps what a form says as the draft. */
export function putBack(owner: string, pairs: Pairs): void {
  localStorage.setItem(KEY, JSON.stringify({ owner, pairs: pairs.filter(([name]) => !FRAME.has(name)) }));
}

/** Whether someone has a draft. */
export function hasDraft(owner: string): boolean {
  return read(owner) !== undefined;
}

/** Forgets the draft: the report has come in. */
export function forgetDraft(): void {
  localStorage.removeItem(KEY);
}

/** Someone's own draft; another's is forgotten. */
function read(owner: string): Pairs | undefined {
  const text = localStorage.getItem(KEY);
  if (!text) return undefined;
  const kept = JSON.parse(text) as { owner?: string; pairs?: Pairs };
  if (kept.owner === owner && kept.pairs) return kept.pairs;
  forgetDraft();
  return undefined;
}

function restore(form: HTMLFormElement, pairs: Pairs): void {
  for (const [name, value] of pairs) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) {
      for (const one of field) {
        if (one instanceof HTMLInputElement && one.value === value) one.checked = true;
      }
    } else if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = true;
    else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = value;
  }
}
