import { Failure } from '../core/failure';
import type { Clock } from '../core/ports';
import type { Target } from '../core/warehouse';
import type { DataApi, ExecuteRequest, StatementOutcome } from '../redshift/statements';
import { sessionEffect, type SessionEffect } from '../sql/sessionEffect';
import type { RunnerState } from './runEvents';

export interface FileSessionOptions {
  data: Pick<DataApi, 'execute'>;
  target: Pick<Target, 'warehouse' | 'database'>;
  clock: Clock;
  keepAliveSeconds: number;
}

export type StatementIds = Pick<ExecuteRequest, 'statementName' | 'clientToken'>;
export type SessionEnd = 'expired' | 'closed';

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

  constructor(private readonly options: FileSessionOptions) {}

  get state(): 'none' | 'idle' | 'lost' {
    if (this.#lost) return 'lost';
    return this.#id === undefined ? 'none' : 'idle';
  }

  get transaction(): RunnerState['transaction'] {
    return this.#transaction;
  }

  /** ms since 1970. */
  get expiresAt(): number {
    return this.#expiresAt;
  }

  /**
   * Runs a statement in the session. Where the session is over and held nothing, a new one is opened and told of.
   * @throws Failure session.lost where it held something, and then nothing was sent; the next statement opens a new one.
   *   Besides these, what {@link DataApi.execute} throws
   */
  async execute(
    sql: string,
    ids: StatementIds,
    signal: AbortSignal,
    onRenewed: (cause: SessionEnd) => void,
  ): Promise<StatementOutcome> {
    const { clock } = this.options;
    this.#lost = false;
    if (this.#id === undefined) {
      if (this.#holds() !== undefined) this.#over('closed', onRenewed);
    } else if (clock.now() >= this.#expiresAt) this.#over('expired', onRenewed);
    const effect = sessionEffect(sql);
    try {
      const outcome = await this.#send(sql, ids, signal, onRenewed);
      this.#ended(outcome, effect);
      return outcome;
    } catch (error) {
      // It may have run: what it would have left is then to be missed.
      if (Failure.has(error, 'statement.unknown')) this.#leave(effect);
      throw error;
    } finally {
      this.#lastEnd = clock.now();
    }
  }

  async #send(
    sql: string,
    ids: StatementIds,
    signal: AbortSignal,
    onRenewed: (cause: SessionEnd) => void,
  ): Promise<StatementOutcome> {
    const { data, target, clock, keepAliveSeconds } = this.options;
    for (;;) {
      const session = this.#id === undefined ? { keepAliveSeconds } : { id: this.#id };
      const { warehouse, database } = target;
      try {
        return await data.execute({ sql, warehouse, database, session, ...ids }, signal);
      } catch (error) {
        if (this.#id === undefined || !Failure.has(error, 'session.notAvailable')) throw error;
        const mayBeBusy = error.facts.state === 'closed' && clock.now() - this.#lastEnd < settleMs;
        if (mayBeBusy) await clock.sleep(askAgainMs, signal);
        else this.#over('closed', onRenewed);
      }
    }
  }

  #ended(outcome: StatementOutcome, effect: SessionEffect): void {
    const { clock, keepAliveSeconds } = this.options;
    const now = clock.now();
    if (outcome.status === 'failed' && outcome.error.kind === 'connection') {
      this.#lost = this.#holds() !== undefined;
      this.#forget();
      return;
    }
    if (this.#id === undefined) this.#openedAt = now;
    this.#id = outcome.sessionId ?? this.#id;
    this.#expiresAt = Math.min(now + keepAliveSeconds * 1000, this.#openedAt + longestLifeMs);
    if (outcome.status === 'finished') this.#leave(effect);
    // The server refuses everything in the transaction from here on, until its end; a COMMIT that fails is its end.
    else if (this.#transaction !== 'none') this.#transaction = effect === 'ends' ? 'none' : 'failed';
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
    this.#forget();
    if (lost !== undefined) {
      this.#lost = true;
      throw new Failure('session.lost', { lost, cause });
    }
    onRenewed(cause);
  }

  #forget(): void {
    this.#id = undefined;
    this.#transaction = 'none';
    this.#leftSomething = false;
  }
}
