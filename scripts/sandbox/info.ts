import type { Profile } from '../../src/core/profile';

/** The JSON line that the sandbox prints when it is ready; addresses use 127.0.0.1. */
export interface SandboxInfo {
  region: string;
  providerArn: string;
  /** Where the provider's app posts assertions. */
  acs: string;
  /** Faults and the ledger. */
  controlUrl: string;
  idp: { origin: string; embedLink: string; ssoUrl: string; metadataUrl: string };
  endpoints: { sts: string; redshift: string; redshiftServerless: string; redshiftData: string };
  accounts: { user: string; password: string; roleArns: string[] }[];
  clusters: { identifier: string; database: string }[];
  workgroups: { name: string; database: string }[];
}

/** Settings of a profile (`redshiftFederation.profiles`) that leads to a sandbox. */
export function sandboxProfile(info: SandboxInfo, additions: Partial<Profile> = {}): Partial<Profile> {
  return {
    id: 'sandbox',
    name: 'Sandbox',
    provider: 'okta',
    loginUrl: info.idp.embedLink,
    metadata: info.idp.metadataUrl,
    region: info.region,
    acsPort: Number(new URL(info.acs).port),
    endpoints: info.endpoints,
    ...additions,
  };
}
