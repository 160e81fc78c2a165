// Makes the handbook's pictures from the practice municipality, and measures how long the work takes:
//
//   SAMSYN_BIN=target/release/samsyn node docs/handbok/make.mjs            (both)
//   SAMSYN_BIN=target/release/samsyn node docs/handbok/make.mjs pictures
//   SAMSYN_BIN=target/release/samsyn node docs/handbok/make.mjs times
//
// It starts a town of its own in a folder of its own. CHROMIUM names the browser.
//
// The times are those of a scripted hand that does every press and letter of the work in the real product, with
// the pauses of the keystroke-level model (Card, Moran and Newell 1980): K 0.28 s a letter (40 words a minute),
// P 1.1 s to point or tap, M 1.35 s to think before each part, and 0.24 s for each word that is read. The
// product's own answers are part of them. Nothing is known before it is read; no break, no talk.
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open, start } from '../../crates/web/tests/browser/product.mjs';
import { past } from '../../crates/web/tests/browser/week.mjs';

const TOWN = 20;
const LARGEST = 150_000;
const [K, P, M, WORD] = [280, 1_100, 1_350, 240];
const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv[2];
const at = (path) => `/t/0580/${path}`;
let town;

async function pictures() {
  const phone = async (persona) => open(town, { width: 390, persona });
  const desk = async (persona) => open(town, { persona });

  const landlord = await phone('landlord');
  await landlord.goto(at('rapportera'));
  await landlord.fill('#place', 'Skolparken');
  await landlord.check('input[name="when"][value="today"]');
  await landlord.selectOption('#target', 'NED:sharps');
  await shoot(landlord, 'rapportera');
  await landlord.selectOption('#district', { label: 'Ryd' });
  await landlord.click('[data-act="map"]');
  await landlord.waitForSelector('.pick-map[data-drawn]');
  await landlord.locator('.pick-map').scrollIntoViewIfNeeded();
  await landlord.click('[data-act="middle"]');
  await shoot(landlord, 'rapportera-karta', '.pick-map');
  await landlord.goto(at('rapportera/utan-nat'));
  await shoot(landlord, 'rapportera-utan-nat');
  await landlord.goto(at('mina'));
  await landlord.click('.threads a >> nth=-1');
  await shoot(landlord, 'mina-rapport');
  await landlord.context().close();

  const coordinator = await desk('coordinator');
  await coordinator.goto(at('granska'));
  await shoot(coordinator, 'granska');
  await coordinator.click('main p a.ds-button');
  await coordinator.waitForURL(/granska\/.+/);
  await shoot(coordinator, 'granska-en');
  await coordinator.goto('/');
  await coordinator.waitForSelector('[data-island="map"][data-drawn]', { timeout: 60_000 });
  await shoot(coordinator, 'lagesbild');
  await coordinator.goto(at(`mote/${past(0).week}`));
  await shoot(coordinator, 'mote', '#assessment');
  await coordinator.context().close();

  const police = await desk('police');
  await police.goto(at(`mote/${past(1).week}`));
  await shoot(police, 'mote-beslut', '#decisions');
  await police.goto(at('insatser/ny'));
  await police.fill('#title', 'Tätare trygghetsvandringar vid Skolparken');
  await shoot(police, 'insats-ny');
  await police.context().close();

  const engineer = await desk('engineer');
  await engineer.goto(at('insatser/tavla'));
  await shoot(engineer, 'insatser');
  await engineer.goto(at('insatser'));
  await engineer.click('tbody a');
  await shoot(engineer, 'insats');
  await engineer.context().close();
}

/** A picture of what is in the window, or of the window from a part of the page on, as WebP. */
async function shoot(page, name, from) {
  await page.evaluate(() => document.fonts.ready);
  // The banner of the practice municipality is no part of the product that anyone meets.
  await page.evaluate((selector) => {
    document.querySelector('.practice')?.remove();
    if (selector) document.querySelector(selector)?.scrollIntoView({ block: 'start' });
    else window.scrollTo(0, 0);
  }, from ?? null);
  const session = await page.context().newCDPSession(page);
  for (const quality of [80, 65, 50]) {
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality });
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length > LARGEST && quality > 50) continue;
    await writeFile(join(here, 'bilder', `${name}.webp`), bytes);
    console.log(`docs/handbok/bilder/${name}.webp  ${Math.round(bytes.length / 1000)} kB`);
    break;
  }
}

/** Does what a hand does, with its pauses. */
class Hand {
  constructor(page) {
    this.page = page;
  }

  async think() {
    await this.page.waitForTimeout(M);
  }

  async tap(selector) {
    await this.page.waitForTimeout(P);
    await this.page.click(selector);
  }

  async write(selector, text) {
    await this.tap(selector);
    await this.page.keyboard.type(text, { delay: K });
  }

  /** Opens a list, finds the option, takes it. */
  async choose(selector, value) {
    await this.page.waitForTimeout(P + M + P);
    await this.page.selectOption(selector, value);
  }

  async press(key) {
    await this.page.waitForTimeout(K);
    await this.page.keyboard.press(key);
  }

  async read(selector) {
    const words = (await this.page.locator(selector).first().innerText()).split(/\s+/).length;
    await this.page.waitForTimeout(words * WORD);
  }
}

const seconds = (since) => (performance.now() - since) / 1000;

async function times() {
  const rows = [];
  const reporter = await open(town, { width: 390, persona: 'landlord' });
  const one = await report(reporter, 'Skolparken', 'Glas och en spruta vid gungorna. Städat det mesta, men sanden behöver silas.', 'NED:sharps');
  rows.push(['seconds per report on a phone (place by name, today, category, 77 letters)', one.toFixed(0)]);
  for (let i = 0; i < 9; i++) await report(reporter, ['Stora torget', 'Centrumhuset', 'Bussterminalen'][i % 3], 'Stökigt på kvällen.', ['SAM:centre', 'NED:rubbish', 'SKA:graffiti'][Math.floor(i / 3)], true);
  await reporter.context().close();
  rows.push(['review, seconds per item from the keyboard, ten items', (await review()).toFixed(1)]);
  rows.push(['from draft to published, minutes (minutes of the meeting typed in, one decision)', ((await publish()) / 60).toFixed(1)]);
  console.log('\n| what | result |\n|---|---|');
  for (const [what, result] of rows) console.log(`| ${what} | ${result} |`);
}

async function report(page, place, text, target, quickly = false) {
  const hand = new Hand(page);
  await page.goto(at('rapportera'));
  const began = performance.now();
  if (quickly) {
    await page.fill('#place', place);
    await page.check('input[name="when"][value="today"]');
    await page.selectOption('#target', target);
    await page.fill('#description', text);
  } else {
    await hand.think();
    await hand.write('#place', place);
    await hand.think();
    await hand.tap('label:has(input[name="when"][value="today"])');
    await hand.choose('#target', target);
    await hand.think();
    await hand.write('#description', text);
    await hand.think();
    await page.waitForTimeout(P);
  }
  await page.click('.send button');
  if (await page.locator('button[name="despite"]').count()) {
    if (!quickly) await hand.read('.ds-alert');
    await page.click('button[name="despite"]');
  }
  await page.waitForURL(/tack=1/);
  return seconds(began);
}

async function review() {
  const page = await open(town, { persona: 'coordinator' });
  const hand = new Hand(page);
  await page.goto(at('granska'));
  await page.click('main p a.ds-button');
  await page.waitForURL(/granska\/.+/);
  const began = performance.now();
  for (let i = 0; i < 10; i++) {
    const here = page.url();
    await hand.read('.reported');
    await hand.think();
    await hand.press('g');
    await page.waitForURL((url) => url.href !== here);
  }
  const each = seconds(began) / 10;
  await page.context().close();
  return each;
}

async function publish() {
  // A week before the town's first: nobody has worked on it.
  const { week } = past(TOWN + 4);
  const page = await open(town, { persona: 'coordinator' });
  const hand = new Hand(page);
  await page.goto(at(`lagesbild/${week}`));
  for (const step of ['close', 'draft']) await page.click(`.steps button[value="${step}"]`);
  const began = performance.now();
  await hand.think();
  await page.goto(at(`mote/${week}`));
  for (let i = 0; i < 5; i++) await hand.tap(`#attendance .tick >> nth=${i}`);
  await hand.tap('#attendance form button');
  for (let i = 1; i <= 4; i++) {
    await hand.think();
    await hand.write(`#round-${i}`, 'Lugnt i veckan, två samlingar vid torget på fredagskvällen.');
  }
  await hand.tap('#round form button');
  await hand.read('section:has(#h-picture)');
  const row = 'table.assess tbody tr >> nth=0';
  await hand.think();
  await hand.choose(`${row} >> select[name="situation"]`, 'orange');
  await hand.choose(`${row} >> select[name="trend"]`, 'rising');
  await hand.write(`${row} >> input[name="motive"]`, 'Återkommande samlingar');
  await hand.tap('#assessment input[name="others_normal"]');
  await hand.tap('#assessment button[name="confirm"]');
  for (const [i, text] of ['Skolparken', 'Gångtunneln'].entries()) {
    await hand.think();
    await hand.write(`#focus input[name="focus"] >> nth=${i}`, text);
  }
  await hand.tap('#focus form button');
  await hand.think();
  if (await page.locator('#decisions li form button').count()) await hand.tap('#decisions li form button >> nth=0');
  await page.goto(at(`mote/${week}`));
  for (const step of ['hold', 'draft', 'send']) await hand.tap(`.steps button[value="${step}"]`);
  await page.goto(at(`lagesbild/${week}`));
  await hand.read('.headline');
  await hand.think();
  await hand.tap('.steps button[value="assess"]');
  await hand.think();
  await hand.tap('.steps a:has-text("Publicera")');
  await hand.think();
  if (await page.locator('#kept').count()) await hand.tap('#kept');
  await hand.tap('form[action$="/publicera"] button');
  await page.waitForSelector('.period:has-text("Utgåva 1")');
  const all = seconds(began);
  await page.context().close();
  return all;
}

town = await start({ weeks: TOWN });
try {
  if (wanted !== 'times') await pictures();
  if (wanted !== 'pictures') await times();
} finally {
  await town.stop();
}
