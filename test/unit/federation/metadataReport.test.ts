import assert from 'node:assert/strict';
import { Failure } from '../../../src/core/failure';
import { parseMetadata } from '../../../src/federation/metadata';
import { reportMetadata } from '../../../src/federation/metadataReport';
import { HandClock, LogOfLines, never } from './support/ports';
import { issuer, key, metadataXml, nextKey, now } from './support/samlBuilder';

const options = { clock: new HandClock(now), log: new LogOfLines(), signal: never };

describe('a report on metadata', () => {
  it('says what is in it, and gives it in short with nothing lost that is used', async () => {
    const whole = metadataXml([key, nextKey], 'https://idp.example.org/sso?a=1&amp;b="2"'.replaceAll('"', '&quot;'));
    const { text, ...said } = await reportMetadata(`\n${whole}`, options);
    assert.deepEqual(said, { entityId: issuer, certificates: 2, namesAddress: true });
    assert.deepEqual(parseMetadata(text, now), parseMetadata(whole, now));
  });

  it('says where it names no address to sign in at', async () => {
    const { namesAddress, text } = await reportMetadata(metadataXml().replaceAll('HTTP-Redirect', 'SOAP'), options);
    assert.deepEqual([namesAddress, parseMetadata(text, now).ssoRedirect], [false, undefined]);
  });

  it('refuses what is none', async () => {
    await assert.rejects(reportMetadata('<a/>', options), (error) => Failure.has(error, 'metadata.invalid'));
  });
});
