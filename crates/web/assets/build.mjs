// Bundles the pages' styles and scripts into dist/ under names that carry a hash of the content,
// with a brotli twin of each text file and manifest.json from plain name to hashed name.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { land, municipalities } from './basemap/land.mjs';
import { icon } from './images/icons.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const manifest = {};

async function emit(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const extension = extname(name);
  const hashed = `${basename(name, extension)}-${hash}${extension}`;
  await writeFile(join(dist, hashed), bytes);
  if (!['.woff2', '.png'].includes(extension)) {
    const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    await writeFile(join(dist, `${hashed}.br`), small);
  }
  manifest[name] = hashed;
}

const shared = { absWorkingDir: here, bundle: true, minify: true, write: false, legalComments: 'eof', logLevel: 'warning', target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'] };

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

// Fonts, icon and map data first: styles and scripts are told their hashed names.
const inter = 'node_modules/@fontsource-variable/inter/files';
for (const [name, from] of [
  ['inter-latin.woff2', `${inter}/inter-latin-wght-normal.woff2`],
  ['inter-latin-ext.woff2', `${inter}/inter-latin-ext-wght-normal.woff2`],
  ['icon.svg', 'images/icon.svg'],
  ['map-worker.mjs', 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs'],
]) {
  await emit(name, await readFile(join(here, from)));
}

await emit('land.geojson', Buffer.from(await land()));
await emit('municipalities.geojson', Buffer.from(await municipalities()));

await emit('icon-180.png', icon(180, { corner: 0 }));
await emit('icon-192.png', icon(192));
await emit('icon-512.png', icon(512));
// A launcher cuts a maskable icon to its own shape: the mark keeps to the middle.
await emit('icon-maskable.png', icon(512, { corner: 0, size: 0.8 }));

const address = (name) => `/assets/${manifest[name]}`;

// What makes the product installable. It opens at the start, which leads everyone to their own page.
const app = {
  id: '/', name: 'Samsyn', short_name: 'Samsyn', lang: 'sv', start_url: '/', scope: '/', display: 'standalone',
  background_color: '#ffffff', theme_color: '#0b5c68',
  icons: [
    { src: address('icon.svg'), sizes: 'any', type: 'image/svg+xml' },
    { src: address('icon-192.png'), sizes: '192x192', type: 'image/png' },
    { src: address('icon-512.png'), sizes: '512x512', type: 'image/png' },
    { src: address('icon-maskable.png'), sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
};
await emit('app.webmanifest', Buffer.from(JSON.stringify(app)));

const fonts = {
  name: 'fonts',
  setup(bundler) {
    bundler.onResolve({ filter: /^font:/ }, ({ path }) => ({ path: address(path.slice('font:'.length)), external: true }));
  },
};

for (const entry of ['css/app.css', 'css/map.css']) {
  const { outputFiles } = await build({ ...shared, entryPoints: [entry], plugins: [fonts] });
  await emit(basename(entry), outputFiles[0].contents);
}
for (const entry of ['src/app.ts', 'src/map.ts']) {
  const { outputFiles } = await build({ ...shared, entryPoints: [entry], format: 'esm' });
  await emit(basename(entry, '.ts') + '.js', outputFiles[0].contents);
}

// The service worker has one address, and a version that is the digest of everything else that was built.
const version = createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 12);
const files = ['app.css', 'app.js', 'icon.svg', 'inter-latin.woff2'].map(address);
const define = { __VERSION__: JSON.stringify(version), __FILES__: JSON.stringify(files) };
const { outputFiles: [worker] } = await build({ ...shared, entryPoints: ['worker/worker.js'], format: 'iife', define });
await writeFile(join(dist, 'worker.js'), worker.contents);

await writeFile(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
