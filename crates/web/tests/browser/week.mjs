// The whole week as five people live it: someone reports, it is reviewed, the picture is drafted, the meeting
// judges and decides, the picture is published, an action is carried out and followed up, and the one who
// reported sees what came of it. Once on a laptop with scripts, once on a phone without.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { broken, open, start } from './product.mjs';

/** Weeks of the small town that this is played in; what happens here happens before its first week. */
const TOWN = 8;

export function week() {
  describe('the whole week', () => {
    let town;
    before(async () => {
      town = await start({ weeks: TOWN });
    });
    after(async () => {
      await town?.stop();
    });

    it('as five people on a laptop, with scripts, breaking no accessibility rule on the way', async () => {
      const found = [];
      const look = async (page) => {
        for (const width of [390, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          for (const line of await broken(page)) found.push(`${new URL(page.url()).pathname} ${width}: ${line}`);
        }
        found.push(...page.faults.splice(0).map((fault) => `${new URL(page.url()).pathname}: ${fault}`));
      };
      await play(town, {}, TOWN + 4, look);
      assert.deepEqual(found, []);
    });

    it('as five people on a phone, without scripts', async () => {
      await play(town, { scripts: false, width: 390 }, TOWN + 8, async () => {});
    });
  });
}

/** Monday so many weeks back, and the week's name in addresses. */
export function past(back) {
  const now = new Date();
  const monday = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - ((now.getUTCDay() + 6) % 7) - 7 * back));
  const thursday = new Date(monday.getTime() + 3 * 86_400_000);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const number = 1 + Math.floor((thursday.getTime() - first) / (7 * 86_400_000));
  const day = (after) => new Date(monday.getTime() + after * 86_400_000).toISOString().slice(0, 10);
  return { day, week: `${thursday.getUTCFullYear()}-W${String(number).padStart(2, '0')}` };
}

/** Plays the week; `look` is shown each page that someone has come to. */
export async function play(town, how, back, look) {
  const { day, week } = past(back);
  const at = (path) => `/t/0580/${path}`;
  const people = {};
  for (const persona of ['landlord', 'coordinator', 'police', 'engineer', 'director']) people[persona] = await open(town, { ...how, persona });
  const { landlord, coordinator, police, engineer, director } = people;

  // The caretaker reports.
  await landlord.goto(at('rapportera'));
  await landlord.fill('#place', 'Provgränden');
  await landlord.selectOption('#district', { index: 1 });
  const district = await landlord.inputValue('#district');
  await landlord.check('input[name="when"][value="other"]');
  await landlord.fill('#day', day(2));
  await landlord.fill('#from', '21:00');
  await landlord.fill('#to', '22:00');
  await landlord.selectOption('#target', 'PLA:lighting');
  await landlord.fill('#description', 'Mörkt hela gången, lamporna har varit trasiga i två veckor.');
  await look(landlord);
  await landlord.click('.send button');
  await landlord.waitForURL(/tack=1/);
  await look(landlord);
  const thread = new URL(landlord.url()).pathname;
  const report = thread.split('/').at(-1);

  // The coordinator reviews it and drafts the picture of its week.
  await coordinator.goto(at(`granska/${report}`));
  await look(coordinator);
  await coordinator.click('button[value="accept"]');
  await landlord.goto(thread);
  assert.match(await landlord.textContent('.timeline'), /med i underlaget/);
  const step = async (page, key) => {
    await page.click(`.steps button[value="${key}"]`);
    assert.equal(await page.locator('.stages').count(), 1, `${key}: ${await page.textContent('main')}`);
  };
  await coordinator.goto(at(`lagesbild/${week}`));
  await step(coordinator, 'close');
  await step(coordinator, 'draft');
  assert.match(await coordinator.textContent('.key-count .key-value'), /1/);

  // The police officer proposes what to do about it.
  await police.goto(at(`insatser/ny?report=${report}&week=${week}&district=${district}&category=PLA&place=Provgr%C3%A4nden`));
  const title = `Laga belysningen i Provgränden ${week}`;
  await police.fill('#title', title);
  await police.fill('#description', 'Alla lampor i gången byts.');
  const owner = await police.locator('#owner option', { hasText: 'Samhällsbyggnadsförvaltningen' }).first().getAttribute('value');
  await police.selectOption('#owner', owner);
  await police.fill('#due', day(20));
  await police.fill('#expected', 'Färre rapporter om mörker.');
  await police.fill('#measure', 'Rapporter före och efter.');
  await look(police);
  await police.click('main form button[type="submit"]');
  await police.waitForURL(/insatser\/[0-9a-f-]{36}/);
  const action = new URL(police.url()).pathname;
  await look(police);

  // The meeting: the coordinator writes, the police officer, who chairs, has it decided.
  const meeting = at(`mote/${week}`);
  await coordinator.goto(meeting);
  await coordinator.check('#attendance input[name="present"] >> nth=0');
  await save(coordinator, 'attendance');
  await coordinator.fill('#round-1', 'Boende undviker gången efter mörkrets inbrott.');
  await save(coordinator, 'round');
  const row = coordinator.locator(`tr:has(input[name="district"][value="${district}"])`);
  await row.locator('select[name="situation"]').selectOption('orange');
  await row.locator('select[name="trend"]').selectOption('rising');
  await row.locator('input[name="motive"]').fill('Belysning och ödslighet');
  await save(coordinator, 'assessment');
  // A draft is for those who write it: the picture has nothing of it until it is confirmed.
  await police.goto(at(`lagesbild/${week}`));
  assert.doesNotMatch(await police.textContent('main'), /Belysning och ödslighet/);
  await coordinator.check('#assessment input[name="others_normal"]');
  await coordinator.click('#assessment button[name="confirm"]');
  assert.match(await coordinator.textContent('#assessment'), /Bekräftad/);
  await coordinator.fill('#focus input[name="focus"] >> nth=0', 'Provgränden');
  await save(coordinator, 'focus');
  await look(coordinator);
  await police.goto(meeting);
  await police.click(`#decisions li:has-text("${title}") button`);
  await police.goto(meeting);
  assert.match(await police.textContent('#decisions'), new RegExp(title));
  for (const key of ['hold', 'draft', 'send']) await step(police, key);
  await look(police);

  // It is published.
  await coordinator.goto(at(`lagesbild/${week}`));
  await step(coordinator, 'assess');
  await coordinator.click('.steps a:has-text("Publicera")');
  await look(coordinator);
  if (await coordinator.locator('#kept').count()) await coordinator.check('#kept');
  await coordinator.click('form[action$="/publicera"] button');
  assert.match(await coordinator.textContent('.period'), /Utgåva 1/);
  await look(coordinator);

  // The street engineer carries the action out; the coordinator follows it up and closes it.
  await engineer.goto(action);
  await take(engineer, 'begin', { day: day(8) });
  await take(engineer, 'finish', { day: day(12) });
  await look(engineer);
  await coordinator.goto(action);
  await coordinator.selectOption('#implementation', { label: 'Helt' });
  await coordinator.selectOption('#effect', { label: 'Ja' });
  await take(coordinator, 'follow-up', { 'text-follow-up': 'Lamporna lyser. Boende går där igen.' });
  await take(coordinator, 'close', {});
  assert.match(await coordinator.textContent('.stages [aria-current]'), /Avslutad/);
  await look(coordinator);

  // What the action came to is told when the coordinator has approved it.
  await coordinator.goto(at('aterkoppling'));
  const line = coordinator.locator(`.feedback-item:has(a[href="${action}"])`);
  await look(coordinator);
  for (const pick of await line.locator('input[name="pick"]').all()) await pick.check();
  await coordinator.click('button[name="do"][value="approve"] >> nth=0');
  assert.equal(await line.count(), 0, await coordinator.textContent('main'));

  // The one who reported sees what came of it; the head of administration reads the picture.
  await landlord.goto(thread);
  assert.match(await landlord.textContent('.timeline'), /lägesbild/i);
  assert.equal((await landlord.locator(`.timeline a[href="${action}"]`).count()) > 0, true, await landlord.textContent('.timeline'));
  await look(landlord);
  const shown = await landlord.getAttribute('.timeline a[href*="lagesbild"]', 'href');
  await landlord.goto(shown);
  assert.match(await landlord.textContent('.period'), /Utgåva 1/);
  await director.goto(at(`lagesbild/${week}`));
  assert.match(await director.textContent('main'), /Provgränden/);
  await look(director);
  for (const page of Object.values(people)) await page.context().close();
  return { thread, action, week };
}

/** Sends a section of the minutes. */
async function save(page, section) {
  await page.click(`#${section} form button[type="submit"]`);
  assert.equal(await page.locator('.ds-error-summary').count(), 0, await page.textContent('main'));
}

/** Takes a step of an action with what it asks for. */
async function take(page, key, fields) {
  const form = page.locator(`form:has(input[name="step"][value="${key}"])`);
  for (const [id, value] of Object.entries(fields)) await form.locator(`#${id}`).fill(value);
  await form.locator('button').click();
  assert.equal(await page.locator('.ds-error-summary').count(), 0, await page.textContent('main'));
}
