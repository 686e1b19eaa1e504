import assert from 'node:assert/strict';
import type { Profile } from '../../../src/core/profile';
import { readJdbcUrl, type JdbcConnection } from '../../../src/federation/jdbcUrl';
import { jdbcProperties, jdbcText, jdbcUrl, type JdbcPlace } from '../../../src/federation/jdbcUrlText';

const embedLink = 'https://example.okta.com/home/amazon_aws_redshift/0oa1b2c3/aln1b2c3';
const profile: Profile = {
  id: 'analytics',
  name: 'Analytics',
  provider: 'okta',
  loginUrl: embedLink,
  spEntityId: 'urn:amazon:webservices',
  region: 'us-west-2',
  acsPort: 7890,
  sessionDuration: 43_200,
  signInTimeout: 120,
  warehouses: [],
  endpoints: {},
};

const cluster = { kind: 'cluster', name: 'redshift-cluster-1' } as const;
const workgroup = { kind: 'workgroup', name: 'workgroup-1' } as const;
const ofCluster: JdbcPlace = {
  warehouse: cluster,
  database: 'dev',
  address: { host: 'redshift-cluster-1.abc123.us-west-2.redshift.amazonaws.com', port: 5439 },
};
const ofWorkgroup: JdbcPlace = {
  warehouse: workgroup,
  database: 'dev',
  address: { host: 'workgroup-1.123456789012.us-west-2.redshift-serverless.amazonaws.com', port: 5439 },
};

const plugin = 'plugin_name=com.amazon.redshift.plugin';
const browser = `${plugin}.BrowserSamlCredentialsProvider&login_url=https%3A%2F%2Fexample.okta.com%2Fhome%2Famazon_aws_redshift%2F0oa1b2c3%2Faln1b2c3&listen_port=7890&idp_response_timeout=120`;
const clusterBase = 'jdbc:redshift:iam://redshift-cluster-1.abc123.us-west-2.redshift.amazonaws.com:5439/dev';

const urls: [what: string, changes: Partial<Profile>, place: JdbcPlace, url: string][] = [
  ['a browser on a cluster', {}, ofCluster, `${clusterBase}?${browser}&groupFederation=true`],
  [
    'a browser on a workgroup, which needs no group federation',
    {},
    ofWorkgroup,
    `jdbc:redshift:iam://workgroup-1.123456789012.us-west-2.redshift-serverless.amazonaws.com:5439/dev?${browser}`,
  ],
  [
    'a cluster whose address is unknown',
    {},
    { ...ofCluster, address: undefined },
    `jdbc:redshift:iam://redshift-cluster-1:us-west-2/dev?${browser}&groupFederation=true`,
  ],
  [
    'a cluster behind a host of its own',
    {},
    { ...ofCluster, address: { host: 'db.example.org', port: 5440 } },
    `jdbc:redshift:iam://db.example.org:5440/dev?${browser}&ClusterID=redshift-cluster-1&Region=us-west-2&groupFederation=true`,
  ],
  [
    'a workgroup behind a host of its own',
    {},
    { ...ofWorkgroup, address: { host: '127.0.0.1', port: 5440 } },
    `jdbc:redshift:iam://127.0.0.1:5440/dev?${browser}&isServerless=true&serverlessWorkGroup=workgroup-1&Region=us-west-2`,
  ],
  [
    'Okta by password',
    { way: 'oktaPassword' },
    ofCluster,
    `${clusterBase}?${plugin}.OktaCredentialsProvider&idp_host=example.okta.com&app_id=0oa1b2c3%2Faln1b2c3&app_name=amazon_aws_redshift&groupFederation=true`,
  ],
  [
    'a database with a name of its own',
    {},
    { ...ofCluster, database: 'my db?&' },
    `${clusterBase.slice(0, -3)}my%20db%3F%26?${browser}&groupFederation=true`,
  ],
  [
    'a role and a duration',
    { preferredRole: 'arn:aws:iam::123456789012:role/analyst', sessionDuration: 3600 },
    ofCluster,
    `${clusterBase}?${browser}&groupFederation=true&preferred_role=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fanalyst&duration=3600`,
  ],
];

const further: [what: string, changes: Partial<Profile>][] = [
  [
    'PingFederate',
    {
      provider: 'pingfederate',
      loginUrl: 'https://ping.example.org:9031/idp/startSSO.ping?PartnerSpId=urn%3Aamazon%3Awebservices',
    },
  ],
  ['PingOne', { provider: 'pingone', loginUrl: 'https://auth.pingone.eu/1/saml20/idp/startsso?spEntityId=x&y=1' }],
  ['Entra', { provider: 'entra', loginUrl: 'https://myapps.microsoft.com/signin/app-1?tenantId=t' }],
  [
    'any provider',
    { provider: 'saml', loginUrl: 'https://sso.example.org/start?app=a+b;c', acsPort: 7999, signInTimeout: 60 },
  ],
];

const notes: [what: string, changes: Partial<Profile>, notes: string[]][] = [
  ['a browser at Okta', {}, []],
  ['no login URL', { loginUrl: undefined as never }, ['noLoginUrl']],
  [
    'an address of Entra that wants a request',
    { provider: 'entra', loginUrl: 'https://login.microsoftonline.com/t/saml2' },
    ['wantsRequest'],
  ],
  ['a pasted answer', { way: 'pasted' }, ['browserInstead']],
  [
    'a password for an address that the plugin cannot build',
    { way: 'oktaPassword', loginUrl: 'https://example.okta.com/app/exk1b2c3/sso/saml' },
    ['browserInstead'],
  ],
  ['a way that is asked for each time', { way: 'ask' }, []],
];

/** What of a profile a URL holds. */
function expected(of: Profile, { warehouse, database }: JdbcPlace): JdbcConnection {
  const { provider, loginUrl = '', region, acsPort, signInTimeout, preferredRole, sessionDuration, way } = of;
  const byPassword = way === 'oktaPassword';
  return {
    provider,
    ...(byPassword ? { way } : { acsPort, signInTimeout }),
    loginUrl,
    region,
    ...(preferredRole === undefined ? {} : { preferredRole }),
    ...(sessionDuration === 43_200 ? {} : { sessionDuration }),
    warehouse: { ...warehouse, database },
  };
}

describe('a JDBC URL that is written', () => {
  for (const [what, changes, place, url] of urls) {
    it(`is that of the driver for ${what}`, () => {
      assert.equal(jdbcUrl(jdbcText({ ...profile, ...changes }, place)), url);
    });
  }

  const written = [
    ...urls.map(([what, changes, place]) => ({ what, changes, place })),
    ...further.flatMap(([what, changes]) => [
      { what: `${what} on a cluster`, changes, place: ofCluster },
      { what: `${what} on a workgroup`, changes, place: ofWorkgroup },
    ]),
  ];
  for (const { what, changes, place } of written) {
    const whole = { ...profile, ...changes };
    it(`gives the connection back when it is read, for ${what}`, () => {
      assert.deepEqual(readJdbcUrl(jdbcUrl(jdbcText(whole, place))), {
        connection: expected(whole, place),
        notes: [],
        secrets: [],
        ignored: [],
      });
    });
  }

  for (const [what, changes, expectedNotes] of notes) {
    it(`says what the driver does not do for ${what}`, () => {
      assert.deepEqual(jdbcText({ ...profile, ...changes }, ofCluster).notes, expectedNotes);
    });
  }

  it('is a base and plain lines for SQL Workbench/J', () => {
    assert.equal(
      jdbcProperties(jdbcText(profile, ofCluster)),
      [
        clusterBase,
        'plugin_name=com.amazon.redshift.plugin.BrowserSamlCredentialsProvider',
        `login_url=${embedLink}`,
        'listen_port=7890',
        'idp_response_timeout=120',
        'groupFederation=true',
        '',
      ].join('\n'),
    );
  });
});
