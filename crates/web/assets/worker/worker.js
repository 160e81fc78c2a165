// The service worker: lets the report form open where there is no net. It keeps three things and no
// other page: the files of this version, and the empty form of each municipality (made by the server for
// being kept: no name, no session, nothing that anyone wrote). Every other request goes past it.
/* global __VERSION__, __FILES__ */

const CACHE = `samsyn-${__VERSION__}`;
const FORM = /^\/t\/\d{2,4}\/rapportera$/;
const KEPT = /^\/t\/\d{2,4}\/rapportera\/utan-nat$/;
/** After so long without an answer the kept form is shown instead. */
const PATIENCE = 6_000;

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(__FILES__);
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(renew().then(() => self.clients.claim()));
});

// A page that has the form asks for it to be kept.
self.addEventListener('message', (event) => {
  const path = event.data?.keep;
  if (typeof path === 'string' && KEPT.test(path)) event.waitUntil(keep(path).then((kept) => kept && clean()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(file(request));
  else if (request.mode === 'navigate' && FORM.test(url.pathname)) event.respondWith(form(request, `${url.pathname}/utan-nat`));
  else if (request.mode === 'navigate' && url.pathname === '/') event.respondWith(start(request));
});

/** Files have a digest in their name: what is kept is always right. */
async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function form(request, path) {
  const kept = await caches.match(path, { ignoreVary: true });
  if (!kept) return fetch(request);
  try {
    const answer = await soon(request);
    // The product is away behind a proxy that is there.
    return [502, 503, 504].includes(answer.status) ? kept : answer;
  } catch {
    return kept;
  }
}

/** The installed app opens at `/`: without a net it goes on to the form that is kept. */
async function start(request) {
  const [path] = await forms();
  if (!path) return fetch(request);
  try {
    return await soon(request);
  } catch {
    return Response.redirect(path.replace(/\/utan-nat$/, ''), 302);
  }
}

async function soon(request) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), PATIENCE);
  });
  try {
    return await Promise.race([fetch(request), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Addresses of the kept forms, whatever version kept them. */
async function forms() {
  const found = new Set();
  for (const name of await ours()) {
    for (const request of await (await caches.open(name)).keys()) {
      const { pathname } = new URL(request.url);
      if (KEPT.test(pathname)) found.add(pathname);
    }
  }
  return [...found];
}

async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith('samsyn-'));
}

/** Fetches a form and keeps it beside every file that it names. */
async function keep(path) {
  try {
    const answer = await fetch(path, { redirect: 'manual', cache: 'no-store' });
    if (answer.status === 403 || answer.status === 404) {
      await forget(path);
      return true;
    }
    // Signed out: what is kept stays, so that something can be written until the next sign-in.
    if (!answer.ok) return false;
    const cache = await caches.open(CACHE);
    const html = await answer.clone().text();
    for (const [name] of html.matchAll(/\/assets\/[A-Za-z0-9._-]+/g)) {
      if (!/\.(css|js|svg|png)$/.test(name) || (await cache.match(name, { ignoreVary: true }))) continue;
      await cache.add(name);
    }
    await cache.put(path, answer);
    return true;
  } catch {
    return false;
  }
}

async function forget(path) {
  for (const name of await ours()) await (await caches.open(name)).delete(path, { ignoreVary: true });
}

/** A new version takes over the forms of the old one, and only then does the old one go. */
async function renew() {
  const kept = await Promise.all((await forms()).map(keep));
  if (kept.every(Boolean)) await clean();
}

async function clean() {
  for (const name of await ours()) if (name !== CACHE) await caches.delete(name);
}
