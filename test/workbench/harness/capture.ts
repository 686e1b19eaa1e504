import type { BrowserContext, Page } from 'playwright-core';
import { quickInput } from './page';

/** Everything that went between the workbench and its webviews, as text. */
export interface MessageCapture {
  readonly messages: readonly string[];
}

/**
 * Records messages in every frame, from the next load of a page on: those that come to windows, and those that are put into
 * the ports by which the workbench speaks with its webviews.
 */
export async function captureMessages(context: BrowserContext): Promise<MessageCapture> {
  const messages: string[] = [];
  await context.exposeFunction('captureMessage', (text: string) => void messages.push(text));
  await context.addInitScript(`(() => {
    const bytes = (value) => value instanceof ArrayBuffer ? Array.from(new Uint8Array(value), (byte) => String.fromCharCode(byte)).join('') : undefined;
    const keep = (data) => {
      let text;
      try { text = typeof data === 'string' ? data : JSON.stringify(data, (_, value) => bytes(value) ?? value); } catch { text = String(data); }
      if (text !== undefined) void window.captureMessage?.(text);
    };
    window.addEventListener('message', (event) => keep(event.data), true);
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (data, ...rest) { keep(data); return post.call(this, data, ...rest); };
  })()`);
  return { messages };
}

/** What a page keeps in the browser: localStorage, sessionStorage and every database, as text. The page may be any of its origin. */
export async function browserStorage(page: Page): Promise<Record<string, string>> {
  return page.evaluate(`(async () => {
    const told = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const text = (value) => JSON.stringify(value, (_, each) =>
      each instanceof ArrayBuffer || ArrayBuffer.isView(each)
        ? new TextDecoder().decode(each)
        : each instanceof CryptoKey ? 'CryptoKey' : each);
    const storage = { localStorage: text({ ...localStorage }), sessionStorage: text({ ...sessionStorage }) };
    for (const { name, version } of await indexedDB.databases()) {
      const database = await told(indexedDB.open(name, version));
      for (const store of database.objectStoreNames) {
        const content = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([told(content.getAllKeys()), told(content.getAll())]);
        storage['IndexedDB ' + name + '/' + store] = text(keys.map((key, index) => [key, values[index]]));
      }
      database.close();
    }
    return storage;
  })()`);
}

/** The clipboard's text, as a person would paste it. The workbench must have the focus for it, not one of its webviews; so has `before`, an expression. */
export async function clipboardText(page: Page, before = ''): Promise<string> {
  await page.keyboard.press('F1');
  await quickInput(page).waitFor();
  const text = await page.evaluate<string>(
    `(async () => { await (${before || 'undefined'}); return navigator.clipboard.readText(); })()`,
  );
  await page.keyboard.press('Escape');
  return text;
}
