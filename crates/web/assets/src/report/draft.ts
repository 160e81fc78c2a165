// A draft on the device: kept while someone writes, gone when the report is sent.

const KEY = 'samsyn-report-draft';

/** Fields that say which report it is, not what it says. */
const FRAME = new Set(['key', 'seen', 'despite']);

/** Keeps what is written, and puts it back into an empty form. */
export function keepDraft(form: HTMLFormElement, told: HTMLElement): void {
  if ('changing' in form.dataset) return;
  const empty = !(form.elements.namedItem('place') as HTMLInputElement).value && !form.querySelector('.ds-alert');
  const kept = localStorage.getItem(KEY);
  if (kept && empty) restore(form, JSON.parse(kept) as [string, string][]);
  let timer = 0;
  const keep = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      putBack([...(new FormData(form) as Iterable<[string, string]>)]);
      told.textContent = told.dataset.kept!;
    }, 400);
  };
  form.addEventListener('input', keep);
  form.addEventListener('submit', () => window.clearTimeout(timer));
}

/** Keeps what a form says as the draft. */
export function putBack(pairs: [string, string][]): void {
  localStorage.setItem(KEY, JSON.stringify(pairs.filter(([name]) => !FRAME.has(name))));
}

/** Forgets the draft: the report has come in. */
export function forgetDraft(): void {
  localStorage.removeItem(KEY);
}

function restore(form: HTMLFormElement, pairs: [string, string][]): void {
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
