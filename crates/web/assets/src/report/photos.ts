// Photos of reports that wait for the net: on the device until the server has taken them or will not.
// Each belongs to a report in the queue, which says whose it is and where it is sent.

const NAME = 'samsyn-report-photos';
const STORE = 'photos';

/** Most that wait at a time: the device is a telephone, and others' too. */
const MOST = 8;

interface Kept { id: string; photo: Blob }

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(NAME));
  });
}

/** One piece of work in the store; done when the device has it. */
async function work<T>(mode: IDBTransactionMode, doing: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' });
  const database = await asked(opening);
  // Signing out in another tab takes it all away.
  database.onversionchange = () => database.close();
  try {
    const transaction = database.transaction(STORE, mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error(NAME));
    });
    const [result] = await Promise.all([doing(transaction.objectStore(STORE)), done]);
    return result;
  } finally {
    database.close();
  }
}

/** Keeps the photo of a report; `false` when there is no room. Those of no report that waits go. */
export async function keepPhoto(id: string, photo: Blob, waiting: string[]): Promise<boolean> {
  try {
    return await work('readwrite', async (store) => {
      for (const known of await asked(store.getAllKeys())) if (!waiting.includes(String(known))) store.delete(known);
      if ((await asked(store.count())) >= MOST) return false;
      await asked(store.put({ id, photo } satisfies Kept));
      return true;
    });
  } catch {
    return false;
  }
}

/** The photo of a report, if the device still has it. */
export async function photoOf(id: string): Promise<Blob | undefined> {
  return (await work('readonly', (store) => asked(store.get(id) as IDBRequest<Kept | undefined>)))?.photo;
}

/** Lets the photo of a report go. */
export async function dropPhoto(id: string): Promise<void> {
  await work('readwrite', (store) => asked(store.delete(id)));
}

/** Forgets every photo, whoever took it. */
export function forgetPhotos(): void {
  indexedDB.deleteDatabase(NAME);
}
