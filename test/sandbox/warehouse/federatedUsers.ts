import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';

/** The name cannot be that of a federated user of this sandbox. */
export class UserNameRefused extends Error {}

/** PostgreSQL cuts longer names silently, and two users would become one. */
const NAME_BYTES = 63;

interface Password {
  text: string;
  /** ms since 1970, by the machine's clock. */
  validUntil: number;
}

/**
 * The people of one warehouse: a login of their own each, made at the first sign-in, with exactly the database roles
 * that the latest sign-in brought.
 */
export class FederatedUsers {
  private readonly rolesOf = new Map<string, string>();
  private readonly passwords = new Map<string, Password>();
  private queue: Promise<unknown> = Promise.resolve();

  /** `admin` is a superuser's connection that nobody else uses. */
  constructor(private readonly admin: Client) {}

  /** Wanted roles that do not exist are ignored, as on Redshift. */
  signIn(user: string, wanted: readonly string[]): Promise<void> {
    return this.oneByOne(async () => {
      const roles = [...new Set(wanted)].sort();
      const known = JSON.stringify(roles);
      if (this.rolesOf.get(user) === known) return;
      if (!this.rolesOf.has(user)) await this.create(user);
      await this.grantExactly(user, roles);
      this.rolesOf.set(user, known);
    });
  }

  /** Whoever signs in from now on gets their roles anew: an administrator may have changed them. */
  forgetGrants(): void {
    for (const user of this.rolesOf.keys()) this.rolesOf.set(user, '');
  }

  /**
   * A sign-in by name alone, which brings no roles (GetClusterCredentials, DbUser): that is how group federation gets
   * lost. False when there is no such user: nobody is made by it.
   */
  signInByName(user: string): Promise<boolean> {
    return this.oneByOne(async () => {
      if (!this.rolesOf.has(user)) return false;
      await this.grantExactly(user, []);
      this.rolesOf.set(user, '[]');
      return true;
    });
  }

  /**
   * A password that logs in by TCP until it expires. PostgreSQL has one for each user, and one that was given out must
   * stay good: while it is, the same is given again, and the later end holds.
   */
  issuePassword(user: string, seconds: number): Promise<string> {
    return this.oneByOne(async () => {
      const now = Date.now();
      const old = this.passwords.get(user);
      const text = old && old.validUntil > now ? old.text : randomBytes(24).toString('base64url');
      const validUntil = Math.max(now + seconds * 1000, old?.validUntil ?? 0);
      const until = this.admin.escapeLiteral(new Date(validUntil).toISOString());
      const name = this.admin.escapeIdentifier(user);
      await this.admin.query(`ALTER ROLE ${name} PASSWORD ${this.admin.escapeLiteral(text)} VALID UNTIL ${until}`);
      this.passwords.set(user, { text, validUntil });
      return text;
    });
  }

  private async create(user: string): Promise<void> {
    if (user === '' || Buffer.byteLength(user) > NAME_BYTES)
      throw new UserNameRefused(`A database user's name has 1 to ${NAME_BYTES} bytes in this sandbox.`);
    const taken = await this.admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user]);
    // Above all the superuser: a tag must not make anybody that.
    if (/^(pg_|rds)/.test(user) || ['public', 'none'].includes(user) || taken.rows.length > 0)
      throw new UserNameRefused(
        `The name "${user}" is a role's or the system's, and cannot be a user's in this sandbox.`,
      );
    await this.admin.query(`CREATE ROLE ${this.admin.escapeIdentifier(user)} LOGIN`);
  }

  private async grantExactly(user: string, wanted: readonly string[]): Promise<void> {
    const { rows } = await this.admin.query<{ name: string; wanted: boolean; granted: boolean }>(
      `SELECT r.rolname AS name, r.rolname = ANY ($2) AS wanted,
              EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles u ON u.oid = m.member JOIN pg_roles g ON g.oid = m.grantor
                       WHERE m.roleid = r.oid AND u.rolname = $1 AND g.rolname = 'rdsiam') AS granted
         FROM pg_roles r WHERE NOT r.rolcanlogin AND r.rolname !~ '^(pg_|rds)'`,
      [user, wanted],
    );
    const name = this.admin.escapeIdentifier(user);
    await this.admin.query('BEGIN');
    for (const row of rows) {
      const role = this.admin.escapeIdentifier(row.name);
      if (row.wanted && !row.granted) await this.admin.query(`GRANT ${role} TO ${name} GRANTED BY rdsiam`);
      if (!row.wanted && row.granted) await this.admin.query(`REVOKE ${role} FROM ${name} GRANTED BY rdsiam`);
    }
    await this.admin.query('COMMIT');
  }

  private oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }
}
