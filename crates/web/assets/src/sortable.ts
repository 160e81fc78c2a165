/**
 * Sorts without leaving the place: the server's own order is fetched through the heading's link
 * and put into the table, so that there is one sorting and one address for it.
 */
export function sortInPlace(table: HTMLTableElement): void {
  const section = table.closest('section');
  if (!section) return;
  section.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-sort]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void resort(table, link);
  });
}

async function resort(table: HTMLTableElement, link: HTMLAnchorElement): Promise<void> {
  const column = [...(table.tHead?.rows[0]?.cells ?? [])].findIndex((cell) => cell.contains(link));
  try {
    const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), 'text/html');
    const sorted = page.querySelector<HTMLTableElement>('table[data-island="sortable"]');
    if (!sorted?.tHead || !table.tHead) return location.assign(link.href);
    table.tHead.replaceWith(sorted.tHead);
    table.tBodies[0]?.replaceWith(...sorted.tBodies);
    // What the rows are ordered by stands over the table in words.
    const [here, there] = [table.closest('section'), page].map((within) => within?.querySelector('[data-order]'));
    if (here && there) here.replaceWith(there);
    history.replaceState(null, '', link.href.replace(/#.*$/, ''));
    table.tHead?.rows[0]?.cells[column]?.querySelector('a')?.focus();
  } catch {
    location.assign(link.href);
  }
}
