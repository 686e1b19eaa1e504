import type { ProviderKind, WayId } from '../core/profile';

/** Why a plugin of the JDBC driver has no way in here; `ui/profiles/jdbcWords.ts` has the words. */
export type PluginRefusal =
  /** It signs in by AWS IAM Identity Center, which hands out tokens and no SAML response. */
  | 'identityCenter'
  /** It brings the provider's token or answer to the database itself, which then stands for AWS: no AWS role is taken. */
  | 'native'
  /** It takes its AWS credentials from a profile in ~/.aws. */
  | 'awsProfile'
  /** It takes further AWS roles by those that it has. */
  | 'chainedRoles'
  /** Not one of the driver's. */
  | 'unknown';

/** How a plugin's sign-in is made here. */
export interface PluginWay {
  provider: ProviderKind;
  /** Said where the plugin types a password that the browser's page would ask for. */
  way?: WayId;
  /** The plugin types the password into the provider's page; here, the browser does. */
  typesPassword?: true;
  /** From where its first page comes. */
  start: 'loginUrl' | 'okta' | 'ping' | 'adfs' | 'entra';
}

/** Plugins of the driver that end in a SAML response (aws/amazon-redshift-jdbc-driver 2.2, package com.amazon.redshift.plugin). */
const ways: Readonly<Record<string, PluginWay>> = {
  browsersaml: { provider: 'saml', start: 'loginUrl' },
  okta: { provider: 'okta', start: 'okta', way: 'oktaPassword' },
  ping: { provider: 'pingfederate', start: 'ping', typesPassword: true },
  adfs: { provider: 'saml', start: 'adfs', typesPassword: true },
  azure: { provider: 'entra', start: 'entra', typesPassword: true },
  browserazure: { provider: 'entra', start: 'entra' },
  // The response stands in the URL itself, and is of a sign-in that is over.
  basicsaml: { provider: 'saml', start: 'loginUrl', way: 'pasted' },
};

const refusals: Readonly<Record<string, PluginRefusal>> = {
  browseridc: 'identityCenter',
  idptoken: 'identityCenter',
  idptokenurl: 'identityCenter',
  basicjwt: 'native',
  jwt: 'native',
  browserazureoauth2: 'native',
  browseroktasaml: 'native',
  basicnativesaml: 'native',
  oktaredshift: 'awsProfile',
  assumechainedroles: 'chainedRoles',
  assumerolechain: 'chainedRoles',
};

/** A plugin by its class, with or without package, or by the short name that the ODBC driver takes (`Browser SAML`, `okta`). */
export function pluginOf(name: string): PluginWay | { refused: PluginRefusal } {
  const key = name
    .trim()
    .replace(/^com\.amazon\.redshift\.plugin\./i, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
    .replace(/(credentialsprovider|authplugin|plugin)$/, '');
  const way = Object.hasOwn(ways, key) ? ways[key] : undefined;
  if (way !== undefined) return way;
  return { refused: (Object.hasOwn(refusals, key) ? refusals[key] : undefined) ?? 'unknown' };
}
