// The report form without a net, in a real browser: it opens, what is written is kept, and it comes in once.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { broken, open } from './product.mjs';

export function offline(product) {
  describe('without a net', () => {
    it('the form opens in a new tab, is filled in, and the report comes in exactly once', async () => {
      const first = await open(product(), { width: 390, persona: 'guard' });
      const form = await kept(first);
      await first.close();
      const context = first.context();
      await context.setOffline(true);
      const page = await open(product(), { beside: first });
      await page.goto(form);
      assert.match(await page.textContent('main'), /Ingen uppkoppling/);
      assert.deepEqual(await broken(page), []);
      await page.screenshot({ path: join(product().shots, 'report-offline-390.png'), fullPage: true });
      const secrets = await page.evaluate(() => document.documentElement.outerHTML);
      assert.doesNotMatch(secrets, /Ordningsvakt/, 'the kept form says who nobody is');
      for (const words of ['Skrivet utan nät, ett', 'Skrivet utan nät, två']) {
        await write(page, words);
        await page.click('.send button');
        await page.waitForFunction(() => document.querySelector('.kept').textContent.includes('ligger kvar'));
        assert.equal(await page.inputValue('#description'), '', 'the form is empty for the next');
      }
      // The tab is closed and the form opened again, still without a net.
      await page.close();
      const again = await open(product(), { beside: first });
      await again.goto(form);
      assert.equal(await again.inputValue('#description'), '');
      await context.setOffline(false);
      await again.waitForFunction(() => document.querySelector('.kept').textContent.includes('är skickad'));
      assert.deepEqual(again.faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED')), []);
      // Whatever is opened now sends nothing again.
      await again.goto(form);
      await again.goto(form.replace('rapportera', 'mina'));
      assert.equal(await again.locator('.threads li:has-text("Storängsgatan")').count(), 2);
      await context.close();
    });

    it('a photo stays on the device, follows its report once, and is gone from there', async () => {
      await photos('yes');
      const first = await open(product(), { width: 390, persona: 'guard' });
      const form = await kept(first);
      const threads = (page) => page.locator('.threads li:has-text("Storängsgatan")').count();
      await first.goto(form.replace('rapportera', 'mina'));
      const before = await threads(first);
      await first.close();
      const context = first.context();
      const sent = [];
      context.on('request', (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/bild')) sent.push(request.url());
      });
      await context.setOffline(true);
      const page = await open(product(), { beside: first });
      await page.goto(form);
      await write(page, 'Skrivet utan nät, med bild');
      // As if it were larger than what is taken.
      const most = await page.$eval('#photo', (field) => field.dataset.most);
      assert.equal(most, String(15 << 20));
      await page.$eval('#photo', (field) => { field.dataset.most = '10'; });
      await page.setInputFiles('#photo', { name: 'torget.png', mimeType: 'image/png', buffer: PIXEL });
      await page.waitForFunction(() => document.querySelector('.kept').textContent.includes('större än 15 MB'));
      assert.equal(await page.inputValue('#photo'), '', 'nothing is chosen that would be refused');
      await page.$eval('#photo', (field, before) => { field.dataset.most = before; }, most);
      await page.setInputFiles('#photo', { name: 'torget.png', mimeType: 'image/png', buffer: PIXEL });
      assert.deepEqual(await broken(page), []);
      await page.screenshot({ path: join(product().shots, 'report-offline-photo-390.png'), fullPage: true });
      await page.click('.send button');
      await page.waitForFunction(() => document.querySelector('.kept').textContent.includes('ligger kvar'));
      assert.equal(await page.inputValue('#photo'), '', 'the form is empty for the next');
      assert.equal(await onDevice(page), 1);
      await page.close();
      // The net comes back, but breaks again between the report and its photo.
      await context.route('**/bild', (route) => route.abort());
      const again = await open(product(), { beside: first });
      await again.goto(form);
      await context.setOffline(false);
      await again.waitForFunction(() => document.querySelector('.kept').textContent.includes('är skickad'));
      for (let left = 100; sent.length === 0; left--) {
        assert.notEqual(left, 0, 'the photo was never tried');
        await new Promise((later) => setTimeout(later, 50));
      }
      assert.equal(await onDevice(again), 1, 'what was not taken stays');
      await context.unroute('**/bild');
      sent.length = 0;
      await again.goto(form.replace('rapportera', 'mina'));
      await gone(again);
      // The page that was left may have begun to try again; what it began is cut off, and the next page does it.
      const tries = sent.length;
      assert.notEqual(tries, 0);
      // Whatever is opened now sends nothing again.
      await again.goto(form);
      await again.waitForLoadState('networkidle');
      assert.equal(sent.length, tries);
      await again.goto(form.replace('rapportera', 'mina'));
      assert.equal(await threads(again), before + 1, 'the report came in once');
      await again.goto(sent[0].replace(/\/bild$/, ''));
      assert.equal(await again.locator('img.photo').count(), 1);
      await context.close();
    });

    it('where no photos are taken none is asked for and none is kept', async () => {
      await photos('no');
      const page = await open(product(), { persona: 'guard' });
      const form = await kept(page);
      await page.context().setOffline(true);
      await page.goto(form);
      assert.equal(await page.locator('input[type="file"]').count(), 0);
      await write(page, 'Skrivet utan nät, utan bild');
      await page.click('.send button');
      await page.waitForFunction(() => document.querySelector('.kept').textContent.includes('ligger kvar'));
      assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name)), []);
      // Its report must not be counted by the next test.
      await page.evaluate(() => localStorage.clear());
      await page.context().close();
    });

    /** Has an administrator decide whether photos are taken. */
    async function photos(value) {
      const page = await open(product(), { persona: 'administrator' });
      await page.goto('/');
      const tenant = new URL(page.url()).pathname.split('/')[2];
      await page.goto(`/t/${tenant}/administration`);
      await page.check(`input[name="photos"][value="${value}"]`);
      await page.click('form[action$="/administration/bilder"] button');
      await page.waitForLoadState();
      await page.context().close();
    }

    it('a report of someone else is not sent, and signing out forgets what waits', async () => {
      const page = await open(product(), { persona: 'guard' });
      const form = await kept(page);
      await page.context().setOffline(true);
      await page.goto(form);
      await write(page, 'Ordningsvaktens ord');
      await page.click('.send button');
      await page.waitForFunction(() => document.querySelector('.kept').textContent.includes('ligger kvar'));
      await page.context().addCookies([{ name: 'samsyn-persona', value: 'landlord', url: product().address }]);
      await page.context().setOffline(false);
      await page.goto(form);
      await page.waitForLoadState('networkidle');
      await page.goto(form.replace('rapportera', 'mina'));
      assert.equal(await page.locator('.threads li:has-text("Storängsgatan")').count(), 0);
      const waiting = () => page.evaluate(() => JSON.parse(localStorage.getItem('samsyn-report-queue') ?? '[]').length);
      assert.equal(await waiting(), 1);
      // What the server says to a browser that signs out.
      const told = (await page.request.post('/logga-ut', { headers: { 'sec-fetch-site': 'same-origin' }, maxRedirects: 0 })).headers();
      assert.match(told['clear-site-data'], /"storage"/);
      await page.context().close();
    });

    it('keeps no page but the empty form, and files of this version alone', async () => {
      const page = await open(product(), { persona: 'coordinator' });
      await page.goto('/');
      await kept(page);
      await page.goto('/');
      const names = await page.evaluate(async () => {
        const found = [];
        for (const name of await caches.keys()) {
          for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
        }
        return { caches: await caches.keys(), found };
      });
      assert.equal(names.caches.length, 1, `${names.caches}`);
      assert.deepEqual(names.found.filter((path) => !path.startsWith('/assets/') && !path.endsWith('/rapportera/utan-nat')), []);
      await page.context().close();
    });
  });
}

/** A photo of one pixel. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGOoMj4CAAKcAXJVN25bAAAAAElFTkSuQmCC', 'base64');

/** How many photos wait on the device. */
const onDevice = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('samsyn-report-photos', 1);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const counting = opening.result.transaction('photos').objectStore('photos').count();
    counting.onsuccess = () => {
      opening.result.close();
      resolve(counting.result);
    };
  };
}));

/** Waits until no photo is left on the device. */
async function gone(page) {
  for (let left = 200; (await onDevice(page)) > 0; left--) {
    assert.notEqual(left, 0, 'the photo never left the device');
    await new Promise((later) => setTimeout(later, 50));
  }
}

/** Opens the form and waits until the browser has kept it; gives its address. */
async function kept(page) {
  await page.goto('/');
  const tenant = new URL(page.url()).pathname.split('/')[2];
  const path = `/t/${tenant}/rapportera`;
  await page.goto(path);
  const there = () => page.evaluate(async (address) => navigator.serviceWorker.controller !== null && (await caches.match(address)) !== undefined, `${path}/utan-nat`);
  for (let left = 100; !(await there()); left--) {
    assert.notEqual(left, 0, 'the form was never kept');
    await new Promise((later) => setTimeout(later, 50));
  }
  return path;
}

async function write(page, words) {
  await page.fill('#place', 'Storängsgatan');
  await page.selectOption('#district', { index: 1 });
  await page.selectOption('#target', 'NED');
  await page.fill('#description', words);
}
