import { Failure } from '../../core/failure';
import type { ReachableProfile } from '../../core/profile';
import type { ProviderMetadata } from '../../federation/metadata';
import { MetadataSource } from '../../federation/metadataSource';
import { reach } from '../../federation/reach';
import { hostOf, isSafeAddress } from '../../federation/text';
import { fault, remark } from './findings';
import type { DoctorRequest } from './request';
import type { Evidence, StepResult } from './steps';

/** A connection of which it is known where a sign-in begins, and what its provider says about itself. */
export interface Known {
  profile: ReachableProfile;
  metadata: ProviderMetadata | undefined;
}

/** Whether the connection has what a sign-in needs. Its metadata is read anew, not taken from memory. */
export async function profileStep({
  profile,
  clock,
  log,
  signal,
}: Pick<DoctorRequest, 'profile' | 'clock' | 'log' | 'signal'>): Promise<StepResult<Known>> {
  const setting = profile.metadata?.trim();
  const metadata = setting === undefined ? undefined : await new MetadataSource().load(setting, { clock, log, signal });
  const evidence: Evidence[] = [
    { name: 'connection', value: profile.name },
    { name: 'provider', value: profile.provider },
    { name: 'region', value: profile.region },
    ...(metadata === undefined
      ? []
      : [
          { name: 'entityId' as const, value: metadata.entityId },
          { name: 'certificates' as const, value: String(metadata.certificates.length) },
        ]),
  ];
  const loginUrl = profile.loginUrl ?? metadata?.ssoRedirect;
  if (loginUrl === undefined) return { evidence, findings: [fault('signIn.noAddress', { profileId: profile.id })] };
  return {
    evidence,
    value: { profile: { ...profile, loginUrl }, metadata },
  };
}

/** Whether the provider's host answers. From here it need not, where the browser knows a way. */
export async function loginUrlStep(
  { profile: { loginUrl } }: Known,
  { clock, signal }: Pick<DoctorRequest, 'clock' | 'signal'>,
): Promise<StepResult<true>> {
  const host = hostOf(loginUrl);
  const evidence: Evidence[] = [{ name: 'host', value: host }];
  if (!isSafeAddress(loginUrl)) throw new Failure('signIn.unsafeAddress', { host });
  const reached = await reach(loginUrl, clock, signal);
  const findings = reached.reached ? [] : [remark('login.unreachable', { host, reason: reached.reason })];
  return { evidence, findings, value: true };
}
