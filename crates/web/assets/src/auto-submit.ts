/**
 * Sends a form as soon as a choice is made with a pointer. A choice made with the keyboard waits
 * for the button or Enter: arrow keys pass over other choices on their way, and a page that
 * changes at each would throw the reader out (WCAG 3.2.2).
 */
export function submitOnChoice(form: HTMLFormElement): void {
  let byKeyboard = false;
  form.addEventListener('keydown', (event) => {
    byKeyboard = true;
    if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener('pointerdown', () => {
    byKeyboard = false;
  });
  form.addEventListener('change', () => {
    if (!byKeyboard) form.requestSubmit();
  });
}
