// The report form on a phone in the field: own position, marks while writing, a draft that
// survives a closed tab, and sending once the net is back.
import { keepDraft } from './report/draft';
import { sendLater } from './report/queue';

interface Part { text: string; reason: string; level: string }

function locate(form: HTMLFormElement): void {
  const frame = form.querySelector<HTMLElement>('.own-position');
  if (!frame || !('geolocation' in navigator)) return;
  frame.hidden = false;
  const told = frame.querySelector<HTMLElement>('.located')!;
  const forget = frame.querySelector<HTMLButtonElement>('[data-act="forget"]')!;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  const show = (found: boolean) => {
    told.textContent = found ? told.dataset.found! : '';
    forget.hidden = !found;
  };
  show(field('lat').value !== '');
  frame.querySelector('[data-act="locate"]')!.addEventListener('click', () => {
    told.textContent = told.dataset.seeking!;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        field('lat').value = coords.latitude.toFixed(6);
        field('lon').value = coords.longitude.toFixed(6);
        show(true);
      },
      () => { told.textContent = told.dataset.failed!; },
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  });
  forget.addEventListener('click', () => {
    field('lat').value = '';
    field('lon').value = '';
    show(false);
  });
}

function markWhileWriting(form: HTMLFormElement): void {
  const text = form.elements.namedItem('description') as HTMLTextAreaElement;
  const marks = form.querySelector<HTMLElement>('.marks')!;
  text.addEventListener('blur', async () => {
    if (!text.value.trim()) { marks.replaceChildren(); return; }
    try {
      const answer = await fetch(form.dataset.mark!, { method: 'POST', body: new URLSearchParams({ text: text.value }) });
      if (!answer.ok) return;
      const found = ((await answer.json()) as Part[]).filter((part) => part.level);
      marks.replaceChildren(...found.map((part) => {
        const line = document.createElement('p');
        const mark = document.createElement('mark');
        mark.dataset.level = part.level;
        mark.textContent = part.text;
        line.append(mark, ` – ${part.reason}`);
        return line;
      }));
    } catch { /* Without a net the server looks when the report is sent. */ }
  });
}

/** Makes the report form nicer; without this it works the same, a page at a time. */
export function reportInTheField(form: HTMLFormElement): void {
  locate(form);
  markWhileWriting(form);
  const told = form.querySelector<HTMLElement>('.kept')!;
  keepDraft(form, told);
  sendLater(form, told);
}
