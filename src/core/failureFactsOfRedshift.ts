/**
 * Failures on the way from AWS credentials to rows. `service` is AWS's name of it ("Amazon Redshift Data API"), `action` an
 * action of its API, `message` AWS's own words, `warehouse` the name of a cluster or workgroup.
 */
export interface RedshiftFailureFacts {
  /** AWS refused a call for want of permission. */
  'aws.accessDenied': { service: string; action: string; message: string };
  /** AWS says that the credentials of the sign-in are over, maybe earlier than they said. */
  'aws.credentialsExpired': { service: string };
  /** AWS does not accept the credentials or their signature (role deleted, session revoked, clock far off). */
  'aws.credentialsRefused': { service: string; code: string; message: string };
  /** Too many calls of the account, and it did not get better in a while. */
  'aws.throttled': { service: string; action: string };
  /** The service could not be reached; `reason` is the system's error code (`ENOTFOUND`). */
  'aws.unreachable': { service: string; host: string; reason: string };
  /** The service broke down (5xx), and it did not get better in a while. */
  'aws.unavailable': { service: string; action: string; code: string; message: string };
  /** The answer did not have the form that it should have. */
  'aws.badAnswer': { service: string; action: string };
  /** Any other refusal. */
  'aws.failed': { service: string; action: string; code: string; message: string };

  'warehouse.notFound': { warehouse: string; message: string };
  /** Paused, resuming, being changed. */
  'warehouse.notAvailable': { warehouse: string; message: string };
  /** The Data API could not connect to the database. */
  'warehouse.connectionFailed': { warehouse: string; database: string; message: string };
  /** A statement of our own about the catalog or the roles failed on the server. */
  'warehouse.queryFailed': { warehouse: string; database: string; message: string };

  /** Longer than the Data API takes. */
  'statement.tooLong': { bytes: number; limitBytes: number };
  /** The text ends in the middle of something. */
  'statement.unterminated': { what: 'string' | 'quotedName' | 'dollarQuote' | 'comment' };
  /** The Data API does not take the statement. */
  'statement.invalid': { message: string };
  /** The connection is read-only; `certain`: the statement writes, and not: it cannot be told that it does not. */
  'statement.readOnly': { profile: string; certain: boolean };
  'statement.tooManyActive': { message: string };
  /** The connection broke when the statement was sent, and whether it ran could not be found out. */
  'statement.unknown': { statementName: string };
  /** A statement of a window of before, of which the server has no record: it was most likely never started. */
  'statement.notFound': { statementName: string };
  /** Its cancelling was asked for, and it went on. */
  'statement.notCancelled': { id: string; seconds: number };
  /** The result, or a row of it, is larger than the Data API passes on; `message` is the server's text. */
  'result.tooLarge': { message: string };
  /** Results are kept for 24 hours. */
  'result.gone': {};

  /** The Data API session is busy or closed (`closed`), or there never was one of this id (`unknown`). */
  'session.notAvailable': { state: 'closed' | 'unknown' };
  /** The session of a file is over, and with it its transaction, or temporary tables and settings. */
  'session.lost': { lost: 'transaction' | 'settings'; cause: 'expired' | 'closed' | 'closedHere' };
  'session.tooMany': { message: string };
}
