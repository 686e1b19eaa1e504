import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Cancelled, Failure } from '../../../src/core/failure';
import { MetadataSource } from '../../../src/federation/metadataSource';
import { freePort, HandClock, LogOfLines, never } from './support/ports';
import { key, metadataXml, nextKey, now } from './support/samlBuilder';

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

  it('is an address that is asked once, and again after an hour or when fresh ones are wanted', async () => {
    const source = new MetadataSource();
    const clock = new HandClock(now);
    await source.load(address, options(clock));
    await source.load(address, options(clock));
    assert.equal(asked, 1);
    clock.goOn(3_600_001);
    await source.load(address, options(clock));
    answer = (_, response) => void response.end(metadataXml([nextKey]));
    const { certificates } = await source.load(address, { ...options(clock), fresh: true });
    assert.deepEqual([asked, certificates], [3, [nextKey.certificate]]);
  });

  it('keeps the earlier copy while the address is out of reach', async () => {
    const source = new MetadataSource();
    await source.load(address, options());
    answer = (_, response) => void response.writeHead(503).end();
    const { certificates } = await source.load(address, { ...options(), fresh: true });
    assert.deepEqual(certificates, [key.certificate]);
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
