import { randomUUID } from 'node:crypto';
import type { WarehouseConnection } from '../warehouse/connection';
import type { SandboxClock } from '../wire/clock';
import type { Caller } from '../wire/service';
import { LIMITS } from './limits';
import { sessionNotAvailable, sessionUnknown, tooManySessions } from './refusals';
import type { Target } from './target';

const SWEEP_MS = 200;

export const SESSION_STATES = ['AVAILABLE', 'BUSY', 'CLOSED'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** A database connection that outlives its statements. */
export class Session {
  readonly id = randomUUID();
  /** In the order in which they came, from 1. */
  number = 0;
  readonly createdAt: number;
  updatedAt: number;
  state: SessionState = 'BUSY';
  /** Id of the statement or batch that it runs. */
  current: string | undefined;
  /** ms since 1970; while it is busy, only the end of its 24 hours counts. */
  expiresAt: number;
  private connection: WarehouseConnection | undefined;

  constructor(
    readonly target: Target,
    readonly dbUser: string,
    readonly owner: Pick<Caller, 'roleArn' | 'userId'>,
    public keepAliveSeconds: number,
    private readonly clock: SandboxClock,
  ) {
    this.createdAt = this.updatedAt = clock.now();
    this.expiresAt = this.createdAt + LIMITS.sessionMs;
  }

  /** Its first connection, or the one that it has. */
  async connect(open: () => Promise<WarehouseConnection>): Promise<WarehouseConnection> {
    if (this.connection) return this.connection;
    const connection = await open();
    this.connection = connection;
    void connection.ended.then(() => this.close());
    return connection;
  }

  /** It belongs to that statement now. */
  begin(id: string): void {
    this.current = id;
    this.enter('BUSY');
  }

  /** The statement is over: the next one may come, until the keep-alive is over. */
  async release(): Promise<void> {
    if (this.state === 'CLOSED') return;
    const end = this.createdAt + LIMITS.sessionMs;
    this.expiresAt = Math.min(end, this.clock.now() + this.keepAliveSeconds * 1000);
    // A session whose connection was never made is none.
    if (!this.connection || this.connection.isLost || this.keepAliveSeconds === 0) await this.close();
    else this.enter('AVAILABLE');
  }

  /** The database hangs up, as it does when it restarts or an administrator ends its process; a running statement fails. */
  async lose(): Promise<void> {
    if (this.connection) await this.target.warehouse.terminate(this.connection.pid);
    await this.close();
  }

  async close(): Promise<void> {
    if (this.state === 'CLOSED') return;
    this.enter('CLOSED');
    // One that is lost already needs no farewell.
    await this.connection?.close().catch(() => undefined);
  }

  private enter(state: SessionState): void {
    this.state = state;
    this.updatedAt = this.clock.now();
  }
}

/** All sessions, also closed ones for as long as AWS remembers them. */
export class SessionBook {
  private readonly sessions = new Map<string, Session>();
  private readonly sweeper: NodeJS.Timeout;
  private count = 0;

  constructor(private readonly clock: SandboxClock) {
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweeper.unref();
  }

  open(session: Session): void {
    const sameWarehouse = [...this.sessions.values()].filter(
      ({ state, target }) => state !== 'CLOSED' && target.warehouse === session.target.warehouse,
    );
    if (sameWarehouse.length >= LIMITS.activeSessions) throw tooManySessions();
    session.number = ++this.count;
    this.sessions.set(session.id, session);
  }

  /** A session of this IAM role. */
  find(id: string, caller: Pick<Caller, 'roleArn'>): Session {
    this.sweep();
    const session = this.sessions.get(id);
    if (session?.owner.roleArn !== caller.roleArn) throw sessionUnknown(id);
    return session;
  }

  /** The session for one statement, which begins it; there is no queue. */
  take(id: string, caller: Pick<Caller, 'roleArn'>): Session {
    const session = this.find(id, caller);
    if (session.state !== 'AVAILABLE') throw sessionNotAvailable();
    return session;
  }

  list(): Session[] {
    this.sweep();
    return [...this.sessions.values()];
  }

  async stop(): Promise<void> {
    clearInterval(this.sweeper);
    await Promise.allSettled(this.list().map((session) => session.close()));
  }

  private sweep(): void {
    const now = this.clock.now();
    for (const [id, session] of this.sessions) {
      const over = session.expiresAt <= now && session.state === 'AVAILABLE';
      const tooOld = session.createdAt + LIMITS.sessionMs <= now;
      // Nobody waits for the farewell of a connection.
      if (over || tooOld) void session.close();
      if (session.state === 'CLOSED' && session.createdAt + 2 * LIMITS.sessionMs <= now) this.sessions.delete(id);
    }
  }
}
