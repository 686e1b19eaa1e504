import assert from 'node:assert/strict';
import { readSetup } from '../../../src/access/setup/readSetup';
import { emptySetup, type SetupInput, type SetupRow } from '../../../src/access/setup/setupInput';

const row = (changes: Partial<SetupRow>): SetupRow => ({
  group: 'Sales',
  role: 'sales',
  schemas: '',
  access: 'read',
  ...changes,
});
const filled: SetupInput = {
  ...emptySetup,
  account: '123456789012',
  region: 'eu-central-1',
  warehouse: 'cluster-1',
  groups: [row({})],
  loginUrl: 'https://example.okta.com/home/x/y/z',
};

describe('what an administrator fills in', () => {
  it('names every field that is missing', () => {
    assert.deepEqual(readSetup(emptySetup).problems, [
      { field: 'account', problem: 'missing' },
      { field: 'region', problem: 'missing' },
      { field: 'warehouse', problem: 'missing' },
      { field: 'group', row: 0, problem: 'missing' },
      { field: 'role', row: 0, problem: 'missing' },
    ]);
  });

  it('is taken apart, without lines that are empty', () => {
    const groups = [row({ group: ' ', role: '' }), row({ schemas: ' a , b,' })];
    assert.deepEqual(readSetup({ ...filled, groups, account: ' 123456789012 ', ports: '7890,7891, 7890' }), {
      plan: {
        provider: 'okta',
        account: '123456789012',
        region: 'eu-central-1',
        partition: 'aws',
        warehouse: { kind: 'cluster', name: 'cluster-1', workgroupId: '', database: 'dev' },
        ports: [7890, 7891],
        grants: [{ group: 'Sales', role: 'sales', schemas: ['a', 'b'], access: 'read' }],
        samlProvider: 'Okta',
        awsRole: 'redshift-federation',
        hours: 8,
        connection: 'Redshift',
        loginUrl: 'https://example.okta.com/home/x/y/z',
        entityId: 'urn:amazon:webservices',
      },
      problems: [],
      warnings: [],
    });
  });

  const wrong: [changes: Partial<SetupInput>, field: string, problem: string][] = [
    [{ account: '12345678901' }, 'account', 'notAccount'],
    [{ region: 'Frankfurt' }, 'region', 'notRegion'],
    [{ warehouse: 'Cluster' }, 'warehouse', 'notCluster'],
    [{ warehouse: 'a--b' }, 'warehouse', 'notCluster'],
    [{ warehouseKind: 'workgroup', warehouse: 'a', workgroupId: '*' }, 'warehouse workgroupId', 'notWorkgroup notUuid'],
    [{ database: 'a*' }, 'database', 'notDatabase'],
    [{ database: '${aws:userid}' }, 'database', 'notDatabase'],
    [{ ports: '7890;7891' }, 'ports', 'notPorts'],
    [{ ports: '70000' }, 'ports', 'notPorts'],
    [{ samlProvider: `O'kta` }, 'samlProvider', 'notSamlProvider'],
    [{ awsRole: 'a/b' }, 'awsRole', 'notAwsRole'],
    [{ hours: '13' }, 'hours', 'notHours'],
    [{ connection: 'a\nb' }, 'connection', 'notName'],
    [{ loginUrl: 'http://example.okta.com' }, 'loginUrl', 'notAddress'],
    [{ metadataUrl: 'https://user:secret@example.com' }, 'metadataUrl', 'notAddress'],
    [{ provider: 'entra', entityId: 'a b' }, 'entityId', 'notEntityId'],
    [{ groups: [row({ group: 'a\u0000' })] }, 'group', 'notName'],
    [{ groups: [row({ role: 'sales:north' })] }, 'role', 'roleWithColon'],
    [{ groups: [row({ role: `a"; DROP ROLE b; --` })] }, 'role', 'roleCharacters'],
    [{ groups: [row({ role: 'Public' })] }, 'role', 'roleReserved'],
    [{ groups: [row({ role: 'sys:dba' })] }, 'role', 'roleReserved'],
    [{ groups: [row({ role: 'ä'.repeat(64) })] }, 'role', 'roleTooLong'],
    [{ groups: [row({ schemas: 'a, pg_catalog' })] }, 'schemas', 'systemSchema'],
    [{ groups: [row({ schemas: 'a\tb' })] }, 'schemas', 'notSchema'],
  ];
  for (const [changes, field, problem] of wrong) {
    it(`is refused: ${JSON.stringify(changes).slice(0, 90)}`, () => {
      const { plan, problems } = readSetup({ ...filled, ...changes });
      assert.deepEqual(
        [plan, problems.map((each) => each.field).join(' '), problems.map((each) => each.problem).join(' ')],
        [undefined, field, problem],
      );
    });
  }

  it('belongs to the part of AWS that its region is in', () => {
    const of = (region: string): string | undefined => readSetup({ ...filled, region }).plan?.partition;
    assert.deepEqual(
      ['us-gov-west-1', 'cn-north-1', 'eusc-de-east-1', 'us-iso-east-1', 'us-isob-east-1', 'us-east-1'].map(of),
      ['aws-us-gov', 'aws-cn', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws'],
    );
  });

  it('is warned of what works and may still surprise', () => {
    const many = Array.from({ length: 30 }, (_, at) => row({ group: `g${at}`, role: `a_role_${at}` }));
    assert.deepEqual(
      [
        readSetup({ ...filled, groups: many, loginUrl: '' }).warnings,
        readSetup({ ...filled, provider: 'entra', groups: [row({ role: 'Sales' }), row({ group: 'b' })] }).warnings,
        readSetup({ ...filled, provider: 'pingone' }).warnings,
      ],
      [
        [
          { warning: 'tagTooLong', characters: 289 },
          { warning: 'expressionTooLong', characters: 1537, limit: 1024 },
          { warning: 'noAddress' },
        ],
        [{ warning: 'capitals', role: 'Sales' }, { warning: 'oneGroupOnly' }],
        [{ warning: 'untried' }],
      ],
    );
  });
});
