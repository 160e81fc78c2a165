// Makes the pictures of the documents from the real product:
//
//   cargo xtask demo            (in one terminal)
//   node docs/images/make.mjs   (in another)
//
// CHROMIUM names the browser (default /usr/bin/chromium), SAMSYN the address (default http://127.0.0.1:8484).
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(join(here, "../../crates/web/assets/package.json"))("playwright-core");

const address = process.env.SAMSYN ?? "http://127.0.0.1:8484";
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

const pictures = [
  { file: "picture.png", path: "/", width: 1280, height: 1600, scale: 1 },
  { file: "picture-phone.png", path: "/", width: 390, height: 844, scale: 2 },
];

try {
  for (const { file, path, width, height, scale } of pictures) {
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale, locale: "sv-SE" });
    await page.goto(new URL(path, address).href, { waitUntil: "networkidle" });
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(here, file) });
    await page.close();
    console.log(`docs/images/${file}`);
  }
} finally {
  await browser.close();
}
