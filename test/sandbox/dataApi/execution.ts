import path from 'node:path';
import { DatabaseError } from 'pg';
import type { Completion, WarehouseConnection } from '../warehouse/connection';
import { emulate } from '../warehouse/emulation';
import { isCanceled, redshiftErrorText } from '../warehouse/redshiftErrors';
import { Rewriting } from '../warehouse/rewriting';
import { sqlTokens } from '../warehouse/sqlTokens';
import { pause, type SandboxClock } from '../wire/clock';
import { describeColumns } from './columnMetadata';
import type { StatementLedger } from './ledger';
import { Batch } from './batch';
import { bindParameters } from './parameters';
import { ResultSpool, ResultTooLarge } from './resultSpool';
import type { Statement, StatementOutcome } from './statement';

const CANCEL_AGAIN_MS = 50;

/** Runs statements on connections, and cancels them. */
export class Execution {
  /** Query ids of the sandbox; on Redshift they are the cluster's. */
  private queryId = 100_000;
  private readonly cancelling = new WeakMap<Statement, Promise<void>>();

  constructor(
    private readonly ledger: StatementLedger,
    private readonly clock: SandboxClock,
    /** For results of more than a page. */
    private readonly resultsFolder: string,
  ) {}

  /** Runs the statement to its end, whatever that is; never rejects. The connection is free afterwards. */
  async run(statement: Statement, connection: WarehouseConnection): Promise<void> {
    if (statement.cancelRequested) {
      statement.finish(aborted(statement));
      return;
    }
    const tokens = sqlTokens(statement.sql);
    const { edits, values } = bindParameters(tokens, statement.request.parameters);
    const rewriting = new Rewriting(statement.sql, [...edits, ...emulate(tokens)]);
    statement.start(connection.pid, ++this.queryId);
    const entry = this.ledger.sent(statement, this.clock.now());
    const begin = process.hrtime.bigint();
    const outcome = await this.outcomeOf(statement, connection, rewriting, values);
    outcome.durationNs = Number(process.hrtime.bigint() - begin);
    entry.endedAt = this.clock.now();
    entry.outcome = outcome.status;
    await this.settleCancel(statement, connection);
    statement.finish(outcome);
  }

  /**
   * Asks for the end of a statement, again and again until it has ended: a database that has not yet read the statement
   * ignores the first time. Whether it was in time shows in the statement's status. Of a batch, what is not over yet.
   */
  cancel(run: Statement | Batch): void {
    if (run.cancelRequested) return;
    run.cancelRequested = true;
    if (run instanceof Batch) {
      for (const part of run.parts) if (!part.outcome) this.cancel(part);
      return;
    }
    const statement = run;
    const { warehouse } = statement.request.target;
    const asking = (async () => {
      while (!statement.hasLeft) {
        if (statement.status === 'STARTED') await warehouse.cancel(statement.pid);
        await Promise.race([statement.left, pause(CANCEL_AGAIN_MS)]);
      }
    })();
    // A warehouse that is stopped meanwhile ends the statement as well.
    this.cancelling.set(
      statement,
      asking.catch(() => undefined),
    );
  }

  /** The cancel that was sent last may still be under way: it must hit nothing that comes later on the connection. */
  private async settleCancel(statement: Statement, connection: WarehouseConnection): Promise<void> {
    statement.leave();
    await this.cancelling.get(statement);
    if (!statement.cancelRequested || connection.isLost) return;
    // In a failed transaction every statement is refused, which settles it as well.
    for (let hit = true; hit;)
      hit = await connection.rows('SELECT 1').then(
        () => false,
        (error: unknown) => isCanceled(error),
      );
  }

  private async outcomeOf(
    statement: Statement,
    connection: WarehouseConnection,
    rewriting: Rewriting,
    values: readonly string[],
  ): Promise<StatementOutcome> {
    const spool = new ResultSpool(
      // Not every file system takes the colon of `uuid:n`.
      path.join(this.resultsFolder, statement.id.replace(':', '-')),
      statement.request.resultFormat,
    );
    try {
      const completion = await connection.run(rewriting.text, values, (row, fields) => {
        try {
          spool.add(row, fields);
        } catch (error) {
          // The rest of the rows is not wanted either.
          statement.request.target.warehouse.cancel(statement.pid).catch(() => undefined);
          throw error;
        }
      });
      return await finished(completion, spool, connection);
    } catch (error) {
      spool.discard();
      if (isCanceled(error) && statement.cancelRequested) return aborted(statement);
      return { status: 'FAILED', error: errorText(error, rewriting) };
    }
  }
}

async function finished(
  { command, fields, rowCount }: Completion,
  spool: ResultSpool,
  connection: WarehouseConnection,
): Promise<StatementOutcome> {
  if (fields.length === 0) return { status: 'FINISHED', command, resultRows: rowCount ?? 0, resultSize: 0 };
  const rows = spool.close(fields);
  const columns = await describeColumns(fields, connection);
  return { status: 'FINISHED', command, resultRows: rows.count, resultSize: spool.size, result: { columns, rows } };
}

/** Text as in https://docs.aws.amazon.com/redshift/latest/dg/r_CANCEL.html */
function aborted(statement: Statement): StatementOutcome {
  if (statement.queryId === 0) return { status: 'ABORTED' };
  return { status: 'ABORTED', error: `ERROR: Query (${statement.queryId}) cancelled on user's request` };
}

/** The text of `Error` in DescribeStatement. */
export function errorText(error: unknown, rewriting: Rewriting): string {
  if (error instanceof DatabaseError) return redshiftErrorText(error, rewriting);
  if (error instanceof ResultTooLarge) return `ERROR: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
