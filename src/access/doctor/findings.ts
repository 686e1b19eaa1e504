import type { FailureCode } from '../../core/failure';
import type { FailureFacts } from '../../core/failureFacts';

/**
 * What the doctor says beyond the failures of a sign-in; `ui/doctor` has the words. Facts are names, addresses, times, lengths:
 * never a secret, nor a response's text.
 */
export interface DoctorFacts {
  /** Without the provider's metadata, AWS alone checks it. */
  'signature.notChecked': {};
  /** From here; a browser may know a way. `reason` is the system's error code. */
  'login.unreachable': { host: string; reason: string };
  /** The clock here is so far ahead of (below 0: behind) that of `host`, and the response's times don't hold by it. */
  'clock.off': { aheadSeconds: number; host: string };
  /** AWS takes a response for five minutes from its issue. */
  'response.tooOld': { seconds: number };

  /** An attribute that AWS does not know, beside one that is missing. */
  'attribute.nearMiss': { got: string; wanted: string; problem: NearMiss };
  /** Attributes of older drivers, and none that group federation reads. */
  'attribute.legacy': { names: string };
  'tags.none': {};

  /** A value of the Role attribute that AWS passes over. */
  'role.value': { value: string; problem: RoleProblem };
  /** Another partition than that of the connection's region. */
  'role.partition': { arn: string; region: string };
  'role.accounts': { roleArn: string; providerArn: string };
  /** The connection prefers a role that is not offered. */
  'role.notOffered': { preferred: string };

  'sessionName.length': { length: number };
  'sessionName.characters': { characters: string };

  /** As long as AWS takes: most likely cut by the provider's expression. */
  'tag.atLimit': { tag: string };
  /** Characters that AWS does not take in a tag. */
  'tag.characters': { tag: string; characters: string };
  /** Roles that are separated by something else than colons. */
  'tag.separator': { tag: string; separator: 'comma' | 'semicolon' | 'bar' | 'space' };
  /** Several values, of which a tag takes one. */
  'tag.several': { tag: string; count: number };

  'sts.noProvider': { providerArn: string };
  /** The SAML provider in IAM was made with the metadata of another issuer. */
  'sts.foreignIssuer': { providerArn: string; issuer: string };
  /** It knows other keys than the one that signed. */
  'sts.staleMetadata': { providerArn: string };
  'sts.noTagSession': { roleArn: string };
  /** The role does not allow as long a session as the connection wants. */
  'sts.shortened': { roleArn: string; wantedSeconds: number; givenSeconds: number };

  'login.noDatabase': { database: string };
  'login.refused': { database: string; message: string };

  /** Wanted by the tag, and not among the roles of the session. */
  'dbRole.missing': { role: string };
  'dbRoles.untagged': {};
  'dbUser.different': { tagged: string; current: string };
  /** A user of the AWS role, which everybody on it may share. */
  'dbUser.shared': { current: string };
}

export type NearMiss =
  /** `.../Attributes/RedshiftDbRoles`, or the tag's name alone. */
  | 'noPrincipalTag'
  /** `Role` without the address before it. */
  | 'noPrefix'
  /** http for https. */
  | 'scheme'
  | 'case'
  | 'spaces'
  | 'misspelt';

export type RoleProblem =
  | 'empty'
  /** A role without its SAML provider. */
  | 'onlyRole'
  | 'onlyProvider'
  /** Something else than a comma between the two. */
  | 'separator'
  /** An AWS account has 12 digits. */
  | 'account'
  /** No partition of AWS. */
  | 'partition'
  | 'space'
  | 'form';

type Facts = FailureFacts & DoctorFacts;
export type FindingCode = FailureCode | keyof DoctorFacts;

/** What is wrong in a step. A `remark` is worth knowing and keeps nobody from signing in: a step with remarks alone has passed. */
export type Finding = { [C in FindingCode]: { code: C; facts: Facts[C]; remark?: true } }[FindingCode];

/** A fault: its step failed. */
export function fault<C extends FindingCode>(code: C, facts: Facts[C]): Finding {
  return { code, facts } as Finding;
}

/** See {@link Finding}. */
export function remark<C extends FindingCode>(code: C, facts: Facts[C]): Finding {
  return { code, facts, remark: true } as Finding;
}

/** The same, as something to know. */
export function asRemark(finding: Finding): Finding {
  return { ...finding, remark: true };
}
