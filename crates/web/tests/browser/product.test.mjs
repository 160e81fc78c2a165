// One practice municipality for all browser tests: starting one takes longer than most tests.
// SAMSYN_BIN names the program, CHROMIUM the browser, SCREENSHOTS a folder to keep the pictures in.
import { after, before } from 'node:test';
import { imports } from './imports.mjs';
import { offline } from './offline.mjs';
import { pages } from './pages.mjs';
import { picture } from './picture.mjs';
import { start } from './product.mjs';
import { reports } from './reports.mjs';
import { week } from './week.mjs';

let running;
before(async () => {
  running = await start();
});
after(async () => {
  await running?.stop();
});

const product = () => running;
pages(product);
imports(product);
reports(product);
offline(product);
week();
// Last: it publishes the week.
picture(product);
