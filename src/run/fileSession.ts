import { Failure } from '../core/failure';
import type { Clock } from '../core/ports';
import type { Target } from '../core/warehouse';
import type { ServerError } from '../core/result';
import type { ExecuteRequest } from '../redshift/statements';
import { sessionEffect, type SessionEffect } from '../sql/sessionEffect';
import type { SessionSnapshot } from './journal';
import type { RunnerState } from './runEvents';

export interface FileSessionOptions {
  target: Pick<Target, 'warehouse' | 'database'>;
  clock: Clock;
  keepAliveSeconds: number;
  /** The session that the file had in a window of before. */
  restored?: SessionSnapshot | undefined;
  /** Whether a person closed the session of this id, beside its file. */
  wasClosedHere?: ((id: string) => boolean) | undefined;
  /** Runs before all else in a session that is opened; what it leaves there is not missed. */
  opening?: ((place: Place) => Promise<StatementEnd & { sessionId?: string }>) | undefined;
}

/** What an execution needs to know of where it goes. */
export type Place = Pick<ExecuteRequest, 'warehouse' | 'database' | 'session'>;
export type SessionEnd = 'expired' | 'closed' | 'closedHere';

/** How a statement ended, as far as it matters to its session. */
export interface StatementEnd {
  status: 'finished' | 'failed' | 'aborted' | 'notRun';
  error?: ServerError;
}

/** A session lives no longer than this, whatever its keep-alive; ms. */
const longestLifeMs = 24 * 3_600_000;
/** A session takes a moment to become free after its statement has ended, above all after a cancelled one; ms. */
const settleMs = 5_000;
const askAgainMs = 100;

/** The Data API session of a file: opened by its first statement, and never silently replaced while it holds something. */
export class FileSession {
  #id: string | undefined;
  #openedAt = 0;
  #expiresAt = 0;
  #transaction: RunnerState['transaction'] = 'none';
  /** Temporary tables, settings and the like were made in it. */
  #leftSomething = false;
  #lost = false;
  #lastEnd = -Infinity;

  constructor(private readonly options: FileSessionOptions) {
    const { restored } = options;
    if (restored === undefined) return;
    this.#id = restored.id;
    this.#openedAt = restored.openedAt;
    this.#expiresAt = restored.expiresAt;
    this.#transaction = restored.transaction;
    this.#leftSomething = restored.leftSomething;
  }

  get state(): 'none' | 'idle' | 'lost' {
    if (this.#lost) return 'lost';
    return this.#id === undefined ? 'none' : 'idle';
  }

  get id(): string | undefined {
    return this.#id;
  }

  get transaction(): RunnerState['transaction'] {
    return this.#transaction;
  }

  /** ms since 1970. */
  get expiresAt(): number {
    return this.#expiresAt;
  }

  /** The session as another window could go on with it; undefined where there is none. */
  get snapshot(): SessionSnapshot | undefined {
    if (this.#id === undefined) return undefined;
    return {
      id: this.#id,
      openedAt: this.#openedAt,
      expiresAt: this.#expiresAt,
      transaction: this.#transaction,
      leftSomething: this.#leftSomething,
    };
  }

  /**
   * Runs statements in the session. Where the session is over and held nothing, a new one is opened and told of.
   * @param send executes them at a place; called again where the session was not available
   * @param onRenewed is told of a new session before anything is sent in it
   * @throws Failure session.lost where it held something, and then nothing was sent; the next statement opens a new one.
   *   Besides these, what `send` throws
   */
  async use<Outcome extends { sessionId?: string }>(
    sqls: readonly string[],
    send: (place: Place) => Promise<Outcome>,
    endsOf: (outcome: Outcome) => readonly StatementEnd[],
    signal: AbortSignal,
    onRenewed: (cause: SessionEnd) => void,
  ): Promise<Outcome> {
    const { clock } = this.options;
    this.#lost = false;
    if (this.#id === undefined) {
      if (this.#holds() !== undefined) this.#over('closed', onRenewed);
    } else if (clock.now() >= this.#expiresAt) this.#over('expired', onRenewed);
    const effects = sqls.map(sessionEffect);
    try {
      const outcome = await this.#send(send, signal, onRenewed);
      this.ended(outcome.sessionId, endsOf(outcome), effects);
      return outcome;
    } catch (error) {
      // It may have run: what it would have left is then to be missed.
      if (Failure.has(error, 'statement.unknown')) effects.forEach((effect) => this.#leave(effect));
      throw error;
    } finally {
      this.#lastEnd = clock.now();
    }
  }

  /** Takes what became of statements that ran in it. `sessionId`: as the server names it. */
  ended(sessionId: string | undefined, ends: readonly StatementEnd[], effects: readonly SessionEffect[]): void {
    const { clock, keepAliveSeconds } = this.options;
    const now = clock.now();
    if (ends.some(({ status, error }) => status === 'failed' && error?.kind === 'connection')) {
      this.#lost = this.#holds() !== undefined;
      this.forget();
      return;
    }
    if (this.#id === undefined) this.#openedAt = now;
    this.#id = sessionId ?? this.#id;
    this.#expiresAt = Math.min(now + keepAliveSeconds * 1000, this.#openedAt + longestLifeMs);
    ends.forEach(({ status }, index) => {
      const effect = effects[index] ?? 'nothing';
      if (status === 'finished') this.#leave(effect);
      // The server refuses everything in the transaction from here on, until its end; a COMMIT that fails is its end.
      else if (status !== 'notRun' && this.#transaction !== 'none') {
        this.#transaction = effect === 'ends' ? 'none' : 'failed';
      }
    });
  }

  /** It is over, and nothing of it is missed. */
  forget(): void {
    this.#id = undefined;
    this.#transaction = 'none';
    this.#leftSomething = false;
  }

  async #send<Outcome>(
    send: (place: Place) => Promise<Outcome>,
    signal: AbortSignal,
    onRenewed: (cause: SessionEnd) => void,
  ): Promise<Outcome> {
    const { clock, opening, wasClosedHere } = this.options;
    for (;;) {
      if (this.#id === undefined && opening !== undefined) {
        const opened = await opening(this.#place());
        this.ended(opened.sessionId, [opened], []);
      }
      try {
        return await send(this.#place());
      } catch (error) {
        if (this.#id === undefined || !Failure.has(error, 'session.notAvailable')) throw error;
        const mayBeBusy = error.facts.state === 'closed' && clock.now() - this.#lastEnd < settleMs;
        if (wasClosedHere?.(this.#id) === true) this.#over('closedHere', onRenewed);
        else if (mayBeBusy) await clock.sleep(askAgainMs, signal);
        else this.#over('closed', onRenewed);
      }
    }
  }

  #place(): Place {
    const { target, keepAliveSeconds } = this.options;
    const session = this.#id === undefined ? { keepAliveSeconds } : { id: this.#id };
    return { warehouse: target.warehouse, database: target.database, session };
  }

  #leave(effect: SessionEffect): void {
    if (effect === 'begins') this.#transaction = 'open';
    else if (effect === 'ends') this.#transaction = 'none';
    else if (effect === 'leaves') this.#leftSomething = true;
  }

  #holds(): 'transaction' | 'settings' | undefined {
    if (this.#transaction !== 'none') return 'transaction';
    return this.#leftSomething ? 'settings' : undefined;
  }

  #over(cause: SessionEnd, onRenewed: (cause: SessionEnd) => void): void {
    const lost = this.#holds();
    this.forget();
    if (lost !== undefined) {
      this.#lost = true;
      throw new Failure('session.lost', { lost, cause });
    }
    onRenewed(cause);
  }
}
