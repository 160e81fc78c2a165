// The week's picture: with and without scripts.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { open } from './product.mjs';
import { settled } from './pages.mjs';

export function picture(product) {
  describe('the picture', () => {
    it('says everything without scripts', async () => {
      const page = await open(product(), { scripts: false });
      await page.goto('/');
      assert.match(await page.textContent('h1'), /Lägesbild vecka\s\d+, \d{4}/);
      assert.match(await page.textContent('.headline'), /\d|inga|en händelse/);
      assert.equal(await page.locator('table.districts tbody tr').count() > 20, true);
      assert.equal(await page.locator('.map-static svg').isVisible(), true);
      assert.equal(await page.locator('.map-live').isVisible(), false);
      assert.equal(await page.locator('svg.figure').count() >= 4, true);
      await page.click('.panel:has(#puls) summary');
      assert.equal(await page.locator('.panel:has(#puls) table').isVisible(), true);
      await page.context().close();
    });

    it('is filtered, sorted and left for another week without scripts', async () => {
      const page = await open(product(), { scripts: false });
      await page.goto('/');
      const whole = await page.textContent('.key-count .key-value');
      await page.selectOption('#filter-category', 'SKA');
      await page.selectOption('#filter-span', '4');
      await page.click('.filter button');
      assert.match(page.url(), /\?category=SKA&span=4$/);
      assert.notEqual(await page.textContent('.key-count .key-value'), whole);
      await page.click('.filter-now a');
      assert.match(page.url(), /\?span=4$/);
      await page.click('table.districts thead a:has-text("Antal")');
      assert.match(page.url(), /sort=-count/);
      const counts = await numbers(page);
      assert.deepEqual(counts, counts.toSorted((a, b) => b - a));
      const title = await page.textContent('h1');
      await page.click('.weeks a[rel="prev"]');
      assert.notEqual(await page.textContent('h1'), title);
      assert.match(page.url(), /span=4/);
      await page.context().close();
    });

    it('the table adds up to the key figure', async () => {
      const page = await open(product(), { scripts: false });
      await page.goto('/');
      const counts = await page.locator('table.districts tbody tr td:nth-child(2)').allTextContents();
      const sum = counts.map(number).reduce((a, b) => a + b, 0);
      assert.equal(sum, number(await page.textContent('.key-count .key-value')));
      assert.equal(sum, number(await page.textContent('table.districts tfoot td:nth-child(2)')));
      await page.context().close();
    });

    it('sorts in place with scripts and keeps the focus', async () => {
      const page = await open(product());
      await page.goto('/');
      await page.focus('table.districts thead a:has-text("Antal")');
      await page.keyboard.press('Enter');
      await page.waitForSelector('th[aria-sort="descending"]');
      assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Antal');
      const counts = await numbers(page);
      assert.deepEqual(counts, counts.toSorted((a, b) => b - a));
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    it('draws a map that can be moved and never leaves the origin', async () => {
      const page = await open(product());
      await page.goto('/');
      await settled(page);
      assert.equal(await page.locator('.map-static').isVisible(), false);
      const colours = async () => {
        const image = await page.locator('.map-live canvas').screenshot();
        return image.length;
      };
      const before = await colours();
      assert.equal(before > 8000, true, `the map is nearly empty: ${before} bytes`);
      await page.focus('.map-live canvas');
      for (let i = 0; i < 3; i++) await page.keyboard.press('+');
      await page.waitForTimeout(1500);
      assert.notEqual(await colours(), before);
      // The way to a district's picture stays while the pointer goes to it over other districts.
      await page.locator('.map-live canvas').click();
      const link = await page.locator('.map-told a').boundingBox();
      await page.mouse.move(link.x + link.width / 2, link.y + link.height / 2, { steps: 25 });
      assert.match(await page.locator('.map-told a').getAttribute('href'), /district=/);
      await page.focus('.map-list a');
      assert.match(await page.textContent('.map-told'), /: \d+ händelse/);
      await page.check('#map-density');
      await page.waitForTimeout(500);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    it('goes from open to published, and refuses a step that someone else took', async () => {
      const [one, two] = [await open(product()), await open(product())];
      // A week that is over and that nobody has worked on: before the town's own.
      const week = '/t/0580/lagesbild/2020-W10';
      await one.goto(week);
      await two.goto(week);
      const labels = async (page) => page.locator('.steps button').allTextContents();
      if ((await labels(one)).includes('Stäng veckan')) {
        await one.click('.steps button:has-text("Stäng veckan")');
        assert.equal(await one.textContent('.stages [aria-current]').then((t) => t.trim()), 'Stängd');
        await two.click('.steps button:has-text("Stäng veckan")');
        assert.match(await two.textContent('h1'), /./);
        assert.equal(await two.locator('.stages').count(), 0, 'the second of two is told, not obeyed');
        await one.goto(week);
      }
      await one.click('.steps button:has-text("Gör utkast")');
      // Nobody has met about it: that cannot be said, and the week can go out without a judgement.
      await one.click('.steps button:has-text("Mötet har bedömt läget")');
      assert.match(await one.textContent('main'), /när mötet är hållet/);
      await one.goto(week);
      const publish = async (reason) => {
        await one.click('.steps a:has-text("Publicera")');
        if (reason) await one.fill('#reason', reason);
        if (await one.locator('#kept').count()) await one.check('#kept');
        await one.click('form[action$="/publicera"] button');
      };
      await publish();
      assert.equal(await one.textContent('.stages [aria-current]').then((t) => t.trim()), 'Publicerad');
      assert.match(await one.textContent('.period'), /Utgåva 1/);
      assert.match(await one.textContent('main'), /publicerades utan att mötet hade bedömt/);
      await publish('Fel stadsdel på en rad');
      assert.match(await one.textContent('.period'), /Utgåva 2/);
      assert.match(await one.textContent('.picture-head'), /Fel stadsdel på en rad/);
      assert.equal(await one.locator('.versions a').count(), 2);
      await one.context().close();
      await two.context().close();
    });

    it('is taken with as files of the right kind', async () => {
      const page = await open(product());
      await page.goto('/');
      const kinds = { pdf: 'application/pdf', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv', json: 'application/json' };
      const links = await page.locator('.downloads a').evaluateAll((all) => all.map((a) => a.href));
      assert.equal(links.length, 4);
      for (const link of links) {
        const kind = new URL(link).pathname.split('.').at(-1);
        const response = await page.request.get(link);
        assert.equal(response.status(), 200, link);
        assert.equal(response.headers()['content-type'].split(';')[0], kinds[kind], link);
        assert.match(response.headers()['content-disposition'] ?? '', /lagesbild-\d+-\d{4}-W\d\d\.(pdf|xlsx|csv|json)/, link);
      }
      await page.context().close();
    });

    it('prints with week, period, filter and edition, and nothing to click', async () => {
      const page = await open(product());
      await page.goto('/');
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('.print-header').isVisible(), true);
      assert.equal(await page.locator('.filter').isVisible(), false);
      assert.equal(await page.locator('.map-static svg').isVisible(), true);
      await page.context().close();
    });

    it('shows another persona only what that persona may do', async () => {
      const page = await open(product(), { scripts: false });
      await page.goto('/');
      const personas = await page.locator('#persona option').evaluateAll((all) => all.map((o) => o.value));
      const seen = new Set();
      for (const key of personas) {
        await page.selectOption('#persona', key);
        await page.click('.persona button');
        await page.goto('/');
        assert.equal(await page.inputValue('#persona'), key);
        seen.add((await page.locator('.navigation a').allTextContents()).join('|'));
      }
      assert.equal(seen.size > 1, true, 'every persona has the same navigation');
      await page.context().close();
    });

    it('sends a choice made with a pointer at once, and one made with keys when asked', async () => {
      const page = await open(product());
      await page.goto('/');
      await page.focus('#filter-category');
      await page.keyboard.press('ArrowDown');
      assert.doesNotMatch(page.url(), /category=/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/category=SKA/);
      await page.locator('.filter').dispatchEvent('pointerdown');
      await page.selectOption('#filter-category', 'INB');
      await page.waitForURL(/category=INB/);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  });
}

const number = (text) => Number(text.replace(/[^\d]/g, ''));

/** Counts of the districts' rows, without the row of incidents that have none. */
async function numbers(page) {
  return (await page.locator('table.districts tbody tr:not([data-last]) td:nth-child(2)').allTextContents()).map(number);
}
