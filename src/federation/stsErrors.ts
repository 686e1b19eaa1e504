import { Failure } from '../core/failure';
import { errorCode } from './networkErrors';
import type { RoleChoice } from './attributes';
import { clockSkewMs } from './samlConditions';
import { foreignText } from './text';

/** What an error of STS is about; goes into the facts, except for the response, which is kept out of them. */
export interface StsCall {
  role: RoleChoice;
  recipient: string;
  region: string;
  host: string;
  /** Secret: cut out of AWS's words, which may repeat a parameter that AWS does not like. */
  samlResponse: string;
  /** Local clock minus the server's, in ms, where the answer had a Date. */
  clockOffMs: number | undefined;
}

/**
 * True when the role's MaxSessionDuration is the only problem. STS has no code of its own for it: this is the one place that
 * reads its words ("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.").
 */
export function exceedsMaxDuration(error: unknown): boolean {
  return codeOf(error) === 'ValidationError' && /exceeds the MaxSessionDuration/i.test((error as Error).message);
}

/** The failure for an error of AssumeRoleWithSAML (codes: STS API reference, and those common to all actions). */
export function stsFailure(error: unknown, call: StsCall): Failure {
  const code = codeOf(error);
  if (code === undefined) {
    return new Failure('sts.unreachable', { host: call.host, reason: errorCode(error) }, { cause: error });
  }
  const message = foreignText(withoutSecret((error as Error).message, call.samlResponse));
  switch (code) {
    case 'ExpiredToken': {
      const off = Math.abs(call.clockOffMs ?? 0) > clockSkewMs ? call.clockOffMs : undefined;
      return new Failure('sts.expired', off === undefined ? {} : { clockOffSeconds: Math.round(off / 1000) });
    }
    case 'InvalidIdentityToken':
      return new Failure('sts.invalidIdentity', { providerArn: call.role.providerArn, message });
    case 'IDPRejectedClaim':
      return new Failure('sts.claimRejected', { message });
    case 'AccessDenied':
      return new Failure('sts.notAuthorized', { ...call.role, recipient: call.recipient, message });
    case 'PackedPolicyTooLarge':
      return new Failure('sts.tagsTooBig', { message });
    case 'RegionDisabled':
      return new Failure('sts.regionDisabled', { region: call.region });
    case 'ValidationError':
      return new Failure('sts.invalidRequest', { message });
    default:
      return new Failure('sts.failed', { code: foreignText(code, 80), message });
  }
}

/** AWS's code without the suffix that the SDK adds to some; undefined for errors that are no answer of a service. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('$fault' in error)) return undefined;
  return error.name.replace(/Exception$/, '');
}

function withoutSecret(message: string, secret: string): string {
  return message.replace(/[A-Za-z0-9+/=]{32,}/g, (run) => (secret.includes(run) ? '…' : run));
}
