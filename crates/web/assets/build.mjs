// Bundles the pages' styles and scripts into dist/ under names that carry a hash of the content,
// with a brotli twin of each text file and manifest.json from plain name to hashed name.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { land, municipalities } from './basemap/land.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const manifest = {};

async function emit(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const extension = extname(name);
  const hashed = `${basename(name, extension)}-${hash}${extension}`;
  await writeFile(join(dist, hashed), bytes);
  if (extension !== '.woff2') {
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

const address = (name) => `/assets/${manifest[name]}`;
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

await writeFile(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
