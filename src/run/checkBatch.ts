import { Failure } from '../core/failure';
import { mostInBatch } from '../redshift/batchLimit';
import type { BatchMode } from '../redshift/statements';
import { sessionEffect } from '../sql/sessionEffect';
import type { RunStatement } from './runEvents';

/** Why these statements cannot be sent as one batch, if so. */
export function checkBatchSize({ length }: readonly RunStatement[]): Failure | undefined {
  return length > mostInBatch ? new Failure('batch.tooMany', { count: length, most: mostInBatch }) : undefined;
}

/** The same for what the mode forbids: a transaction around all of them is not theirs to begin or to end. */
export function checkBatchMode(statements: readonly RunStatement[], mode: BatchMode): Failure | undefined {
  if (mode !== 'TRANSACTION') return undefined;
  const at = statements.findIndex(({ text }) => /^(?:begins|ends)$/.test(sessionEffect(text)));
  const text = statements[at]?.text;
  if (text === undefined) return undefined;
  const word = (/^\w+/.exec(text)?.[0] ?? '').toUpperCase();
  return new Failure('batch.ownTransaction', { word, number: at + 1 });
}
