import assert from 'node:assert/strict';
import { DoctorScene, outcomeOf, type Outcome } from './support/doctorScene';

const prefix = 'https://aws.amazon.com/SAML/Attributes/';
const rolesTag = `${prefix}PrincipalTag:RedshiftDbRoles`;
const userTag = `${prefix}PrincipalTag:RedshiftDbUser`;
const console = 'https://signin.aws.amazon.com/saml';
const account = 'arn:aws:iam::123456789012';
const role = `${account}:role/redshift-sales`;
const provider = `${account}:saml-provider/Okta`;
const issuer = 'http://www.okta.com/exk1sandbox5redshift';

/** The sandbox's faults, and what the doctor says of each: step, finding, and the last step that it came to. */
const faults: Record<string, [step: string, finding: unknown[], reached: string, remarks?: Outcome['remarks']]> = {
  unsignedAssertion: ['signature', ['saml.unsigned'], 'tags'],
  foreignSignature: ['signature', ['saml.badSignature', { certificates: 1 }], 'tags'],
  sha1Signature: ['signature', ['saml.algorithm', { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }], 'tags'],
  encryptedAssertion: ['response', ['saml.encrypted'], 'response'],
  providerRefuses: [
    'response',
    ['saml.refusedByProvider', { status: 'AuthnFailed', message: 'The sign-in was not completed.' }],
    'response',
  ],
  otherIssuer: ['issuer', ['saml.wrongIssuer', { expected: issuer, got: 'http://www.okta.com/other' }], 'tags'],
  otherAudience: [
    'audience',
    ['saml.wrongAudience', { expected: 'urn:amazon:webservices', got: 'https://app.example.com/saml' }],
    'tags',
  ],
  consoleRecipient: ['recipient', ['saml.wrongRecipient', { expected: 'our ACS', got: console }], 'tags'],
  consoleDestination: ['destination', ['saml.wrongDestination', { expected: 'our ACS', got: console }], 'tags'],
  oldResponse: ['conditions', ['saml.expired', { part: 'Conditions', ended: 'a time', now: 'a time' }], 'tags'],
  lateResponse: ['conditions', ['response.tooOld', { minutes: 7 }], 'tags'],
  clockBehind: ['conditions', ['clock.off', { aheadHours: -2, host: 'STS' }], 'tags'],
  clockAhead: ['conditions', ['clock.off', { aheadHours: 2, host: 'STS' }], 'tags'],
  noPrincipalTag: [
    'attributes',
    ['attribute.nearMiss', { got: `${prefix}RedshiftDbRoles`, wanted: rolesTag, problem: 'noPrincipalTag' }],
    'tags',
  ],
  httpAttribute: [
    'attributes',
    ['attribute.nearMiss', { got: userTag.replace('https', 'http'), wanted: userTag, problem: 'scheme' }],
    'tags',
  ],
  attributeCase: [
    'attributes',
    ['attribute.nearMiss', { got: rolesTag.toLowerCase(), wanted: rolesTag, problem: 'case' }],
    'tags',
  ],
  attributeSpace: [
    'attributes',
    ['attribute.nearMiss', { got: `${prefix}Role `, wanted: `${prefix}Role`, problem: 'spaces' }],
    'tags',
  ],
  misspeltAttribute: [
    'attributes',
    ['attribute.nearMiss', { got: `${prefix}RoleSesionName`, wanted: `${prefix}RoleSessionName`, problem: 'misspelt' }],
    'tags',
  ],
  legacyAttributes: [
    'attributes',
    [
      'attribute.legacy',
      {
        names:
          'https://redshift.amazon.com/SAML/Attributes/DbUser, https://redshift.amazon.com/SAML/Attributes/DbGroups',
      },
    ],
    'tags',
  ],
  noRoleAttribute: ['role', ['saml.noRole', { values: 0 }], 'tags'],
  roleWithoutProvider: ['role', ['role.value', { value: role, problem: 'onlyRole' }], 'tags'],
  shortAccount: [
    'role',
    ['role.value', { value: `${role},${provider}`.replaceAll('9012:', '901:'), problem: 'account' }],
    'tags',
  ],
  roleSemicolon: ['role', ['role.value', { value: `${role};${provider}`, problem: 'separator' }], 'tags'],
  otherPartition: ['role', ['role.partition', { arn: role.replace('aws', 'aws-cn'), region: 'us-west-2' }], 'tags'],
  sessionNameSpace: ['sessionName', ['sessionName.characters', { characters: '␠' }], 'tags'],
  sessionNameLong: ['sessionName', ['sessionName.length', { length: 70 }], 'tags'],
  longTag: ['tags', ['saml.tagTooLong', { tag: 'RedshiftDbRoles', length: 300 }], 'tags'],
  rolesByComma: ['tags', ['tag.separator', { tag: 'RedshiftDbRoles', separator: 'comma' }], 'tags'],
  rolesBySemicolon: ['tags', ['tag.separator', { tag: 'RedshiftDbRoles', separator: 'semicolon' }], 'tags'],
  rolesAsList: ['tags', ['tag.several', { tag: 'RedshiftDbRoles', count: 2 }], 'tags'],
  rolesBySpace: [
    'dbRoles',
    ['dbRole.missing', { role: 'sales finance' }],
    'dbRoles',
    { tags: [['tag.separator', { tag: 'RedshiftDbRoles', separator: 'space' }]] },
  ],
  cutTag: [
    'dbRoles',
    ['dbRole.missing', { role: 'r'.repeat(250) }],
    'dbRoles',
    { tags: [['tag.atLimit', { tag: 'RedshiftDbRoles' }]] },
  ],
  manyTags: [
    'sts',
    ['sts.tagsTooBig', { message: 'Packed size of session tags consumes 270% of allotted space.' }],
    'sts',
  ],
  // AWS gives no reason for these four: the finding names what all can be.
  misspeltRole: ['sts', notAuthorized(`${role}s`), 'sts'],
  noTagSession: ['sts', notAuthorized(role), 'sts'],
  trustOtherAcs: ['sts', notAuthorized(role), 'sts'],
  trustOtherProvider: ['sts', notAuthorized(role), 'sts'],
  misspeltProvider: ['sts', ['sts.noProvider', { providerArn: `${provider}a` }], 'sts'],
  staleKey: ['sts', ['sts.staleMetadata', { providerArn: provider }], 'sts'],
  foreignMetadata: ['sts', ['sts.foreignIssuer', { providerArn: provider, issuer }], 'sts'],
  stsOff: ['sts', ['sts.regionDisabled', { region: 'us-west-2' }], 'sts'],
  stsBroken: ['sts', ['sts.unreachable', { host: 'STS', reason: 'ECONNRESET' }], 'sts'],
  warehousesDeleted: [
    'credentials',
    ['warehouse.notFound', { warehouse: 'redshift-cluster-1', message: 'Cluster redshift-cluster-1 not found.' }],
    'credentials',
  ],
  noDatabaseCredentials: [
    'credentials',
    denied('Amazon Redshift', 'GetClusterCredentialsWithIAM', 'redshift', 'dbname:redshift-cluster-1/dev'),
    'credentials',
  ],
  dataApiBroken: [
    'dataApi',
    ['aws.unreachable', { service: 'Amazon Redshift Data API', host: 'Data API', reason: 'ECONNRESET' }],
    'dataApi',
  ],
  noExecuteStatement: ['dataApi', deniedData('ExecuteStatement', 'cluster:redshift-cluster-1'), 'dataApi'],
  noDescribeStatement: ['dataApi', deniedData('DescribeStatement'), 'dataApi'],
  noGetStatementResult: ['dataApi', deniedData('GetStatementResult'), 'dataApi'],
  noCancelStatement: ['dataApi', deniedData('CancelStatement'), 'dbRoles'],
  noListStatements: ['dataApi', deniedData('ListStatements'), 'dbRoles'],
  noListSessions: ['dataApi', deniedData('ListSessions'), 'dbRoles'],
  noListDatabases: ['dataApi', deniedData('ListDatabases', 'cluster:redshift-cluster-1'), 'dbRoles'],
  noConnect: [
    'login',
    [
      'login.refused',
      {
        database: 'dev',
        message: 'permission denied for database "dev" User does not have CONNECT privilege.',
      },
    ],
    'login',
  ],
  renamedRole: ['dbRoles', ['dbRole.missing', { role: 'sales' }], 'dbRoles'],
};

function notAuthorized(roleArn: string): unknown[] {
  const message = 'Not authorized to perform sts:AssumeRoleWithSAML';
  return ['sts.notAuthorized', { roleArn, providerArn: provider, recipient: 'our ACS', message }];
}

function deniedData(action: string, resource?: string): unknown[] {
  return denied('Amazon Redshift Data API', action, 'redshift-data', resource);
}

function denied(service: string, action: string, prefixOf: string, resource?: string): unknown[] {
  const about = resource === undefined ? '*' : `arn:aws:redshift:us-west-2:123456789012:${resource}`;
  const message =
    'User: arn:aws:sts::123456789012:assumed-role/redshift-sales/ethan@example.com is not authorized to perform: ' +
    `${prefixOf}:${action} on resource: ${about} because no identity-based policy allows the ${prefixOf}:${action} action`;
  return ['aws.accessDenied', { service, action, message }];
}

describe('the doctor, with faults planted at the sandbox,', function () {
  this.timeout(30_000);
  let scene: DoctorScene;
  before(async () => {
    scene = await DoctorScene.set();
  });
  after(() => scene.sandbox.stop());
  afterEach(() => scene.control('DELETE', 'plants'));

  it('knows every one of them', async () => {
    const plants = (await scene.control('GET', 'plants')) as { name: string }[];
    assert.deepEqual(plants.map(({ name }) => name).sort(), Object.keys(faults).sort());
  });

  for (const [name, [step, finding, reached, remarks = {}]] of Object.entries(faults)) {
    it(`names ${name}: ${String(finding[0])}`, async () => {
      await scene.control('PUT', 'plants', { name });
      const steps = await scene.diagnose('ethan');
      assert.deepEqual(outcomeOf(steps, scene), { faults: { [step]: [finding] }, remarks, reached });
      assert.deepEqual(await scene.secretsIn(JSON.stringify(scene.told)), []);
    });
  }

  it('names all that is wrong in one response', async () => {
    await scene.control('POST', 'saml/next', {
      signature: 'none',
      audience: 'urn:other',
      recipient: console,
      attributes: {
        [`${prefix}Role`]: [role],
        [`${prefix}RoleSessionName`]: ['Ethan Sells'],
        [userTag]: [],
        [`${prefix}RedshiftDbUser`]: ['ethan'],
        [rolesTag]: ['sales;finance'],
      },
    });
    assert.deepEqual(outcomeOf(await scene.diagnose('ethan'), scene), {
      faults: {
        signature: [['saml.unsigned']],
        audience: [['saml.wrongAudience', { expected: 'urn:amazon:webservices', got: 'urn:other' }]],
        recipient: [['saml.wrongRecipient', { expected: 'our ACS', got: console }]],
        attributes: [
          ['attribute.nearMiss', { got: `${prefix}RedshiftDbUser`, wanted: userTag, problem: 'noPrincipalTag' }],
        ],
        role: [['role.value', { value: role, problem: 'onlyRole' }]],
        sessionName: [['sessionName.characters', { characters: '␠' }]],
        tags: [['tag.separator', { tag: 'RedshiftDbRoles', separator: 'semicolon' }]],
      },
      remarks: {},
      reached: 'tags',
    });
  });
});
