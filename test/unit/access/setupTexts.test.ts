import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { entraConditions } from '../../../src/access/setup/entra';
import { oktaRolesExpression } from '../../../src/access/setup/okta';
import { pingFederateRolesExpression, pingOneRolesExpression } from '../../../src/access/setup/ping';
import { readSetup } from '../../../src/access/setup/readSetup';
import { emptySetup, type SetupInput, type SetupPlan, type SetupRow } from '../../../src/access/setup/setupInput';
import { setupTexts } from '../../../src/access/setup/setupTexts';
import { readProfileFile } from '../../../src/ui/profiles/profileFile';
import { guideTexts } from '../../../src/ui/setup/setupProfile';

const row = (group: string, role: string, schemas = '', access: SetupRow['access'] = 'read'): SetupRow => ({
  group,
  role,
  schemas,
  access,
});
const filled: SetupInput = {
  ...emptySetup,
  account: '123456789012',
  region: 'eu-central-1',
  warehouse: 'cluster-1',
  groups: [row('Sales', 'sales', 'sales_schema')],
};
const planOf = (changes: Partial<SetupInput> = {}): SetupPlan => {
  const { plan, problems } = readSetup({ ...filled, ...changes });
  return plan ?? assert.fail(JSON.stringify(problems));
};
const textsOf = (changes: Partial<SetupInput> = {}): Record<string, string> =>
  Object.fromEntries(setupTexts(planOf(changes)).map(({ id, text }) => [id, text]));
const resources = (policy: string | undefined): unknown =>
  (JSON.parse(policy ?? '') as { Statement: { Resource: string }[] }).Statement.map(({ Resource }) => Resource);

describe('the texts of the set-up guide', () => {
  it('join roles by colons, each once, in each provider’s language', () => {
    const groups = [row('Sales', 'sales'), row('Say "a" & \'b\'', 'finance'), row('Both\\', 'sales')];
    const plan = planOf({ groups });
    assert.deepEqual(
      [oktaRolesExpression(plan), pingFederateRolesExpression(plan), pingOneRolesExpression(plan)],
      [
        'String.replaceFirst((isMemberOfGroupName("Sales") OR isMemberOfGroupName("Both\\") ? ":sales" : "") + ' +
          `(isMemberOfGroupName('Say "a" & ''b''') ? ":finance" : ""), ":", "")`,
        '#this.get("ds.memberOf") == null ? "" : (((#this.get("ds.memberOf").hasValue("Sales") || ' +
          '#this.get("ds.memberOf").hasValue("Both\\\\")) ? ":sales" : "") + ' +
          '((#this.get("ds.memberOf").hasValue("Say \\"a\\" & \'b\'")) ? ":finance" : "")).replaceFirst(":", "")',
        "(((user.memberOfGroupNames.contains('Sales') || user.memberOfGroupNames.contains('Both\\')) ? ':sales' : '') + " +
          "((user.memberOfGroupNames.contains('Say \"a\" & ''b''')) ? ':finance' : '')).replaceFirst(':', '')",
      ],
    );
  });

  it('give Entra one value for each group, those with more roles last', () => {
    const groups = [row('Both', 'sales'), row('Both', 'finance'), row('Sales', 'sales')];
    assert.deepEqual(entraConditions(planOf({ groups })), [
      ['Sales', 'sales'],
      ['Both', 'sales:finance'],
    ]);
  });

  it('name the provider’s fields and attributes', () => {
    const attributes = [
      'https://aws.amazon.com/SAML/Attributes/Role',
      'arn:aws-us-gov:iam::123456789012:role/redshift-federation,arn:aws-us-gov:iam::123456789012:saml-provider/Okta',
      'https://aws.amazon.com/SAML/Attributes/RoleSessionName',
      'https://aws.amazon.com/SAML/Attributes/PrincipalTag:RedshiftDbUser',
      'https://aws.amazon.com/SAML/Attributes/PrincipalTag:RedshiftDbRoles',
      'http://localhost:7890/redshift/',
      'http://localhost:7891/redshift/',
      'urn:amazon:webservices',
    ];
    for (const provider of ['okta', 'entra', 'pingfederate', 'pingone'] as const) {
      const text =
        textsOf({ provider, region: 'us-gov-west-1', ports: '7890,7891', samlProvider: 'Okta' })['application'] ?? '';
      assert.deepEqual([provider, attributes.filter((each) => !text.includes(each))], [provider, []]);
    }
  });

  it('trust the provider at every address, and tags', () => {
    assert.deepEqual(JSON.parse(textsOf({ ports: '7890, 7891', region: 'cn-north-1' })['trust'] ?? ''), {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'SignInByTheProvider',
          Effect: 'Allow',
          Principal: { Federated: 'arn:aws-cn:iam::123456789012:saml-provider/Okta' },
          Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
          Condition: {
            StringEquals: { 'SAML:aud': ['http://localhost:7890/redshift/', 'http://localhost:7891/redshift/'] },
          },
        },
      ],
    });
  });

  it('allow one warehouse and one database alone', () => {
    const workgroupId = '6c8f6a4e-3f0b-4d53-9a53-5f0c1d2e7a11';
    const workgroup = `arn:aws:redshift-serverless:eu-central-1:123456789012:workgroup/${workgroupId}`;
    const cluster = 'arn:aws:redshift:eu-central-1:123456789012:cluster:cluster-1';
    assert.deepEqual(
      [
        resources(textsOf()['permission']),
        resources(textsOf({ warehouseKind: 'workgroup', warehouse: 'wg1', workgroupId })['permission']),
      ],
      [
        ['arn:aws:redshift:eu-central-1:123456789012:dbname:cluster-1/dev', cluster, cluster, '*', '*'],
        [workgroup, workgroup, workgroup, '*', '*'],
      ],
    );
  });

  it('quote names in SQL, make each role once, and give each schema once', () => {
    const groups = [row('A', 'team a', 'one, o"ther'), row('B', 'team a', 'one', 'change'), row('C', 'b')];
    const { grants, cleanUpGrants } = textsOf({ groups });
    const lines = (text = ''): string[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('--'));
    assert.deepEqual(lines(grants), [
      'CREATE ROLE "team a";',
      'CREATE ROLE "b";',
      'GRANT USAGE ON SCHEMA "one" TO ROLE "team a";',
      'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "one" TO ROLE "team a";',
      'ALTER DEFAULT PRIVILEGES IN SCHEMA "one" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ROLE "team a";',
      'GRANT USAGE ON SCHEMA "o""ther" TO ROLE "team a";',
      'GRANT SELECT ON ALL TABLES IN SCHEMA "o""ther" TO ROLE "team a";',
      'ALTER DEFAULT PRIVILEGES IN SCHEMA "o""ther" GRANT SELECT ON TABLES TO ROLE "team a";',
    ]);
    assert.deepEqual(lines(cleanUpGrants), [
      'ALTER DEFAULT PRIVILEGES IN SCHEMA "one" REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM ROLE "team a";',
      'REVOKE SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "one" FROM ROLE "team a";',
      'REVOKE USAGE ON SCHEMA "one" FROM ROLE "team a";',
      'ALTER DEFAULT PRIVILEGES IN SCHEMA "o""ther" REVOKE SELECT ON TABLES FROM ROLE "team a";',
      'REVOKE SELECT ON ALL TABLES IN SCHEMA "o""ther" FROM ROLE "team a";',
      'REVOKE USAGE ON SCHEMA "o""ther" FROM ROLE "team a";',
      'DROP ROLE "team a";',
      'DROP ROLE "b";',
    ]);
  });

  it('are scripts that a POSIX shell reads', () => {
    const { aws, cleanUpAws } = textsOf({ samlProvider: 'a.b', awsRole: 'x+=,.@-_y' });
    for (const input of [aws, cleanUpAws]) {
      const { status, stderr } = spawnSync('sh', ['-n'], { input, encoding: 'utf8' });
      assert.deepEqual([status, stderr], [0, '']);
    }
  });

  it('hold a connection that our own import opens, as soon as an address is known', () => {
    const ids = (changes: Partial<SetupInput>): string[] => guideTexts(planOf(changes)).map(({ id }) => id);
    assert.ok(!ids({}).includes('profile'));
    const metadataUrl = 'https://login.microsoftonline.com/x/FederationMetadata/2007-06/FederationMetadata.xml';
    const changes = { provider: 'entra', metadataUrl, connection: 'Our “DWH”', entityId: 'https://x#2' } as const;
    const text = guideTexts(planOf(changes)).find(({ id }) => id === 'profile');
    assert.equal(text?.file, '4-our-dwh.redshift-profile.json');
    assert.deepEqual(readProfileFile(text.text), {
      profile: {
        id: 'our-dwh',
        name: 'Our “DWH”',
        provider: 'entra',
        metadata: metadataUrl,
        spEntityId: 'https://x#2',
        region: 'eu-central-1',
        acsPort: 7890,
        preferredRole: 'arn:aws:iam::123456789012:role/redshift-federation',
        sessionDuration: 43_200,
        signInTimeout: 120,
        warehouses: [{ kind: 'cluster', name: 'cluster-1', database: 'dev' }],
        endpoints: {},
      },
    });
  });
});
