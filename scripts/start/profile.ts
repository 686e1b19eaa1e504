import type { Profile } from '../../src/core/profile';
import type { SandboxInfo } from '../../test/sandbox/info';

/** A profile that leads to a sandbox, as the settings (`redshiftFederation.profiles`) hold it. */
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
