import assert from 'node:assert/strict';
import { readJdbcUrl, type JdbcImport, type JdbcRefusal } from '../../../src/federation/jdbcUrl';

const cluster = 'jdbc:redshift:iam://examplecluster.abc123xyz789.us-west-2.redshift.amazonaws.com:5439/dev';
const warehouse = { kind: 'cluster', name: 'examplecluster', database: 'dev' } as const;
const place = { region: 'us-west-2', warehouse };
const plugin = 'plugin_name=com.amazon.redshift.plugin';
const group = 'groupfederation=true';

function taken(url: string): JdbcImport {
  const read = readJdbcUrl(url);
  assert.ok(!('refused' in read), JSON.stringify(read));
  return read;
}

/** What the rest of the URL makes of the connection to the cluster above. */
const plugins: [what: string, query: string, connection: object, notes?: string[]][] = [
  [
    'Okta by password',
    `${plugin}.OktaCredentialsProvider&idp_host=example.okta.com&app_id=0oa2hylwrpM8UGehd1t7/272&app_name=amazon_redshift`,
    {
      provider: 'okta',
      way: 'oktaPassword',
      loginUrl: 'https://example.okta.com/home/amazon_redshift/0oa2hylwrpM8UGehd1t7/272',
    },
  ],
  [
    'Okta without app name',
    `${plugin}.OktaCredentialsProvider&idp_host=example.okta.com&app_id=0oa/272`,
    { provider: 'okta', way: 'oktaPassword', loginUrl: 'https://example.okta.com/home/amazon_aws/0oa/272' },
  ],
  [
    'Okta without app',
    `${plugin}.OktaCredentialsProvider&idp_host=example.okta.com`,
    { provider: 'okta', way: 'oktaPassword' },
  ],
  [
    'a browser at Okta',
    `${plugin}.BrowserSamlCredentialsProvider&login_url=https%3A%2F%2Fexample.okta.com%2Fhome%2Fapp%2F0oa%2F272&listen_port=7891&idp_response_timeout=60`,
    { provider: 'okta', loginUrl: 'https://example.okta.com/home/app/0oa/272', acsPort: 7891, signInTimeout: 60 },
  ],
  [
    'a browser at any provider, its address not encoded',
    `${plugin}.BrowserSamlCredentialsProvider&login_url=https://sso.example.org/start?app=7`,
    { provider: 'saml', loginUrl: 'https://sso.example.org/start?app=7' },
  ],
  [
    'a browser at PingOne',
    `${plugin}.BrowserSamlCredentialsProvider&login_url=https://auth.pingone.eu/1/saml20/idp/startsso?spEntityId=x`,
    { provider: 'pingone', loginUrl: 'https://auth.pingone.eu/1/saml20/idp/startsso?spEntityId=x' },
  ],
  ['a browser without an address', `${plugin}.BrowserSamlCredentialsProvider`, { provider: 'saml' }],
  [
    'an address without a plugin',
    'login_url=https://login.microsoftonline.com/t/saml2',
    { provider: 'entra', loginUrl: 'https://login.microsoftonline.com/t/saml2' },
  ],
  [
    'PingFederate',
    `${plugin}.PingCredentialsProvider&idp_host=ping.example.org&idp_port=9031&partner_spid=urn:amazon:webservices:redshift`,
    {
      provider: 'pingfederate',
      loginUrl: 'https://ping.example.org:9031/idp/startSSO.ping?PartnerSpId=urn%3Aamazon%3Awebservices%3Aredshift',
    },
    ['passwordInBrowser'],
  ],
  [
    'PingFederate on the usual port, for AWS',
    `${plugin}.PingCredentialsProvider&idp_host=ping.example.org&idp_port=443`,
    {
      provider: 'pingfederate',
      loginUrl: 'https://ping.example.org/idp/startSSO.ping?PartnerSpId=urn%3Aamazon%3Awebservices',
    },
    ['passwordInBrowser'],
  ],
  [
    'AD FS',
    `${plugin}.AdfsCredentialsProvider&idp_host=adfs.example.org&loginToRp=urn:amazon:webservices`,
    {
      provider: 'saml',
      loginUrl: 'https://adfs.example.org/adfs/ls/IdpInitiatedSignOn.aspx?loginToRp=urn%3Aamazon%3Awebservices',
    },
    ['passwordInBrowser'],
  ],
  [
    'Entra in a browser',
    `${plugin}.BrowserAzureCredentialsProvider&idp_tenant=tenant-1&client_id=app-1&listen_port=7890`,
    {
      provider: 'entra',
      metadata:
        'https://login.microsoftonline.com/tenant-1/federationmetadata/2007-06/federationmetadata.xml?appid=app-1',
      acsPort: 7890,
    },
    ['entraIdentifier'],
  ],
  [
    'Entra by password',
    `${plugin}.AzureCredentialsProvider&idp_tenant=tenant-1&client_secret=s3cret`,
    {
      provider: 'entra',
      metadata: 'https://login.microsoftonline.com/tenant-1/federationmetadata/2007-06/federationmetadata.xml',
    },
    ['passwordInBrowser', 'entraIdentifier'],
  ],
  [
    'a response in the URL',
    `${plugin}.BasicSamlCredentialsProvider&saml_assertion=PHNhbWw`,
    { provider: 'saml', way: 'pasted' },
  ],
  ['a class without package', 'plugin_name=AdfsCredentialsProvider', { provider: 'saml' }, ['passwordInBrowser']],
  [
    'the ODBC driver’s name',
    'Plugin_Name=Browser SAML&Login_URL=https://x.test/',
    { provider: 'saml', loginUrl: 'https://x.test/' },
  ],
  [
    'role and duration',
    `plugin_name=okta&preferred_role=arn:aws:iam::123456789012:role/analyst&duration=3600`,
    {
      provider: 'okta',
      way: 'oktaPassword',
      preferredRole: 'arn:aws:iam::123456789012:role/analyst',
      sessionDuration: 3600,
    },
  ],
  ['numbers that are none', 'plugin_name=okta&listen_port=x&duration=-1', { provider: 'okta', way: 'oktaPassword' }],
];

const places: [
  what: string,
  url: string,
  region: string | undefined,
  warehouse: object | undefined,
  notes?: string[],
][] = [
  ['a cluster', `${cluster}?${group}`, 'us-west-2', warehouse],
  [
    'a cluster in China',
    'jdbc:redshift:iam://c1.x.cn-north-1.redshift.amazonaws.com.cn/sales?groupFederation=TRUE',
    'cn-north-1',
    { kind: 'cluster', name: 'c1', database: 'sales' },
  ],
  [
    'a workgroup',
    'jdbc:redshift:iam://wg-1.123456789012.eu-west-1.redshift-serverless.amazonaws.com:5439/dev',
    'eu-west-1',
    { kind: 'workgroup', name: 'wg-1', database: 'dev' },
  ],
  [
    'a cluster by name and region',
    `jdbc:redshift:iam://c1:eu-central-1/my%20db?${group}`,
    'eu-central-1',
    { kind: 'cluster', name: 'c1', database: 'my db' },
  ],
  [
    'a workgroup by name and region',
    'jdbc:redshift:iam://wg-1:eu-central-1/dev?isServerless=true',
    'eu-central-1',
    { kind: 'workgroup', name: 'wg-1', database: 'dev' },
  ],
  [
    'a workgroup behind a host of its own',
    'jdbc:redshift:iam://db.example.org/dev?isServerless=true&serverlessWorkGroup=wg-2&Region=us-east-1',
    'us-east-1',
    { kind: 'workgroup', name: 'wg-2', database: 'dev' },
  ],
  [
    'a cluster behind a host of its own',
    `jdbc:redshift:iam://db.example.org:5439/dev?ClusterID=c9&Region=us-east-1&${group}`,
    'us-east-1',
    { kind: 'cluster', name: 'c9', database: 'dev' },
  ],
  [
    'a host that tells nothing',
    'jdbc:redshift:iam://db.example.org:5439/dev',
    undefined,
    undefined,
    ['unknownWarehouse'],
  ],
  [
    'no host',
    `jdbc:redshift:iam:///?ClusterID=c9&DBNAME=sales&${group}`,
    undefined,
    { kind: 'cluster', name: 'c9', database: 'sales' },
  ],
  ['a cluster without group federation', `${cluster}?x=1`, 'us-west-2', warehouse, ['groupFederation']],
  ['parameters by semicolons', `${cluster};${group};ssl=true`, 'us-west-2', warehouse],
  ['no iam in the scheme', `${cluster.replace('iam:', '')}?${group}`, 'us-west-2', warehouse],
];

const refusals: [what: string, url: string, refusal: JdbcRefusal][] = [
  ['no URL', 'hello', { refused: 'notJdbc' }],
  ['the provider’s address', 'https://example.okta.com/home/app/1/2', { refused: 'notJdbc' }],
  ['another database', 'jdbc:postgresql://localhost:5432/dev?plugin_name=okta', { refused: 'notRedshift' }],
  ['another driver’s form', 'jdbc:oracle:thin:@localhost:1521:x', { refused: 'notRedshift' }],
  ['a user name and password', `${cluster}?user=me&password=pw`, { refused: 'noPlugin' }],
  ['AWS keys', `${cluster}?AccessKeyID=AKIA&SecretAccessKey=s`, { refused: 'noPlugin' }],
  ...(
    [
      ['BrowserIdcAuthPlugin', 'identityCenter'],
      ['IdpTokenAuthPlugin', 'identityCenter'],
      ['IdpTokenUrlAuthPlugin', 'identityCenter'],
      ['BasicJwtCredentialsProvider', 'native'],
      ['JwtCredentialsProvider', 'native'],
      ['BrowserAzureOAuth2CredentialsProvider', 'native'],
      ['BrowserOktaSAMLCredentialsProvider', 'native'],
      ['BasicNativeSamlCredentialsProvider', 'native'],
      ['OktaRedshiftPlugin', 'awsProfile'],
      ['AssumeRoleChainCredentialsProvider', 'chainedRoles'],
      ['constructor', 'unknown'],
    ] as const
  ).map(([name, why]): [string, string, JdbcRefusal] => [
    name,
    `${cluster}?${plugin}.${name}&login_url=https://x.test/`,
    { refused: 'plugin', plugin: `com.amazon.redshift.plugin.${name}`, why },
  ]),
  [
    'a plugin of one’s own',
    `${cluster}?plugin_name=org.example.Own`,
    { refused: 'plugin', plugin: 'org.example.Own', why: 'unknown' },
  ],
];

describe('a JDBC URL', () => {
  for (const [what, query, connection, notes = []] of plugins) {
    it(`of ${what} leads to a way in`, () => {
      const read = taken(`${cluster}?${group}&${query}`);
      assert.deepEqual([read.connection, read.notes], [{ ...connection, ...place }, notes]);
    });
  }

  for (const [what, url, region, expected, notes = []] of places) {
    it(`tells ${what}`, () => {
      const { connection, notes: found } = taken(`${url}${/[?;]/.test(url) ? '&' : '?'}plugin_name=okta`);
      assert.deepEqual([connection.region, connection.warehouse, found], [region, expected, notes]);
    });
  }

  it('gives away nothing of its secrets, and names them', () => {
    const secret = 'correct-horse';
    const names = [
      'user',
      'Password',
      'PWD',
      'UID',
      'AccessKeyID',
      'SecretAccessKey',
      'SessionToken',
      'client_secret',
      'token',
    ];
    const read = taken(
      `${cluster}?${group}&plugin_name=okta&${names.map((name) => `${name}=${secret}`).join('&')}&ssl=true&DbUser=me`,
    );
    assert.deepEqual([read.secrets, read.ignored], [names, ['ssl', 'DbUser']]);
    assert.ok(!JSON.stringify(read).includes(secret));
  });

  for (const [what, url, refusal] of refusals) {
    it(`is refused for ${what}`, () => {
      assert.deepEqual(readJdbcUrl(url), refusal);
    });
  }
});
