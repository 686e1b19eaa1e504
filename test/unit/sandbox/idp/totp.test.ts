import assert from 'node:assert/strict';
import { stepOf, totp } from '../../../sandbox/idp/okta/totp';

describe("the sandbox's one-time passwords", () => {
  // RFC 6238, appendix B, the column of SHA-1; its eight digits end with these six.
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const) {
    it(`are ${code} at ${seconds} s, as RFC 6238 has it`, () => {
      assert.equal(totp(Buffer.from('12345678901234567890'), stepOf(seconds * 1000)), code);
    });
  }
});
