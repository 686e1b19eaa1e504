import { DatabaseError } from 'pg';
import type { WarehouseConnection } from '../warehouse/connection';
import { Rewriting } from '../warehouse/rewriting';
import type { Batch } from './batch';
import { errorText, type Execution } from './execution';
import type { Outcome } from './run';
import type { Statement } from './statement';

/** Commands after which the transaction is over, though the batch is not. */
const ENDINGS = ['COMMIT', 'ROLLBACK'];

/** Runs the batch to its end, whatever that is; never rejects. The connection is free afterwards. */
export async function runBatch(batch: Batch, connection: WarehouseConnection, execution: Execution): Promise<void> {
  const begin = process.hrtime.bigint();
  batch.start(connection.pid);
  let commitError: string | undefined;
  if (batch.mode === 'TRANSACTION') commitError = await runAsTransaction(batch, connection, execution);
  else await runOneByOne(batch, connection, execution);
  batch.finish({ ...outcomeOf(batch, commitError), durationNs: Number(process.hrtime.bigint() - begin) });
}

/** Each is committed by itself, unless the batch has transactions of its own; after a failure it goes on. */
async function runOneByOne(batch: Batch, connection: WarehouseConnection, execution: Execution): Promise<void> {
  for (const part of batch.parts) {
    if (connection.isLost) batch.skip(part);
    else await execution.run(part, connection);
  }
}

/**
 * As JDBC does without auto-commit: whoever commits within the batch is in a new transaction afterwards. Resolves to the
 * text of an error at the end, where there is one.
 */
async function runAsTransaction(
  batch: Batch,
  connection: WarehouseConnection,
  execution: Execution,
): Promise<string | undefined> {
  let open = false;
  for (const part of batch.parts) {
    if (connection.isLost || batch.parts.some(isBroken)) {
      batch.skip(part);
      continue;
    }
    // In a session whose transaction has failed BEGIN is refused, and so is the statement, which then tells.
    if (!open) await command(connection, 'BEGIN');
    await execution.run(part, connection);
    open = !ENDINGS.includes(part.outcome?.command ?? '');
  }
  if (connection.isLost || !open) return undefined;
  return command(connection, batch.parts.some(isBroken) ? 'ROLLBACK' : 'COMMIT');
}

/** Resolves to the text of its error; undefined when there was none. */
async function command(connection: WarehouseConnection, sql: string): Promise<string | undefined> {
  try {
    await connection.rows(sql);
    return undefined;
  } catch (error) {
    if (!(error instanceof DatabaseError) && !connection.isLost) throw error;
    return errorText(error, new Rewriting(sql, []));
  }
}

function outcomeOf({ parts, cancelRequested }: Batch, commitError: string | undefined): Outcome {
  const failed = parts.findIndex(({ outcome }) => outcome?.status === 'FAILED');
  const aborted = parts.find(({ outcome }) => outcome?.status === 'ABORTED')?.outcome;
  if (aborted && (cancelRequested || failed < 0)) return { status: 'ABORTED', ...withError(aborted.error) };
  // Text seen with the real service: `Query #1 failed with ERROR: column "order_dow" does not exist in orders`.
  if (failed >= 0)
    return { status: 'FAILED', error: `Query #${failed + 1} failed with ${parts[failed]?.outcome?.error ?? ''}` };
  if (commitError !== undefined) return { status: 'FAILED', error: commitError };
  const sum = (of: (part: Statement) => number | undefined): number =>
    parts.reduce((total, part) => total + (of(part) ?? 0), 0);
  return {
    status: 'FINISHED',
    resultRows: sum(({ outcome }) => outcome?.resultRows),
    resultSize: sum(({ outcome }) => outcome?.resultSize),
  };
}

function withError(error: string | undefined): Pick<Outcome, 'error'> {
  return error === undefined ? {} : { error };
}

function isBroken({ outcome }: Statement): boolean {
  return outcome !== undefined && outcome.status !== 'FINISHED';
}
