// Reviewing from the keyboard: each decision shows its letter, and the letter presses it.

/** Presses what carries the letter in `data-key`, unless someone is writing. */
export function reviewByKey(frame: HTMLElement): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if ((event.target as HTMLElement).closest('input, select, textarea')) return;
    const pressed = frame.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!pressed) return;
    event.preventDefault();
    pressed.click();
    const opened = pressed.closest('details');
    if (opened) (opened.querySelector<HTMLElement>('textarea, input:not([type="hidden"])') ?? pressed).focus();
  });
}
