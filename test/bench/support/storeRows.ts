import { get, Agent } from 'node:http';
import { createHash, randomBytes } from 'node:crypto';
import type { Log } from '../../../src/core/ports';
import { readExactBody } from '../../../src/redshift/exactJson';
import { RowFiles } from '../../../src/rows/rowFiles';
import { RowSpace } from '../../../src/rows/rowSpace';

/** Bundled, and run by a process of its own: `storeRows.js HOW URL PAGES FOLDER`, HOW being `plain` or `store`. */
async function main([how, url = '', count = '0', folder = '']: readonly string[]): Promise<void> {
  const pages = Number(count);
  // Some pages first, for the compiler.
  await (how === 'plain' ? parsed(url, 4) : stored(url, 4, folder));
  if (global.gc !== undefined) global.gc();
  const before = process.memoryUsage.rss();
  let most = before;
  const began = performance.now();
  const bytes = await (how === 'plain'
    ? parsed(url, pages)
    : stored(url, pages, folder, () => {
        most = Math.max(most, process.memoryUsage.rss());
      }));
  const ms = performance.now() - began;
  process.send?.({ ms, bytes, grownBy: most - before });
}

/** What nobody can be faster than who uses JSON.parse: all pages fetched and parsed one after the other, and thrown away. */
async function parsed(url: string, pages: number): Promise<number> {
  let bytes = 0;
  for (let page = 0; page < pages; page++) {
    const body = await fetchPage(url, page);
    bytes += body.length;
    JSON.parse(body.toString('utf8'));
  }
  return bytes;
}

async function stored(
  url: string,
  pages: number,
  folder: string,
  onPage: () => void = () => undefined,
): Promise<number> {
  const bytes = randomBytes(32);
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const keyOf = (): Promise<{ id: string; bytes: Buffer; volatile: boolean }> =>
    Promise.resolve({ id, bytes, volatile: true });
  const space = new RowSpace({ files: new RowFiles({ folder, keyOf, log: silent }) });
  const store = space.open('bench');
  let size = 0;
  for (let page = 0; page < pages; page++) {
    const body = await fetchPage(url, page);
    size += body.length;
    if (!store.hasRoom) await store.room();
    store.append(readExactBody(body.toString('utf8')).records);
    onPage();
  }
  await store.room();
  onPage();
  space.dispose();
  return size;
}

const ignore = (): void => undefined;
const silent: Log = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
const agent = new Agent({ keepAlive: true });

function fetchPage(url: string, page: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(`${url}/${page}`, { agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks)));
      response.on('error', reject);
    }).on('error', reject);
  });
}

void main(process.argv.slice(2)).finally(() => agent.destroy());
