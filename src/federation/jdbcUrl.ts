import type { ProviderKind, WayId } from '../core/profile';
import type { WarehouseRef } from '../core/warehouse';
import { pluginOf, type PluginRefusal, type PluginWay } from './jdbcPlugins';
import { parametersOf, type Parameters } from './jdbcParameters';

/** What a JDBC URL says of a connection; nothing of it is judged yet. */
export interface JdbcConnection {
  provider: ProviderKind;
  way?: WayId;
  loginUrl?: string;
  metadata?: string;
  region?: string;
  acsPort?: number;
  preferredRole?: string;
  /** Seconds. */
  sessionDuration?: number;
  /** Seconds. */
  signInTimeout?: number;
  warehouse?: WarehouseRef;
}

/** What a person should know of a taken URL. */
export type JdbcNote =
  /** The plugin types the password; here the browser asks for it, so that the app must answer to our ACS. */
  | 'passwordInBrowser'
  /** Entra's SAML page needs the identifier of the app, which the URL does not hold. */
  | 'entraIdentifier'
  /** The URL does not ask for group federation; here, database roles always come by it. */
  | 'groupFederation'
  /** The host is not one of Redshift's names, and the URL does not say which cluster it is. */
  | 'unknownWarehouse';

export type JdbcRefusal =
  | { refused: 'notJdbc' | 'notRedshift' }
  /** It signs in with AWS keys, or as a database user: there is no identity provider in it. */
  | { refused: 'noPlugin' }
  | { refused: 'plugin'; plugin: string; why: PluginRefusal };

export interface JdbcImport {
  connection: JdbcConnection;
  notes: JdbcNote[];
  /** Names of parameters that hold secrets (not taken, nor kept), as they were written. */
  secrets: string[];
  /** Names of parameters that mean nothing here. */
  ignored: string[];
}

/**
 * Reads a URL of the Redshift JDBC driver (2.x): `jdbc:redshift:iam://host:port/database?name=value&...`, also with
 * `cluster:region` in the place of the host, and with `;` between parameters. Names of parameters may have any case.
 */
export function readJdbcUrl(text: string): JdbcImport | JdbcRefusal {
  const found = /^jdbc:([a-z0-9]+):(iam:)?\/\/([^/?;]*)(?:\/([^?;]*))?[?;]?(.*)$/is.exec(text.trim());
  if (!found) return { refused: /^jdbc:(?!redshift)/i.test(text.trim()) ? 'notRedshift' : 'notJdbc' };
  const [, driver = '', , host = '', database = '', query = ''] = found;
  if (driver.toLowerCase() !== 'redshift') return { refused: 'notRedshift' };
  const parameters = parametersOf(query);
  const name = parameters.take('plugin_name');
  const loginUrl = parameters.take('login_url');
  if (name === undefined && loginUrl === undefined) return { refused: 'noPlugin' };
  const plugin = name === undefined ? pluginOf('browsersaml') : pluginOf(name);
  if ('refused' in plugin) return { refused: 'plugin', plugin: name ?? '', why: plugin.refused };
  return read(plugin, loginUrl, placeOf(host, database, parameters), parameters);
}

interface Place {
  region: string | undefined;
  warehouse: WarehouseRef | undefined;
}

function read(plugin: PluginWay, loginUrl: string | undefined, place: Place, parameters: Parameters): JdbcImport {
  const start = startOf(plugin, loginUrl, parameters);
  const groupFederation = parameters.take('groupfederation');
  const connection = withoutUndefined({
    provider: loginUrl === undefined ? plugin.provider : providerOf(loginUrl, plugin.provider),
    way: plugin.way,
    ...start,
    region: place.region,
    acsPort: parameters.number('listen_port'),
    preferredRole: parameters.take('preferred_role'),
    sessionDuration: parameters.number('duration'),
    signInTimeout: parameters.number('idp_response_timeout'),
    warehouse: place.warehouse,
  });
  const notes: JdbcNote[] = [];
  if (plugin.typesPassword) notes.push('passwordInBrowser');
  if (plugin.start === 'entra') notes.push('entraIdentifier');
  if (place.warehouse?.kind === 'cluster' && groupFederation?.toLowerCase() !== 'true') notes.push('groupFederation');
  if (place.warehouse === undefined) notes.push('unknownWarehouse');
  return { connection, notes, ...parameters.rest() };
}

/** The addresses that the plugins build of their parameters (driver sources: OktaCredentialsProvider, Ping..., Adfs...). */
function startOf(
  { start }: PluginWay,
  loginUrl: string | undefined,
  parameters: Parameters,
): Pick<JdbcConnection, 'loginUrl' | 'metadata'> {
  const host = parameters.take('idp_host');
  const port = parameters.take('idp_port');
  const [appName = 'amazon_aws', appId, spId = 'urn:amazon:webservices'] = [
    parameters.take('app_name'),
    parameters.take('app_id'),
    parameters.take('partner_spid'),
  ];
  const [tenant, clientId] = [parameters.take('idp_tenant'), parameters.take('client_id')];
  const rp = parameters.take('logintorp') ?? 'urn:amazon:webservices';
  if (loginUrl !== undefined) return { loginUrl };
  const origin = `https://${host ?? ''}${port === undefined || port === '443' ? '' : `:${port}`}`;
  switch (start) {
    case 'loginUrl':
      return {};
    case 'okta':
      return host === undefined || appId === undefined ? {} : { loginUrl: `${origin}/home/${appName}/${appId}` };
    case 'ping':
      return host === undefined
        ? {}
        : { loginUrl: `${origin}/idp/startSSO.ping?PartnerSpId=${encodeURIComponent(spId)}` };
    case 'adfs':
      return host === undefined
        ? {}
        : { loginUrl: `${origin}/adfs/ls/IdpInitiatedSignOn.aspx?loginToRp=${encodeURIComponent(rp)}` };
    case 'entra':
      return tenant === undefined ? {} : { metadata: entraMetadata(tenant, clientId) };
  }
}

/** Entra signs for an app of its own by a key of its own, which only the metadata with its id names. */
function entraMetadata(tenant: string, clientId: string | undefined): string {
  const address = `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/federationmetadata/2007-06/federationmetadata.xml`;
  return clientId === undefined ? address : `${address}?appid=${encodeURIComponent(clientId)}`;
}

/** The kind of a provider, as far as its address tells. */
export function providerOf(loginUrl: string, otherwise: ProviderKind = 'saml'): ProviderKind {
  if (!URL.canParse(loginUrl)) return otherwise;
  const { hostname, pathname } = new URL(loginUrl);
  if (/(^|\.)(okta(-emea|preview|-gov)?\.com|okta\.mil)$/.test(hostname)) return 'okta';
  if (/(^|\.)(microsoftonline\.(com|us)|partner\.microsoftonline\.cn|myapps\.microsoft\.com)$/.test(hostname))
    return 'entra';
  if (/(^|\.)pingone\.(com|eu|ca|asia|com\.au|sg)$/.test(hostname)) return 'pingone';
  return pathname.endsWith('/startSSO.ping') ? 'pingfederate' : otherwise;
}

/**
 * Hosts as AWS names them: `cluster.id.region.redshift.amazonaws.com`, `workgroup.account.region.redshift-serverless.amazonaws.com`;
 * in every partition. Parameters that say it outright go first.
 */
function placeOf(host: string, databasePart: string, parameters: Parameters): Place {
  const database = decode(parameters.take('dbname') ?? databasePart) || 'dev';
  const [name = '', port = ''] = host.split(':');
  const aws = /^([^.]+)\.[^.]+\.([a-z0-9-]+)\.redshift(-serverless)?\./i.exec(name);
  const short = /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(port) ? { name, region: port } : undefined;
  const region = parameters.take('region') ?? aws?.[2] ?? short?.region;
  const workgroup = parameters.take('serverlessworkgroup') ?? (aws?.[3] === undefined ? undefined : aws[1]);
  const isServerless = parameters.take('isserverless')?.toLowerCase() === 'true';
  const cluster = parameters.take('clusterid') ?? (aws?.[3] === undefined ? aws?.[1] : undefined) ?? short?.name;
  if (workgroup !== undefined) return { region, warehouse: { kind: 'workgroup', name: workgroup, database } };
  if (cluster === undefined || cluster === '') return { region, warehouse: undefined };
  return { region, warehouse: { kind: isServerless ? 'workgroup' : 'cluster', name: cluster, database } };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A % that encodes nothing stands for itself.
    return text;
  }
}

function withoutUndefined(values: { [K in keyof JdbcConnection]: JdbcConnection[K] | undefined }): JdbcConnection {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as unknown as JdbcConnection;
}
