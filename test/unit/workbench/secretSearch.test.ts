import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inTemporaryFolder } from '../../../scripts/common/temporary';
import { SecretSearch, type Leak } from '../../workbench/harness/secretSearch';

const password = 'pä"ss/wörd+&1';
const assertion = Buffer.from(`<Response>${'lorem ipsum '.repeat(60)}</Response>`).toString('base64');
const secrets = [
  { kind: 'userPassword', value: password },
  { kind: 'assertion', value: assertion },
  { kind: 'passcode', value: '123456' },
];
const search = new SecretSearch(secrets);

const forms = (content: string | Buffer): string[] =>
  [...new Set(search.in('x', content).map(({ form }) => form))].sort();

/** A secret in a dress, and the dress that the search must name. */
const planted: readonly [form: string, content: string | Buffer][] = [
  ['plain', `level=trace ${password}!`],
  ['JSON', JSON.stringify({ password })],
  ['JSON in JSON', JSON.stringify({ body: JSON.stringify({ password }) })],
  ['URL-encoded', `https://x.example/?p=${encodeURIComponent(password)}`],
  ['URL-encoded', encodeURIComponent(password).toLowerCase()],
  ['URL-encoded twice', encodeURIComponent(encodeURIComponent(password))],
  ['form', `a=1&${new URLSearchParams({ password }).toString()}`],
  ['plain in UTF-16', Buffer.from(`x${password}`, 'utf16le')],
  ['plain in UTF-16', Buffer.from(`x${password}`, 'utf16le').swap16()],
  ['JSON in UTF-16', Buffer.from(JSON.stringify({ password }), 'utf16le')],
  ['base64', Buffer.from(password).toString('base64')],
  ['base64', Buffer.from(`u:${password}:v`).toString('base64')],
  ['base64', Buffer.from(`{"a":"${password}"}`).toString('base64url')],
  ['base64', Buffer.from(`four${password}`).toString('base64')],
  ['hexadecimal', Buffer.from(password).toString('hex')],
  ['HTML', 'pä&#34;ss/wörd+&#38;1'],
  ['plain', `SAMLResponse=${assertion}`],
  ['plain', `cut after 100: ${assertion.slice(0, 100)}`],
  ['plain', `cut before: ${assertion.slice(-100)}`],
  ['plain', 'the code was 123456.'],
  ['UTF-16', Buffer.from('"123456"', 'utf16le')],
];

describe('the search for secrets', () => {
  for (const [index, [form, content]] of planted.entries()) {
    it(`finds one that is ${form} (${index + 1})`, () =>
      assert.ok(forms(content).includes(form), forms(content).join()));
  }

  it('finds one at the very beginning, at the very end, and in much else', () => {
    const noise = 'a line of a log without anything\n'.repeat(30_000);
    for (const content of [password + noise, noise + password, noise + password + noise]) {
      assert.deepEqual(forms(content), ['plain']);
    }
  });

  it('finds nothing where there is nothing', () => {
    const innocent = [
      '',
      'a',
      password.slice(1),
      password.slice(0, -1),
      '91234567 rows',
      '0.123456',
      assertion.slice(0, 50),
    ];
    assert.deepEqual(
      innocent.flatMap((content) => forms(content)),
      [],
    );
  });

  it('names file and form, and never the secret', async () => {
    const leaks = await inTemporaryFolder('search', (home): Promise<Leak[]> => {
      mkdirSync(path.join(home, 'logs/deep'), { recursive: true });
      writeFileSync(path.join(home, 'logs/deep/ext.log'), `PGPASSWORD=${password}`);
      writeFileSync(path.join(home, 'logs/123456.txt'), '');
      writeFileSync(path.join(home, 'skipped'), password);
      return Promise.resolve(search.inFolder(home, (file) => file === 'skipped'));
    });
    assert.deepEqual(
      leaks.sort((one, other) => one.where.localeCompare(other.where)),
      [
        { kind: 'userPassword', form: 'plain', where: 'logs/deep/ext.log' },
        { kind: 'passcode', form: 'plain', where: 'name of logs/123456.txt' },
      ],
    );
  });
});
