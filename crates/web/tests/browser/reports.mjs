// From the one who sees something to the one who reviews it, and back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { open } from './product.mjs';

const FORM = '/t/0580/rapportera';

async function fill(page, text) {
  await page.goto(FORM);
  await page.fill('#place', 'Skolparken');
  await page.check('input[name="when"][value="today"]');
  await page.selectOption('#target', 'NED:sharps');
  await page.fill('#description', text);
}

/** Sends the form, also when something alike is there already. */
async function send(page) {
  await page.click('.send button');
  if (await page.locator('button[name="despite"]').count()) await page.click('button[name="despite"]');
  await page.waitForURL(/\/mina\/.*tack=1/);
}

const listed = async (page, text) => {
  await page.goto('/t/0580/mina');
  const links = await page.locator('.threads a').evaluateAll((all) => all.map((a) => a.href));
  let found = 0;
  for (const link of links.slice(0, 4)) {
    await page.goto(link);
    if ((await page.textContent('.reported')).includes(text)) found += 1;
  }
  return found;
};

export function reports(product) {
  describe('a report', () => {
    it('is filed on a phone, reviewed and told back, all without scripts', async () => {
      const reporter = await open(product(), { scripts: false, width: 390, persona: 'landlord' });
      await fill(reporter, 'Glas på gången till lekplatsen.');
      await send(reporter);
      const thread = new URL(reporter.url()).pathname;
      assert.match(await reporter.textContent('main'), /Väntar på granskning/);
      const reviewer = await open(product(), { scripts: false, persona: 'coordinator' });
      await reviewer.goto(thread.replace('/mina/', '/granska/'));
      assert.match(await reviewer.textContent('.reported'), /Glas på gången/);
      await reviewer.click('button[value="accept"]');
      await reporter.goto(thread);
      assert.match(await reporter.textContent('.timeline'), /med i underlaget till lägesbilden/);
      await reporter.context().close();
      await reviewer.context().close();
    });

    it('is reviewed from the keyboard', async () => {
      const page = await open(product(), { persona: 'coordinator' });
      await page.goto('/t/0580/granska');
      await page.click('main p a.ds-button');
      await page.waitForURL(/granska\/.+/);
      const first = page.url();
      await page.keyboard.press('f');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'question');
      await page.keyboard.type('ag');
      assert.equal(page.url(), first, 'letters in a text are text');
      await page.locator('h1').click();
      await page.keyboard.press('g');
      await page.waitForURL((url) => url.href !== first);
      assert.doesNotMatch(await page.textContent('body'), /Någon annan hann före/);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    it('with personal data comes back marked, and is masked with one press', async () => {
      const page = await open(product(), { persona: 'landlord' });
      await fill(page, 'Ring Kalle Karlsson, 070-174 06 05');
      await page.click('.send button');
      assert.equal(await page.locator('mark').first().textContent(), 'Kalle Karlsson');
      await page.click('button[name="mask"]');
      assert.equal(await page.inputValue('#description'), 'Ring [namn], [telefon]');
      await page.context().close();
    });

    it('without a net waits on the device and is sent once', async () => {
      const page = await open(product(), { width: 390, persona: 'guard' });
      const text = 'Sprutor vid bänkarna, ingen uppkoppling i tunneln.';
      await fill(page, text);
      await page.context().setOffline(true);
      await page.click('.send button');
      await page.click('.send button');
      assert.match(await page.textContent('.kept'), /Ingen uppkoppling/);
      await page.context().setOffline(false);
      await page.waitForFunction(() => document.querySelector('.kept').textContent.includes('är skickad'));
      await page.goto(FORM);
      assert.equal(await page.inputValue('#description'), '', 'what was sent is no draft');
      assert.equal(await listed(page, text), 1);
      await page.context().close();
    });

    it('half written survives a closed tab', async () => {
      const page = await open(product(), { persona: 'head-teacher' });
      await fill(page, 'Halvt skriven.');
      await page.waitForFunction(() => document.querySelector('.kept').textContent !== '');
      const other = await open(product(), { beside: page });
      await page.close();
      await other.goto(FORM);
      assert.equal(await other.inputValue('#description'), 'Halvt skriven.');
      await other.context().close();
    });
  });
}
