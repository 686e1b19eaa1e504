import type { SandboxClock } from '../wire/clock';
import type { ColumnMetadata } from './columnMetadata';
import type { StoredRows } from './resultSpool';
import { Run, type Outcome, type RunRequest } from './run';

export interface ResultSet {
  columns: readonly ColumnMetadata[];
  rows: StoredRows;
}

export interface StatementOutcome extends Outcome {
  result?: ResultSet;
  /** As the server calls what it did: `SELECT`, `COMMIT`. */
  command?: string;
}

/** One SQL statement: ExecuteStatement's, or one of a batch. */
export class Statement extends Run<StatementOutcome> {
  /** Known once it was sent to the database; 0 before. */
  queryId = 0;
  /** True when the database is done with it, which is a moment before the end. */
  hasLeft = false;
  readonly left: Promise<void>;
  private tellLeft: () => void = () => undefined;

  /** `id` is given for statements of a batch: `uuid:n`. */
  constructor(
    request: RunRequest,
    readonly sql: string,
    clock: SandboxClock,
    id?: string,
  ) {
    super(request, clock, id);
    this.left = new Promise((resolve) => (this.tellLeft = resolve));
  }

  get hasResultSet(): boolean {
    return this.outcome?.result !== undefined;
  }

  /** It was sent to the database. */
  start(pid: number, queryId: number): void {
    this.pid = pid;
    this.queryId = queryId;
    this.advance('STARTED');
  }

  /** The database is done with it; from here on nobody may cancel. */
  leave(): void {
    this.hasLeft = true;
    this.tellLeft();
  }

  override finish(outcome: StatementOutcome): void {
    this.leave();
    super.finish(outcome);
  }

  fail(error: string): void {
    this.finish({ status: 'FAILED', error });
  }

  discard(): void {
    this.outcome?.result?.rows.discard();
  }
}
