import type { SandboxClock } from '../wire/clock';
import type { Account } from '../wire/context';
import type { Caller, Permission } from '../wire/service';
import { evaluate } from './evaluate';
import { conditionContext, type ConditionContext } from './policy';
import type { RoleSession, SessionBook } from './sessionBook';

/** Asks the permission policies of the caller's role, on every call. */
export class Authorizer {
  constructor(
    private readonly sessions: SessionBook,
    private readonly account: Account,
    private readonly clock: SandboxClock,
  ) {}

  /**
   * Undefined when allowed, else AWS's sentence (IAM user guide, "Troubleshoot access denied error messages").
   * Where no resource can be named, AWS writes `*`.
   */
  refusal(caller: Caller, permission: Permission): string | undefined {
    const session = this.sessions.find(caller.accessKeyId);
    if (!session) throw new Error('A caller without a session was authenticated.');
    const { action, resource } = permission;
    const verdict = evaluate(session.role.policies, {
      action,
      resource,
      context: this.context(session, permission.context ?? {}),
    });
    if (verdict === 'allowed') return undefined;
    const why =
      verdict === 'explicitDeny'
        ? 'with an explicit deny in an identity-based policy'
        : `because no identity-based policy allows the ${action} action`;
    return `User: ${caller.assumedRoleArn} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
  }

  /** Global condition keys, those of the SAML session, and those that the service adds. */
  private context(session: RoleSession, added: Readonly<Record<string, string>>): ConditionContext {
    const { caller } = session;
    const now = this.clock.date();
    return conditionContext({
      ...session.context,
      'aws:userid': caller.userId,
      'aws:PrincipalArn': caller.roleArn,
      'aws:PrincipalAccount': caller.accountId,
      'aws:PrincipalType': 'AssumedRole',
      'aws:RequestedRegion': this.account.region,
      'aws:CurrentTime': now.toISOString(),
      'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
      'aws:TokenIssueTime': new Date(session.issued).toISOString(),
      'aws:SourceIp': '127.0.0.1',
      'aws:SecureTransport': 'false',
      ...Object.fromEntries(Object.entries(caller.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
      ...added,
    });
  }
}
