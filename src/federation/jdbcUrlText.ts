import type { Profile } from '../core/profile';
import type { WarehouseRef } from '../core/warehouse';

/** What the driver is to connect to. */
export interface JdbcPlace {
  warehouse: Pick<WarehouseRef, 'kind' | 'name'>;
  database: string;
  /** Unknown where AWS may not be asked: a cluster is then named by its region, and the driver asks. */
  address?: { host: string; port: number } | undefined;
}

/** What a person should know of a written URL: where the driver does less than we do. */
export type WrittenNote =
  /** The connection has no login URL: its metadata says where to sign in, which the driver doesn't read. */
  | 'noLoginUrl'
  /** Entra's `/saml2` wants an AuthnRequest, and the driver opens the address as it is. */
  | 'wantsRequest'
  /** The connection signs in by a way that the driver has not for this address: the URL says the browser. */
  | 'browserInstead';

/** A connection in the form of the Redshift JDBC driver (2.x); no secret is in it. */
export interface JdbcText {
  /** Without parameters: `jdbc:redshift:iam://host:port/database`. */
  base: string;
  /** Parameters, or extended properties: names as the driver writes them, and plain values. */
  properties: readonly (readonly [name: string, value: string])[];
  notes: WrittenNote[];
}

type JdbcProfile = Pick<
  Profile,
  'provider' | 'loginUrl' | 'region' | 'acsPort' | 'preferredRole' | 'sessionDuration' | 'signInTimeout' | 'way'
>;

/** What `sessionDuration` is where nobody said it; AWS roles mostly allow less, and the driver doesn't go down by itself. */
const usualDuration = 43_200;

/**
 * Writes what `readJdbcUrl` reads. Names of parameters: AWS's "Options for JDBC driver version 2.x configuration", and the driver's
 * sources (aws/amazon-redshift-jdbc-driver 2.2: RedshiftProperty, SamlCredentialsProvider, the plugins), whose plugins know
 * their own in lower case alone.
 */
export function jdbcText(profile: JdbcProfile, place: JdbcPlace): JdbcText {
  const { region, preferredRole, sessionDuration } = profile;
  const { plugin, notes } = pluginPart(profile);
  const properties: [string, string][] = [...plugin, ...placePart(region, place)];
  if (preferredRole !== undefined) properties.push(['preferred_role', preferredRole]);
  if (sessionDuration !== usualDuration) properties.push(['duration', String(sessionDuration)]);
  return { base: baseOf(region, place), properties, notes };
}

/** All in one URL, for DBeaver, DataGrip and every other tool. */
export function jdbcUrl({ base, properties }: Pick<JdbcText, 'base' | 'properties'>): string {
  const query = properties.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${base}?${query}`;
}

/** The URL on the first line, then a `name=value` line for each extended property, as SQL Workbench/J takes them. */
export function jdbcProperties({ base, properties }: Pick<JdbcText, 'base' | 'properties'>): string {
  return `${[base, ...properties.map(([name, value]) => `${name}=${value}`)].join('\n')}\n`;
}

interface PluginPart {
  plugin: [string, string][];
  notes: WrittenNote[];
}

function pluginPart(profile: JdbcProfile): PluginPart {
  const { loginUrl, way, acsPort, signInTimeout, provider } = profile;
  const app = way === 'oktaPassword' && loginUrl !== undefined ? oktaApp(loginUrl) : undefined;
  if (app !== undefined) return { plugin: [pluginName('Okta'), ...app], notes: [] };
  const notes: WrittenNote[] = [];
  if (way === 'oktaPassword' || way === 'pasted') notes.push('browserInstead');
  if (loginUrl === undefined) notes.push('noLoginUrl');
  else if (provider === 'entra' && /\/saml2\/?$/.test(new URL(loginUrl).pathname)) notes.push('wantsRequest');
  const plugin: [string, string][] = [
    pluginName('BrowserSaml'),
    ...(loginUrl === undefined ? [] : [['login_url', loginUrl] satisfies [string, string]]),
    ['listen_port', String(acsPort)],
    ['idp_response_timeout', String(signInTimeout)],
  ];
  return { plugin, notes };
}

const pluginName = (kind: string): [string, string] => [
  'plugin_name',
  `com.amazon.redshift.plugin.${kind}CredentialsProvider`,
];

/** The Okta plugin builds `https://{idp_host}/home/{app_name}/{app_id}`, and no other address. */
function oktaApp(loginUrl: string): [string, string][] | undefined {
  const { protocol, host, pathname, search } = new URL(loginUrl);
  const [, name, id] = /^\/home\/([^/]+)\/([^/]+\/[^/]+)$/.exec(pathname) ?? [];
  if (protocol !== 'https:' || search !== '' || name === undefined || id === undefined) return undefined;
  return [
    ['idp_host', host],
    ['app_id', id],
    ['app_name', decodeURIComponent(name)],
  ];
}

/** What the driver cannot read from the host. Group federation is a matter of clusters; serverless always has it. */
function placePart(region: string, { warehouse: { kind, name }, address }: JdbcPlace): [string, string][] {
  const told = address !== undefined && isNamedByHost(address.host, kind, name, region);
  if (kind === 'cluster') {
    const group: [string, string] = ['groupFederation', 'true'];
    return told || address === undefined ? [group] : [['ClusterID', name], ['Region', region], group];
  }
  return told
    ? []
    : [
        ['isServerless', 'true'],
        ['serverlessWorkGroup', name],
        ['Region', region],
      ];
}

/** The driver knows hosts of `amazonaws.com` (and .cn) alone: `name.id.region.redshift.amazonaws.com`. */
function isNamedByHost(host: string, kind: WarehouseRef['kind'], name: string, region: string): boolean {
  const service = kind === 'cluster' ? 'redshift' : 'redshift-serverless';
  const [, first, where, which] =
    /^([^.]+)\.[^.]+\.([^.]+)\.(redshift(?:-serverless)?)\.amazonaws\.com(?:\.cn)?$/i.exec(host) ?? [];
  return first === name && where === region && which === service;
}

function baseOf(region: string, { warehouse, database, address }: JdbcPlace): string {
  const where = address === undefined ? `${warehouse.name}:${region}` : `${address.host}:${address.port}`;
  return `jdbc:redshift:iam://${where}/${encodeURIComponent(database)}`;
}
