import { randomBytes } from 'node:crypto';
import type { IssuedKey, KeyBook } from '../wire/authenticate';
import type { SandboxClock } from '../wire/clock';
import type { Caller } from '../wire/service';
import type { Role } from './directory';

/** What STS has decided about a new session. */
export interface NewSession {
  role: Role;
  sessionName: string;
  tags: Readonly<Record<string, string>>;
  subject: string;
  /** `saml:aud` and its kin, which stay in the context of every later call. */
  context: Readonly<Record<string, string>>;
  /** ms since 1970 */
  expiration: number;
}

/** A session with all that policies may ask about it. */
export interface RoleSession extends IssuedKey {
  role: Role;
  context: Readonly<Record<string, string>>;
  /** ms since 1970 */
  issued: number;
}

/** All credentials of this sandbox's STS. */
export class SessionBook implements KeyBook {
  private readonly sessions = new Map<string, RoleSession>();

  constructor(
    private readonly account: { partition: string; accountId: string },
    private readonly clock: SandboxClock,
  ) {}

  issue(session: NewSession): RoleSession {
    const { role, sessionName } = session;
    const caller: Caller = {
      accessKeyId: `ASIA${randomLetters(16)}`,
      accountId: this.account.accountId,
      partition: this.account.partition,
      roleName: role.name,
      roleArn: role.arn,
      assumedRoleArn: `arn:${this.account.partition}:sts::${this.account.accountId}:assumed-role/${role.name}/${sessionName}`,
      sessionName,
      userId: `${role.id}:${sessionName}`,
      tags: session.tags,
      subject: session.subject,
      expiration: session.expiration,
    };
    const issued: RoleSession = {
      secretAccessKey: randomBytes(30).toString('base64'),
      // Real ones are of this length; nothing may depend on it.
      sessionToken: `IQoJ${randomBytes(420).toString('base64')}`,
      caller,
      role,
      context: session.context,
      issued: this.clock.now(),
    };
    this.sessions.set(caller.accessKeyId, issued);
    return issued;
  }

  find(accessKeyId: string): RoleSession | undefined {
    return this.sessions.get(accessKeyId);
  }

  /** Ends sessions now, as an administrator does ("Revoke active sessions"); how many of them were live. */
  expire(which: { user?: string; accessKeyId?: string }): number {
    const now = this.clock.now();
    const live = [...this.sessions.values()].filter(
      ({ caller }) =>
        caller.expiration > now &&
        (which.user === undefined || caller.subject === which.user || caller.sessionName === which.user) &&
        (which.accessKeyId === undefined || caller.accessKeyId === which.accessKeyId),
    );
    for (const { caller } of live) caller.expiration = now;
    return live.length;
  }

  /** For the control address: who has sessions, without anything secret. */
  list(): { user: string; role: string; accessKeyId: string; expiration: number }[] {
    return [...this.sessions.values()].map(({ caller }) => ({
      user: caller.subject,
      role: caller.roleName,
      accessKeyId: caller.accessKeyId,
      expiration: caller.expiration,
    }));
  }
}

function randomLetters(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join('');
}
