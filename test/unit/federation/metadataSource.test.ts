import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Cancelled, Failure } from '../../../src/core/failure';
import type { KeptMetadata, MetadataKeep } from '../../../src/federation/metadataKeep';
import { MetadataSource } from '../../../src/federation/metadataSource';
import { freePort, HandClock, LogOfLines, never } from './support/ports';
import { key, metadataXml, nextKey, now } from './support/samlBuilder';

const hour = 3_600_000;

class MemoryKeep implements MetadataKeep {
  readonly #kept = new Map<string, KeptMetadata>();

  addresses(): string[] {
    return [...this.#kept.keys()];
  }

  get(address: string): Promise<KeptMetadata | undefined> {
    return Promise.resolve(this.#kept.get(address));
  }

  put(address: string, kept: KeptMetadata): Promise<void> {
    this.#kept.set(address, kept);
    return Promise.resolve();
  }
}

describe('the source of metadata', () => {
  let server: Server;
  let address: string;
  let asked: number;
  let answer: RequestListener;

  beforeEach(async () => {
    asked = 0;
    answer = (_, response) => void response.end(metadataXml([key]));
    server = createServer((request, response) => {
      asked++;
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const options = (clock = new HandClock(now)): Parameters<MetadataSource['load']>[1] => ({
    clock,
    log: new LogOfLines(),
    signal: never,
  });

  const failure = async (setting: string): Promise<unknown> => {
    try {
      return await new MetadataSource().load(setting, options());
    } catch (error) {
      return Failure.is(error) ? [error.code, error.facts] : error;
    }
  };

  it('may be the text itself', async () => {
    const { certificates } = await new MetadataSource().load(`\n ${metadataXml([key])}`, options());
    assert.deepEqual(certificates, [key.certificate]);
  });

  it('is an address that is asked once, and again when fresh ones are wanted', async () => {
    const source = new MetadataSource();
    await source.load(address, options());
    await source.load(address, options());
    assert.equal(asked, 1);
    answer = (_, response) => void response.end(metadataXml([nextKey]));
    const { certificates } = await source.load(address, { ...options(), fresh: true });
    assert.deepEqual([asked, certificates], [2, [nextKey.certificate]]);
  });

  it('is used at once after an hour and refreshed behind, by one request', async () => {
    const source = new MetadataSource();
    const clock = new HandClock(now);
    await source.load(address, options(clock));
    answer = (_, response) => void response.end(metadataXml([nextKey]));
    clock.goOn(hour);
    const loads = await Promise.all([source.load(address, options(clock)), source.load(address, options(clock))]);
    await source.settled();
    const { certificates } = await source.load(address, options(clock));
    assert.deepEqual(
      [loads.map((each) => each.certificates), asked, certificates],
      [[[key.certificate], [key.certificate]], 2, [nextKey.certificate]],
    );
  });

  it('waits for the provider’s word after a day', async () => {
    const source = new MetadataSource();
    const clock = new HandClock(now);
    await source.load(address, options(clock));
    answer = (_, response) => void response.end(metadataXml([nextKey]));
    clock.goOn(24 * hour);
    assert.deepEqual((await source.load(address, options(clock))).certificates, [nextKey.certificate]);
  });

  const outages: [what: string, answer: RequestListener][] = [
    ['is out of order', (_, response) => void response.writeHead(503).end()],
    ['hangs up', (request) => void request.socket.destroy()],
    ['answers with a page of something else', (_, response) => void response.end('<html><br></html>')],
    ['answers with other XML', (_, response) => void response.end('<html/>')],
  ];
  for (const [what, outage] of outages) {
    it(`keeps the earlier copy where the address ${what}`, async () => {
      const source = new MetadataSource();
      await source.load(address, options());
      answer = outage;
      const { certificates } = await source.load(address, { ...options(), fresh: true });
      assert.deepEqual(certificates, [key.certificate]);
    });
  }

  it('does not go on with the earlier copy where the provider says that it is no more', async () => {
    const source = new MetadataSource();
    await source.load(address, options());
    answer = (_, response) =>
      void response.end(metadataXml([key]).replace('entityID', 'validUntil="2020-01-01" entityID'));
    await assert.rejects(source.load(address, { ...options(), fresh: true }), (error) =>
      Failure.has(error, 'metadata.invalid'),
    );
  });

  it('is kept beyond the window’s life, for a provider that is out of reach', async () => {
    const keep = new MemoryKeep();
    const clock = new HandClock(now);
    await new MetadataSource().load(address, { ...options(clock), keep });
    answer = (_, response) => void response.writeHead(503).end();
    clock.goOn(48 * hour);
    const { certificates } = await new MetadataSource().load(address, { ...options(clock), keep });
    assert.deepEqual([keep.addresses(), certificates], [[address], [key.certificate]]);
  });

  it('is fetched where what was kept cannot be read, and good where it cannot be kept', async () => {
    const keep = new MemoryKeep();
    await keep.put(address, { text: '<broken', fetchedAt: now });
    keep.put = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    const log = new LogOfLines();
    const { certificates } = await new MetadataSource().load(address, { ...options(), log, keep });
    const { host } = new URL(address);
    assert.deepEqual(
      [certificates, log.lines.filter((line) => line.startsWith('warn'))],
      [
        [key.certificate],
        [
          `warn kept metadata of ${host} cannot be used (notXml)`,
          `warn metadata of ${host} could not be kept (ENOSPC)`,
        ],
      ],
    );
  });

  it('follows redirects to safe addresses, and to no other', async () => {
    answer = (request, response) => {
      if (request.url === '/moved') response.end(metadataXml([key]));
      else response.writeHead(302, { Location: '/moved' }).end();
    };
    await new MetadataSource().load(address, options());
    answer = (_, response) => void response.writeHead(302, { Location: 'http://idp.example.org/' }).end();
    assert.deepEqual(await failure(address), [
      'metadata.invalid',
      { from: new URL(address).host, problem: 'badAddress' },
    ]);
    answer = (_, response) => void response.writeHead(302, { Location: address }).end();
    assert.deepEqual(await failure(address), [
      'metadata.unreachable',
      { host: new URL(address).host, reason: 'too many redirects' },
    ]);
  });

  it('says what is wrong', async () => {
    const { host } = new URL(address);
    const closed = await freePort();
    assert.deepEqual(await failure('http://idp.example.org/metadata'), [
      'metadata.invalid',
      { from: 'idp.example.org', problem: 'badAddress' },
    ]);
    assert.deepEqual(await failure('<a/>'), ['metadata.invalid', { from: '', problem: 'notMetadata' }]);
    assert.deepEqual(await failure(`http://127.0.0.1:${closed}/`), [
      'metadata.unreachable',
      { host: `127.0.0.1:${closed}`, reason: 'ECONNREFUSED' },
    ]);
    answer = (_, response) => void response.writeHead(404).end();
    assert.deepEqual(await failure(address), ['metadata.unreachable', { host, reason: 'HTTP 404' }]);
    answer = (_, response) => void response.end('<html>'.padEnd(2_000_001));
    assert.deepEqual(await failure(address), ['metadata.invalid', { from: host, problem: 'tooLarge' }]);
  });

  it('can be cancelled', async () => {
    const control = new AbortController();
    answer = () => control.abort();
    await assert.rejects(new MetadataSource().load(address, { ...options(), signal: control.signal }), (error) =>
      Cancelled.is(error),
    );
  });
});
