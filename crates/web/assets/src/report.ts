// The report form on a phone in the field: own position, marks while writing, a draft that
// survives a closed tab, and sending once the net is back.
import { keepDraft } from './report/draft';
import { offerRefused, sendLater } from './report/later';
import { choosePlace } from './report/position';

interface Part { text: string; reason: string; level: string }

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
export function reportInTheField(form: HTMLFormElement, owner: string): void {
  const told = form.querySelector<HTMLElement>('.kept')!;
  offerRefused(owner);
  keepDraft(form, owner, told);
  choosePlace(form);
  markWhileWriting(form);
  sendLater(form, owner, told);
}
