import { Failure } from '../core/failure';
import type { RunStatement } from './runEvents';

/** Of the statement's text in UTF-8 ("Considerations when calling the Amazon Redshift Data API": 100 KB). */
const limitBytes = 100 * 1024;

/** Why a statement must not be sent, if so. */
export function checkStatement({ text, unterminated }: RunStatement): Failure | undefined {
  if (unterminated !== undefined) return new Failure('statement.unterminated', { what: unterminated });
  // A character has one to three bytes for each UTF-16 unit.
  if (text.length * 3 <= limitBytes) return undefined;
  const bytes = Buffer.byteLength(text);
  return bytes > limitBytes ? new Failure('statement.tooLong', { bytes, limitBytes }) : undefined;
}
