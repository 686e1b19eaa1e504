import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { AccessPicture, Finding, SchemaAccess } from '../../../src/access/accessPicture';
import { accessPicture, identitiesOf } from '../../../src/access/readAccess';
import type { Session } from '../../../src/core/session';
import type { WarehouseRef } from '../../../src/core/warehouse';
import type { AccessReport } from '../../../src/redshift/redshift';
import { startSandbox, type Sandbox } from '../../sandbox/start';
import { redshiftOf } from '../redshift/support/sandboxAccount';
import { never } from '../redshift/support/statementAnswers';

const warehouse: WarehouseRef = { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' };

function sessionWith(principalTags: Record<string, string>): Session {
  return {
    version: 1,
    account: { id: 'a1', label: 'ethan@example.com' },
    handle: 'h',
    profileId: 'p',
    issuer: 'http://idp',
    nameId: 'ethan@example.com',
    roleArn: 'arn:aws:iam::123456789012:role/redshift-sales',
    providerArn: 'arn:aws:iam::123456789012:saml-provider/okta',
    assumedRoleArn: 'arn:aws:sts::123456789012:assumed-role/redshift-sales/ethan',
    roleSessionName: 'ethan',
    principalTags,
    signedInAt: 1,
    credentials: { accessKeyId: '', secretAccessKey: '', sessionToken: '', expiration: 2_000 },
  };
}

const told = <T>(value: T): { told: true; value: T } => ({ told: true, value });
const nothing = told([]);
const report: AccessReport = {
  ...{ currentUser: 'ethan', database: 'dev', roles: [{ name: 'sales', id: '7' }] },
  ...{ inherited: nothing, schemas: nothing, systemPrivileges: nothing, defaultPrivileges: nothing },
  othersStatements: told(0),
};
const tags = { RedshiftDbUser: 'ethan', RedshiftDbRoles: 'sales' };

function findingsOf(
  given: Record<string, string>,
  changed: Partial<AccessReport> = {},
  readAt = 1_000,
): readonly Finding[] {
  return accessPicture(sessionWith(given), 'Sandbox', warehouse, { ...report, ...changed }, readAt).findings;
}

describe('what is found about the links of a picture', () => {
  const long = (letter: string): string => letter.repeat(256);
  const cases: [what: string, findings: readonly Finding[], expected: Finding[]][] = [
    ['nothing, where all hold', findingsOf(tags), []],
    [
      'a role that is not there, and one that nobody asked for',
      findingsOf({ ...tags, RedshiftDbRoles: 'marketing' }),
      [
        { station: 'roles', tone: 'bad', code: 'role.missing', role: 'marketing' },
        { station: 'roles', tone: 'neutral', code: 'role.unnamed', role: 'sales' },
      ],
    ],
    [
      'tags of 256 characters, not of 255; a character is one whatever its bytes',
      findingsOf({ ...tags, A: long('ä'), B: long('x').slice(1), C: long('🦆') }),
      ['A', 'C'].map((tag) => ({ station: 'tags', tone: 'warning', code: 'tag.atLimit', tag })),
    ],
    [
      'missing tags',
      findingsOf({}, { roles: [] }),
      [
        { station: 'user', tone: 'neutral', code: 'user.untagged' },
        { station: 'roles', tone: 'neutral', code: 'roles.untagged' },
      ],
    ],
    [
      'another user',
      findingsOf(tags, { currentUser: 'frida' }),
      [{ station: 'user', tone: 'bad', code: 'user.different', tagged: 'ethan', current: 'frida' }],
    ],
    [
      'all at once, in the order of the chain',
      findingsOf(
        { RedshiftDbUser: 'ethan', RedshiftDbRoles: 'nosuch', Team: long('x') },
        {
          ...{ currentUser: 'IAMR:redshift-sales', roles: [], othersStatements: told(3) },
        },
        2_000,
      ),
      [
        { station: 'tags', tone: 'warning', code: 'tag.atLimit', tag: 'Team' },
        { station: 'aws', tone: 'bad', code: 'session.expired' },
        { station: 'aws', tone: 'warning', code: 'statements.readable', count: 3 },
        { station: 'user', tone: 'warning', code: 'user.shared', current: 'IAMR:redshift-sales' },
        { station: 'roles', tone: 'bad', code: 'role.missing', role: 'nosuch' },
      ],
    ],
  ];
  for (const [what, findings, expected] of cases) it(`is ${what}`, () => assert.deepEqual(findings, expected));

  it('is nothing of what was not told', () => {
    const why = { kind: 'failed', message: 'Rate exceeded' } as const;
    assert.deepEqual(findingsOf(tags, { othersStatements: { told: false, why } }), []);
  });
});

describe('a picture of one’s access', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ rows: 10, dbUser: 'iamr', schemas: 20, tables: 2, columns: 2 });
  });
  after(() => sandbox.stop());

  it('holds all of the chain, schemas with any name too', async () => {
    const redshift = await redshiftOf(sandbox.info, 'ethan');
    const found = await redshift.accessReport(warehouse, 'dev', never());
    const picture = accessPicture(sessionWith(tags), 'Sandbox', warehouse, found, 1_000);
    const zero = { SELECT: 0, INSERT: 0, UPDATE: 0, DELETE: 0, REFERENCES: 0 };
    const schema = (name: string, relations: number, create = false, counts = {}): SchemaAccess => ({
      ...{ schema: name, usage: true, create, relations },
      ...{ counts: { ...zero, SELECT: relations, ...counts }, kind: 'local' },
    });
    const hostile = [10, 20].map((number) => `it's 100% "bulk" \\_${number}`);
    assert.deepEqual(picture, {
      version: 1,
      readAt: 1_000,
      account: 'ethan@example.com',
      profile: 'Sandbox',
      provider: { samlUser: 'ethan@example.com', issuer: 'http://idp' },
      tags: [
        { name: 'RedshiftDbUser', value: 'ethan', atLimit: false },
        { name: 'RedshiftDbRoles', value: 'sales', atLimit: false },
      ],
      aws: {
        roleArn: 'arn:aws:iam::123456789012:role/redshift-sales',
        sessionArn: 'arn:aws:sts::123456789012:assumed-role/redshift-sales/ethan',
        expiresAt: 2_000,
      },
      warehouse,
      database: 'dev',
      user: { current: 'IAMR:redshift-sales', tagged: 'ethan', standing: 'shared' },
      rolesTagged: true,
      roles: [{ name: 'sales', standing: 'granted', sessionName: 'sales', id: found.roles[0]?.id ?? '' }],
      inherited: told([{ role: 'sales', inherits: 'reporting' }]),
      schemas: told([
        ...[12, 14, 16, 18, 2, 4, 6, 8].map((number) => schema(`bulk_${number}`, 2)),
        ...hostile.map((name) => schema(name, 2)),
        schema('public', 1, true),
        schema('reporting_schema', 1),
        schema('sales_schema', 7, false, { INSERT: 1, UPDATE: 1, DELETE: 1 }),
      ]),
      systemPrivileges: told([{ role: 'reporting', privilege: 'ANALYZE' }]),
      defaultPrivileges: told([
        { owner: 'rdsdb', schema: 'sales_schema', objects: 'RELATION', privilege: 'SELECT', grantee: 'sales' },
      ]),
      othersStatements: told(0),
      findings: [{ station: 'user', tone: 'warning', code: 'user.shared', current: 'IAMR:redshift-sales' }],
    } satisfies AccessPicture);
    const identities = identitiesOf(picture);
    assert.deepEqual(identities, { user: 'IAMR:redshift-sales', roles: ['sales', 'reporting'] });
    const tables = ['t_1', 't_2'].map((relation) => ({ relation, privileges: ['SELECT'] }));
    assert.deepEqual(
      await Promise.all(
        [...hostile, 'bulk%', 'bulk_1'].map((name) =>
          redshift.relationAccess(warehouse, 'dev', name, identities, never()),
        ),
      ),
      [{ relations: tables }, { relations: tables }, { relations: [] }, { relations: [] }],
    );
  });
});
