const PAUSE = 1000;

/** Asks again and again for the page itself and shows what it says now, until it leads elsewhere. */
export function followProgress(): void {
  const ask = async (): Promise<void> => {
    const part = document.querySelector('[data-island="progress"]');
    if (!part) return;
    try {
      const response = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (response.redirected) return location.assign(response.url);
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const next = page.querySelector('[data-island="progress"]');
      // The work is done and the page is another one now.
      if (!next) return location.reload();
      if (next.innerHTML !== part.innerHTML) part.innerHTML = next.innerHTML;
    } catch {
      // The server is away for a moment: ask again.
    }
    setTimeout(() => void ask(), PAUSE);
  };
  setTimeout(() => void ask(), PAUSE);
}
