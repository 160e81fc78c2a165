// A file from the first click to the picture, and back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { open } from './product.mjs';

export function imports(product) {
  describe('an import', () => {
    it('is previewed, read, reported and undone', async () => {
      const page = await open(product());
      await page.goto('/');
      const tenant = new URL(page.url()).pathname.split('/')[2];
      const district = (await page.locator('table.districts tbody th a').first().textContent()).trim();
      const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
      const csv = [
        'Dnr;Brottskod;Startdatum;Starttid;Slutdatum;Sluttid;Område;Gata',
        `A1;0858;${day};2130;${day};2200;${district};Provgatan 12`,
        `A2;0858;${day};2230;${day};2215;${district};Provgatan 14`,
        `A3;0858;${day};0930;;;${district};Provgatan 16`,
        '',
      ].join('\r\n');
      await page.goto(`/t/${tenant}/import`);
      await page.setInputFiles('#file', { name: 'prov.csv', mimeType: 'text/csv', buffer: Buffer.from(csv, 'utf8') });
      await page.click('main form button[type="submit"]');
      assert.match(page.url(), /\/import\/fil\//);
      await page.fill('#sender', 'Provkällan');
      await page.click('button[formmethod="get"]');
      await page.click('main form button:has-text("Läs in"), main form .form-row button:not([formmethod])');
      await page.waitForURL(/\/import\/[0-9a-f-]{36}$/, { timeout: 60_000 });
      const report = await page.textContent('main');
      assert.match(report, /Provkällan/);
      assert.doesNotMatch(report, /Provgatan 12/, 'house numbers are dropped on the way in');
      await page.click('a[href$="/angra"]');
      await page.click('main form button');
      await page.goto(`/t/${tenant}/import`);
      assert.match(await page.textContent('tr:has-text("prov.csv")'), /Återtagen/);
      await page.context().close();
    });

    it('refuses a file that is none of its kinds, in words', async () => {
      const page = await open(product());
      await page.goto('/');
      const tenant = new URL(page.url()).pathname.split('/')[2];
      await page.goto(`/t/${tenant}/import`);
      await page.setInputFiles('#file', { name: 'tom.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
      await page.click('main form button[type="submit"]');
      assert.match(await page.textContent('main'), /tom|innehåll|rader/i);
      assert.equal(await page.locator('main').isVisible(), true);
      await page.context().close();
    });
  });
}
