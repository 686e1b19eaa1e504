import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

describe('the SAML library', () => {
  it('prints no assertion where DEBUG asks everybody to talk', async function () {
    this.timeout(30_000);
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', path.join(__dirname, 'support/underDebug.ts')],
      { env: { ...process.env, DEBUG: '*' } },
    );
    assert.deepEqual(JSON.parse(stdout), ['ethan@example.org', ['saml.assertionCount', { found: 0 }]]);
    assert.doesNotMatch(stderr, /saml|Assertion|ethan/i);
  });
});
