import assert from 'node:assert/strict';
import { foreignText, hostOf, isSafeAddress } from '../../../src/federation/text';

describe('foreign words for people', () => {
  const cases: [name: string, text: string, shown: string][] = [
    ['become one line', 'a\r\n\tb\u2028c', 'a b c'],
    ['lose control and direction characters', 'a\u0000b\u202ec\u200bd', 'a b c d'],
    ['make no links in notifications', 'see [here](command:evil) now', 'see [here] (command:evil) now'],
    ['are cut', 'x'.repeat(400), `${'x'.repeat(299)}…`],
  ];
  for (const [name, text, shown] of cases) it(name, () => assert.equal(foreignText(text), shown));
});

describe('an address in a sign-in', () => {
  const cases: [address: string, safe: boolean][] = [
    ['https://example.okta.com/app', true],
    ['http://localhost:1234/', true],
    ['http://okta.localhost/', true],
    ['http://127.0.0.2/', true],
    ['http://[::1]:80/', true],
    ['http://example.okta.com/app', false],
    ['http://localhost.evil.example.org/', false],
    ['http://127.0.0.1.evil.example.org/', false],
    ['ftp://localhost/', false],
    ['javascript:alert(1)', false],
    ['nonsense', false],
  ];
  for (const [address, safe] of cases) {
    it(`is ${safe ? 'safe' : 'not safe'}: ${address}`, () => assert.equal(isSafeAddress(address), safe));
  }

  it('is named by its host alone', () => {
    assert.deepEqual(['https://a.example.org:8443/x?token=secret', 'nonsense'].map(hostOf), ['a.example.org:8443', '']);
  });
});
