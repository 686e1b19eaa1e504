import type { Warehouse } from '../warehouse/warehouse';
import type { SandboxClock } from '../wire/clock';
import type { Caller } from '../wire/service';
import { LIMITS } from './limits';
import { invalid, statementNotFound, tooManyStatements } from './refusals';
import { Batch } from './batch';
import type { Statement } from './statement';

interface Token {
  /** What was asked for with it. */
  request: string;
  run: Statement | Batch;
  at: number;
}

/** What an Id stands for: a statement, a batch, or with `part` one statement of a batch. */
export interface Found {
  run: Statement | Batch;
  part?: Statement;
}

/** All statements and batches of the last 24 hours, and the tokens that keep a request from running twice. */
export class RunBook {
  private readonly runs = new Map<string, Statement | Batch>();
  private count = 0;
  private readonly tokens = new Map<string, Token>();

  constructor(private readonly clock: SandboxClock) {}

  /** Refuses when the warehouse has as much to do as it may. */
  checkRoom(warehouse: Warehouse): void {
    this.forget();
    const active = [...this.runs.values()].filter(
      ({ outcome, request }) => !outcome && request.target.warehouse === warehouse,
    );
    if (active.length >= LIMITS.activeStatements) throw tooManyStatements();
  }

  add(run: Statement | Batch): void {
    run.number = ++this.count;
    this.runs.set(run.id, run);
  }

  /** A statement of this IAM role: that others on the role see it is how AWS does it ("Considerations"). */
  find(id: string, caller: Pick<Caller, 'roleArn'>): Found {
    this.forget();
    const [uuid = '', number] = id.split(':');
    const run = this.runs.get(uuid);
    if (run?.request.owner.roleArn !== caller.roleArn) throw statementNotFound(id);
    if (number === undefined) return { run };
    const part = run instanceof Batch ? run.parts[Number(number) - 1] : undefined;
    if (!part) throw statementNotFound(id);
    return { run, part };
  }

  /** What this token made before; the same token for another request is refused. */
  known(token: string, request: string, caller: Pick<Caller, 'roleArn'>): Statement | Batch | undefined {
    this.forget();
    const known = this.tokens.get(tokenKey(token, caller));
    if (known && known.request !== request)
      throw invalid('The clientToken was already used for a request with other parameters');
    return known?.run;
  }

  remember(token: string, request: string, run: Statement | Batch): void {
    this.tokens.set(tokenKey(token, run.request.owner), { request, run, at: this.clock.now() });
  }

  /** In the order in which they came. */
  list(): (Statement | Batch)[] {
    this.forget();
    return [...this.runs.values()];
  }

  private forget(): void {
    const now = this.clock.now();
    for (const [key, { at }] of this.tokens) {
      if (at + LIMITS.clientTokenMs > now) break;
      this.tokens.delete(key);
    }
    for (const [id, run] of this.runs) {
      // Not in the order of their ends: one may have run for hours, and the clock may have been moved.
      if (!run.outcome || run.updatedAt + LIMITS.retentionMs > now) continue;
      run.discard();
      this.runs.delete(id);
    }
  }
}

function tokenKey(token: string, { roleArn }: Pick<Caller, 'roleArn'>): string {
  return `${roleArn} ${token}`;
}
