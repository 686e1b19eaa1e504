import { warehouseKey, type WarehouseRef } from './warehouse';

export const providerKinds = ['okta', 'entra', 'pingfederate', 'pingone', 'saml'] as const;
export type ProviderKind = (typeof providerKinds)[number];

/** The ways to a SAML response; `federation/ways.ts` says when each applies. */
export const wayIds = ['browser', 'oktaPassword', 'pasted'] as const;
export type WayId = (typeof wayIds)[number];

/**
 * What is done with statements that change something: `run` them, `ask` before those that define or remove things or change all rows of
 * a table, or refuse them (`readOnly`). Guards against accidents: the boundary is the database role.
 */
export const statementRules = ['run', 'ask', 'readOnly'] as const;
export type StatementRule = (typeof statementRules)[number];

/** A warehouse that the settings name. */
export interface ProfileWarehouse extends WarehouseRef {
  /** What runs there is asked for once per file, and the status bar shows it. */
  production?: true;
}

/** Addresses that stand in for those of AWS (private endpoints, the sandbox); http for loopback alone. */
export interface EndpointOverrides {
  sts?: string;
  redshift?: string;
  redshiftServerless?: string;
  redshiftData?: string;
}

/** Which of AWS's endpoints of a region are meant; the plain ones where neither is said. */
export interface EndpointVariant {
  /** Those that are validated by FIPS 140. */
  useFips?: boolean;
  /** Those that are reached by IPv6 too. */
  useDualStack?: boolean;
}

/** A way from a provider to warehouses, as the settings hold it (`redshiftFederation.profiles`), defaults filled in. */
export interface Profile extends EndpointVariant {
  /** Unique among the profiles; part of account ids and scopes. */
  id: string;
  /** What people read; the id where none is given. */
  name: string;
  provider: ProviderKind;
  /** The address that the browser is sent to: the app's embed link or its SSO URL. Without it, what the metadata names. */
  loginUrl?: string;
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
  /** How to sign in: by one way, or asked each time. Without it, the browser where it works, else asked. */
  way?: WayId | 'ask';
  /**
   * Addresses for which an answer may be made out (Recipient) that came without a browser; `*` in one stands for a region. Without it,
   * AWS's own sign-in addresses and our ACS.
   */
  allowedRecipients?: string[];
  /** Seconds to wait for the provider's answer, 10 or more. */
  signInTimeout: number;
  /** Warehouses typed in by hand, for those who may not list them. */
  warehouses: ProfileWarehouse[];
  /** Without it, they are run. */
  statements?: StatementRule;
  endpoints: EndpointOverrides;
}

/** A profile of which it is known where a sign-in begins: by its own word, or by its metadata. */
export type ReachableProfile = Profile & { loginUrl: string };

/** Whether the profile marks a warehouse as production. */
export function isProduction({ warehouses }: Pick<Profile, 'warehouses'>, warehouse: WarehouseRef): boolean {
  return warehouses.some((each) => each.production === true && warehouseKey(each) === warehouseKey(warehouse));
}

/** Where browsers post the assertion for this profile. */
export function acsUrl(profile: Pick<Profile, 'acsPort'>): string {
  return `http://localhost:${profile.acsPort}/redshift/`;
}
