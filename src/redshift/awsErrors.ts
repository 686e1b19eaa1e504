/**
 * What can be done about an error of an AWS call:
 * - `throttled`: not carried out; later it will be
 * - `unsent`: no connection came about, so nothing was carried out
 * - `broken`: the connection or the service broke; whether it was carried out is not known
 * - `expired`: the credentials are over
 * - `refused`: AWS answered no; asking again gives the same answer
 * - `foreign`: no error of a call (credentials that could not be had, a defect)
 */
export type AwsErrorKind = 'throttled' | 'unsent' | 'broken' | 'expired' | 'refused' | 'foreign';

const throttlingCodes = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
]);
/** `RequestExpired` is none of them: it is about a clock that is off, and new credentials would not help. */
const expiredCodes = new Set(['ExpiredToken', 'ExpiredTokenException']);
/** Names of 5xx answers that are about the database or the statement, not about a service that broke down. */
const answersOfDatabase = new Set([
  'DatabaseConnectionException',
  'ExecuteStatementException',
  'BatchExecuteStatementException',
]);
const unsentReasons = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
]);
const brokenReasons = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/** An answer of AWS that says no, as the SDK throws it. */
export interface AwsAnswer extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata?: { httpStatusCode?: number; requestId?: string };
}

export function isAwsAnswer(error: unknown): error is AwsAnswer {
  return error instanceof Error && '$fault' in error;
}

export function kindOfAwsError(error: unknown): AwsErrorKind {
  if (isAwsAnswer(error)) {
    const status = error.$metadata?.httpStatusCode ?? 0;
    if (throttlingCodes.has(error.name) || status === 429) return 'throttled';
    if (expiredCodes.has(error.name)) return 'expired';
    if (answersOfDatabase.has(error.name)) return 'refused';
    return status >= 500 ? 'broken' : 'refused';
  }
  const reason = networkReason(error);
  if (reason === undefined) return 'foreign';
  const unsent = unsentReasons.has(reason) || isCertificateReason(reason) || isConnectTimeout(error);
  return unsent ? 'unsent' : 'broken';
}

/** The SDK's own time-out of connecting, which differs from that of answering by its words alone. */
function isConnectTimeout(error: unknown): boolean {
  return (
    error instanceof Error && error.name === 'TimeoutError' && /did not establish a connection/.test(error.message)
  );
}

/**
 * Why there was no answer: the system's code (`ENOTFOUND`, `CERT_HAS_EXPIRED`), `ETIMEDOUT` for the SDK's time-outs, or
 * `BAD_BODY` for a body that could not be read. Undefined when the error is about something else.
 */
export function networkReason(error: unknown): string | undefined {
  for (let one = error, depth = 0; typeof one === 'object' && one !== null && depth < 5; depth++) {
    const { code, name, errors, cause } = one as { code?: unknown; name?: unknown; errors?: unknown; cause?: unknown };
    if (typeof code === 'string' && isNetworkCode(code)) return code;
    if (name === 'TimeoutError') return 'ETIMEDOUT';
    // The SDK could not read the body: it was cut off, or comes from something else than AWS.
    if (name === 'SyntaxError') return 'BAD_BODY';
    // A connection that tried several addresses holds one error for each.
    one = Array.isArray(errors) && errors.length > 0 ? (errors[0] as unknown) : cause;
  }
  return undefined;
}

function isNetworkCode(code: string): boolean {
  return unsentReasons.has(code) || brokenReasons.has(code) || isCertificateReason(code) || code.startsWith('HPE_');
}

/** Codes of OpenSSL and Node for certificates and handshakes that are not accepted. */
function isCertificateReason(code: string): boolean {
  return /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO$)/.test(code);
}
