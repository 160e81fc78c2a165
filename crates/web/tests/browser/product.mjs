// Starts the practice municipality on a free port in a folder of its own, and a browser to look at it.
import { spawn } from 'node:child_process';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../../assets/package.json'));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const binary = process.env.SAMSYN_BIN ?? join(here, '../../../../target/debug/samsyn');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Starts product and browser, with a town of so many weeks; gives the address and what ends them. */
export async function start({ weeks = 60 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'samsyn-browser-'));
  const shots = process.env.SCREENSHOTS ?? join(folder, 'screenshots');
  await mkdir(shots, { recursive: true });
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const log = [];
  const server = spawn(binary, ['--data', join(folder, 'data'), 'demo', '--port', String(port), '--weeks', String(weeks)], { stdio: ['ignore', 'pipe', 'pipe'] });
  server.stdout.on('data', (text) => log.push(text));
  server.stderr.on('data', (text) => log.push(text));
  await ready(address, server, log);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  const stop = async () => {
    // What the server complained of belongs with the tests' own words.
    const complaints = log.join('').split('\n').filter((line) => line.includes('ERROR'));
    if (complaints.length > 0) console.error(complaints.join('\n'));
    await browser.close();
    server.kill('SIGTERM');
    await new Promise((ended) => (server.exitCode === null && server.signalCode === null ? server.once('exit', ended) : ended()));
    if (!process.env.SCREENSHOTS) await rm(folder, { recursive: true, force: true });
  };
  return { address, browser, shots, stop };
}

async function ready(address, server, log) {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`samsyn demo ended with ${server.exitCode}:\n${log.join('')}`);
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((later) => setTimeout(later, 200));
  }
}

/** A page in a fresh context, or in that of `beside`. `width` in pixels; `scripts`, `lang` as wanted. */
export async function open(product, { width = 1280, scripts = true, lang = 'sv-SE', persona, beside } = {}) {
  const context = beside?.context() ?? await product.browser.newContext({
    baseURL: product.address,
    viewport: { width, height: width < 600 ? 844 : 900 },
    javaScriptEnabled: scripts,
    locale: lang,
    acceptDownloads: true,
    reducedMotion: 'reduce',
  });
  if (persona) await context.addCookies([{ name: 'samsyn-persona', value: persona, url: product.address }]);
  const page = await context.newPage();
  // A limit for what never comes; a busy machine is slow, not wrong.
  page.setDefaultTimeout(60_000);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') page.faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(product.address) && !url.startsWith('data:') && !url.startsWith('blob:')) page.faults.push(`left the origin: ${url}`);
  });
  return page;
}

/** Every rule of axe that the product keeps to, and those of colours. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const CONTRAST = ['color-contrast'];

/** Rules of axe that the page breaks, one line each. */
export async function broken(page, rules = RULES) {
  await page.evaluate(axeSource);
  // Nothing is done with what is not broken.
  const result = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ['violations'] }), rules);
  return result.violations.map((v) => `${v.id} (${v.impact}): ${v.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary}`).slice(0, 3).join(' | ')}`);
}
