import type { WarehouseRef } from './warehouse';

export const providerKinds = ['okta', 'entra', 'pingfederate', 'pingone', 'saml'] as const;
export type ProviderKind = (typeof providerKinds)[number];

/** Addresses that stand in for those of AWS (private endpoints, the sandbox); http for loopback alone. */
export interface EndpointOverrides {
  sts?: string;
  redshift?: string;
  redshiftServerless?: string;
  redshiftData?: string;
}

/** A way from a provider to warehouses, as the settings hold it (`redshiftFederation.profiles`), defaults filled in. */
export interface Profile {
  /** Unique among the profiles; part of account ids and scopes. */
  id: string;
  /** What people read; the id where none is given. */
  name: string;
  provider: ProviderKind;
  /** The address that the browser is sent to: the app's embed link or its SSO URL. */
  loginUrl: string;
  /** The provider's SAML metadata: XML text, or an http(s) address of it. Without it the signature is checked by STS alone. */
  metadata?: string;
  /** Our entity id towards the provider in an AuthnRequest. */
  spEntityId: string;
  region: string;
  /** Port of the assertion consumer service: `http://localhost:<port>/redshift/`. */
  acsPort: number;
  /** AWS role to take when the assertion offers several. */
  preferredRole?: string;
  /** Wanted life of the credentials in seconds, 900 to 43,200. */
  sessionDuration: number;
  /** Seconds to wait for the provider's answer, 10 or more. */
  signInTimeout: number;
  /** Warehouses typed in by hand, for those who may not list them. */
  warehouses: WarehouseRef[];
  endpoints: EndpointOverrides;
}

/** Where browsers post the assertion for this profile. */
export function acsUrl(profile: Pick<Profile, 'acsPort'>): string {
  return `http://localhost:${profile.acsPort}/redshift/`;
}
