// Every page, in both colour schemes and on a phone and a laptop.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { CONTRAST, broken, open } from './product.mjs';

const TENANT_PAGES = [
  'lagesbild', 'veckor', 'kommande', 'import', 'stadsdelar', 'koder', 'utbildning', 'rapportera', 'mina', 'granska', 'platser', 'mote',
  'insatser', 'insatser/tavla', 'insatser/kalender', 'insatser/ny', 'analys', 'analys?method=periods',
  'analys?method=trend&category=SKA', 'analys?method=hot-squares&side=500', 'analys?method=density&cell=250',
  'analys?method=life-lines&category=SKA',
];
const OPEN_PAGES = ['/om', '/tillganglighet', '/logga-in', '/losenord', '/inbjudan/00', '/konto', '/finns-inte'];
const ADMINISTRATION = ['', '/bjud-in', '/organisationer', '/genomgang', '/veckan', '/kategorier', '/kategorier/SKA', '/nivaer', '/nivaer/orange'];

export function pages(product) {
  describe('every page', () => {
    let addresses;
    before(async () => {
      const page = await open(product());
      await page.goto('/');
      const tenant = new URL(page.url()).pathname.split('/')[2];
      addresses = [...TENANT_PAGES.map((path) => `/t/${tenant}/${path}`), ...OPEN_PAGES].map((path) => ({ path, persona: 'coordinator' }));
      const log = await personaFor(page, `/t/${tenant}/logg`);
      addresses.push({ path: `/t/${tenant}/logg`, persona: log });
      const administration = `/t/${tenant}/administration`;
      const administrator = await personaFor(page, administration);
      for (const path of ADMINISTRATION) addresses.push({ path: `${administration}${path}`, persona: administrator });
      await page.goto(administration);
      const person = await page.getAttribute('tbody th a', 'href');
      addresses.push({ path: person, persona: administrator });
      const reporter = await personaFor(page, `/t/${tenant}/rapportera`, ['landlord']);
      for (const [list, link, persona] of [
        ['granska', 'tbody th a', undefined],
        ['mina', '.threads a', reporter],
        ['insatser', 'tbody a', undefined],
        ['analys', 'tbody a', undefined],
      ]) {
        const beside = await open(product(), { beside: page, persona: persona ?? 'coordinator' });
        await beside.goto(`/t/${tenant}/${list}`);
        addresses.push({ path: await beside.getAttribute(link, 'href'), persona: persona ?? 'coordinator' });
        await beside.close();
      }
      await page.context().close();
    });

    it('breaks no accessibility rule in light or dark and does not scroll sideways, on a phone and a laptop', async () => {
      const found = [];
      const first = await open(product());
      for (const { path, persona } of addresses) {
        const page = await open(product(), { beside: first, persona });
        const response = await page.goto(path);
        assert.equal(response.status(), path === '/finns-inte' ? 404 : 200, path);
        for (const scheme of ['light', 'dark']) {
          await turn(page, scheme);
          for (const width of [1280, 390]) {
            await page.setViewportSize({ width, height: 900 });
            await settled(page);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            if (wide > 0) found.push(`${path}: ${wide} px wider than the screen of ${width} px`);
            // What is dark differs from what is light in colours alone.
            const rules = scheme === 'dark' ? CONTRAST : undefined;
            for (const line of await broken(page, rules)) found.push(`${path}, ${width} px, ${scheme}: ${line}`);
            const name = `${path.split('/').at(-1)}-${width}-${scheme}.png`;
            if (process.env.SCREENSHOTS) await page.screenshot({ path: join(product().shots, name), fullPage: true });
          }
        }
        for (const fault of page.faults.filter((f) => !(path === '/finns-inte' && f.includes('404')))) found.push(`${path}: ${fault}`);
        await page.close();
      }
      await first.context().close();
      assert.deepEqual(found, []);
    });

    for (const scripts of [true, false]) {
      it(`has one row of links and a word for the rest on a phone, ${scripts ? 'with' : 'without'} scripts`, async () => {
        const page = await open(product(), { width: 390, scripts, persona: 'coordinator' });
        await page.goto('/');
        await page.goto(`${page.url().split('/lagesbild')[0]}/veckor`);
        const summary = page.locator('.navigation-rest summary');
        assert.match((await summary.textContent()).replace(/\s+/g, ' '), /^Mer ?här är du: Veckor$/);
        const rest = page.locator('.navigation-rest a');
        assert.equal(await page.locator('.navigation-more').isVisible(), false);
        assert.equal(await rest.first().isVisible(), false);
        assert.equal((await summary.boundingBox()).height < 60, true, 'the word takes one row');
        await summary.focus();
        await page.keyboard.press('Enter');
        assert.equal(await rest.first().isVisible(), true);
        assert.equal(await page.locator('.navigation-rest a[aria-current="page"]').textContent(), 'Veckor');
        if (scripts) assert.deepEqual(await broken(page), []);
        await page.screenshot({ path: join(product().shots, `mer-390-${scripts}.png`) });
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => !url.pathname.endsWith('/veckor'));
        await page.setViewportSize({ width: 1280, height: 900 });
        assert.equal(await page.locator('.navigation-more').isVisible(), true);
        assert.equal(await page.locator('.navigation-rest').isVisible(), false);
        await page.context().close();
      });
    }

    it('is the same in English', async () => {
      const first = await open(product(), { lang: 'en-GB' });
      for (const { path, persona } of addresses) {
        const page = await open(product(), { beside: first, persona });
        await page.goto(path);
        assert.equal(await page.getAttribute('html', 'lang'), 'en', path);
        assert.match(await page.textContent('footer'), /one shared picture/, path);
        await page.close();
      }
      await first.context().close();
    });

    it('is reached by keyboard alone, with the focus in sight', async () => {
      const found = [];
      const first = await open(product());
      for (const { path, persona } of addresses) {
        const page = await open(product(), { beside: first, persona });
        await page.goto(path);
        await settled(page);
        for (const line of await walk(page)) found.push(`${path}: ${line}`);
        await page.close();
      }
      await first.context().close();
      assert.deepEqual(found, []);
    });
  });
}

/** Another colour scheme; a page with a map loads itself again. */
async function turn(page, colorScheme) {
  const mapped = colorScheme === 'dark' && (await page.locator('[data-island="map"][data-drawn]').count());
  await Promise.all([mapped ? page.waitForEvent('load') : undefined, page.emulateMedia({ colorScheme })]);
  await settled(page);
}

/** The map has drawn itself, when there is one. */
export async function settled(page) {
  if (await page.locator('[data-island="map"]').count()) await page.waitForSelector('[data-island="map"][data-drawn]', { timeout: 60_000 });
}

/** The first persona who may open an address. */
async function personaFor(page, path, among) {
  const keys = among ?? await page.locator('#persona option').evaluateAll((options) => options.map((o) => o.value));
  for (const key of keys) {
    await page.context().addCookies([{ name: 'samsyn-persona', value: key, url: new URL(page.url()).origin }]);
    const response = await page.request.get(path);
    if (response.ok()) return key;
  }
  throw new Error(`no persona may open ${path}`);
}

/** Tabs through the page; tells what was never reached and where the focus could not be seen. */
async function walk(page) {
  await page.evaluate(() => {
    const focusable = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]';
    window.__left = new Set([...document.querySelectorAll(focusable)].filter((e) => {
      if (e.disabled || !e.checkVisibility({ visibilityProperty: true })) return false;
      // A group of radio buttons is one stop.
      return !(e.type === 'radio' && !e.checked && document.querySelector(`input[name="${e.name}"]:checked`));
    }));
    window.__unseen = [];
  });
  // A date field is several stops.
  const stops = (await page.evaluate(() => window.__left.size)) + 20;
  for (let i = 0; i < stops; i++) {
    await page.keyboard.press('Tab');
    const left = await page.evaluate(() => {
      const e = document.activeElement;
      if (!window.__left.delete(e)) return window.__left.size;
      const style = getComputedStyle(e);
      const ringed = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
      const around = e.closest('.ds-field');
      const ringedAround = around && getComputedStyle(around).outlineStyle !== 'none';
      if (!ringed && !ringedAround) window.__unseen.push(`no focus ring on ${e.outerHTML.slice(0, 120)}`);
      return window.__left.size;
    });
    if (left === 0) break;
  }
  return page.evaluate(() => [...window.__unseen, ...[...window.__left].map((e) => `never reached: ${e.outerHTML.slice(0, 120)}`)]);
}
