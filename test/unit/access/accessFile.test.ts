import assert from 'node:assert/strict';
import { accessFileText, readAccessFile } from '../../../src/access/accessFile';
import type { AccessPicture } from '../../../src/access/accessPicture';
import { accessPicture } from './support/pictures';

const full = accessPicture({
  systemPrivileges: { told: false, why: { kind: 'unknown', message: 'relation "svv_system_privileges" does not exist' } },
  defaultPrivileges: {
    told: true,
    value: [{ owner: 'etl', objects: 'TABLE', privilege: 'SELECT', grantee: 'sales' }],
  },
  findings: [
    { station: 'roles', tone: 'bad', code: 'role.missing', role: 'marketing' },
    { station: 'tags', tone: 'warning', code: 'roles.untagged' },
    { station: 'aws', tone: 'warning', code: 'statements.readable', count: 3 },
  ],
}); // prettier-ignore

const changed = (changes: object): string => JSON.stringify({ ...JSON.parse(accessFileText(full)), ...changes });

describe('a saved picture of access', () => {
  it('is read as it was written', () => {
    assert.deepEqual(readAccessFile(accessFileText(full)), { picture: full });
    assert.deepEqual(readAccessFile(`\uFEFF${accessFileText(full)}`), { picture: full });
  });

  const refused: readonly [what: string, text: string, problem: string][] = [
    ['no JSON', '{"kind":', 'notJson'],
    ['another kind of file', '{"kind":"redshift-federation-connection","version":1}', 'notPicture'],
    ['a list', '[]', 'notPicture'],
    ['a picture of a newer version', changed({ version: 2 }), 'newerVersion'],
    ['one without a version', changed({ version: undefined }), 'notPicture'],
    ['one without its time', changed({ readAt: '2026' }), 'notPicture'],
    ['tags that are none', changed({ tags: [{ name: 'RedshiftDbUser' }] }), 'notPicture'],
    ['an unknown standing', changed({ roles: [{ name: 'sales', standing: 'perhaps' }] }), 'notPicture'],
    ['counts that are words', changed({ schemas: { told: true, value: [{ ...schema(full), counts: { SELECT: 'all' } }] } }), 'notPicture'],
    ['what is neither told nor untold', changed({ inherited: { value: [] } }), 'notPicture'],
    ['an unknown finding', changed({ findings: [{ station: 'roles', tone: 'bad', code: 'role.odd' }] }), 'notPicture'],
    ['a finding without its facts', changed({ findings: [{ station: 'roles', tone: 'bad', code: 'role.missing' }] }), 'notPicture'],
    ['more than a picture can be', ' '.repeat(32_000_001), 'tooLarge'],
  ]; // prettier-ignore

  for (const [what, text, problem] of refused) {
    it(`is refused where it is ${what}`, () => assert.deepEqual(readAccessFile(text), { problem }));
  }
});

function schema({ schemas }: AccessPicture): object {
  return schemas.told ? { ...schemas.value[0] } : {};
}
