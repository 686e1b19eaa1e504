import { Cancelled, Failure } from '../core/failure';
import { isAwsAnswer, kindOfAwsError, networkReason } from './awsErrors';

/** What was asked of whom; goes into the facts of a failure. */
export interface AwsCall {
  service: string;
  host: string;
  action: string;
  /** Of calls that name one. */
  warehouse?: string;
  database?: string;
}

const deniedCodes = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'NotAuthorized']);
/** "Common Errors" of the AWS API references: the key is unknown, or the signature does not fit (a clock that is off, too). */
const refusedCredentials = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestExpired',
]);

/** The failure for an error of an AWS call. Failures (of the credential source) and Cancelled pass as they are. */
export function awsFailure(error: unknown, call: AwsCall): Error {
  if (Failure.is(error) || Cancelled.is(error)) return error;
  const { service, host, action } = call;
  const options = { cause: error };
  if (!isAwsAnswer(error)) {
    const reason = networkReason(error);
    if (reason === undefined) return new Failure('internal.unexpected', { doing: `${service} ${action}` }, options);
    if (reason === 'BAD_BODY') return new Failure('aws.badAnswer', { service, action }, options);
    return new Failure('aws.unreachable', { service, host, reason }, options);
  }
  const { name: code, message } = error;
  const kind = kindOfAwsError(error);
  if (kind === 'throttled') return new Failure('aws.throttled', { service, action }, options);
  if (kind === 'expired') return new Failure('aws.credentialsExpired', { service }, options);
  if (kind === 'broken') return new Failure('aws.unavailable', { service, action, code, message }, options);
  if (deniedCodes.has(code)) return new Failure('aws.accessDenied', { service, action, message }, options);
  if (refusedCredentials.has(code)) return new Failure('aws.credentialsRefused', { service, code, message }, options);
  return (
    refusal(code, message, call, options) ?? new Failure('aws.failed', { service, action, code, message }, options)
  );
}

/** What the Data API says no to. Its codes are few, so that some are told apart by their words: the one place that does so. */
function refusal(code: string, message: string, call: AwsCall, options: ErrorOptions): Failure | undefined {
  const { action, warehouse = '', database = '' } = call;
  switch (code) {
    case 'ClusterNotFound':
    case 'ClusterNotFoundFault':
      return new Failure('warehouse.notFound', { warehouse, message }, options);
    case 'DatabaseConnectionException':
    case 'ExecuteStatementException':
    case 'BatchExecuteStatementException':
      return new Failure('warehouse.connectionFailed', { warehouse, database, message }, options);
    case 'ActiveStatementsExceededException':
      return new Failure('statement.tooManyActive', { message }, options);
    case 'ActiveSessionsExceededException':
      return new Failure('session.tooMany', { message }, options);
    case 'ResourceNotFoundException':
      if (action.startsWith('GetStatementResult')) return new Failure('result.gone', {}, options);
      if (isExecution(action) && /session/i.test(message))
        return new Failure('session.notAvailable', { state: 'unknown' }, options);
      return warehouse === '' ? undefined : new Failure('warehouse.notFound', { warehouse, message }, options);
    case 'ValidationException':
      return invalid(message, call, options);
    default:
      return undefined;
  }
}

/** Texts seen with the real service: awslabs/mcp issue 4587 (sessions), aws/aws-cdk issue 30536 (endpoint). */
function invalid(message: string, call: AwsCall, options: ErrorOptions): Failure | undefined {
  const { action, warehouse = '' } = call;
  if (/session is not available/i.test(message))
    return new Failure('session.notAvailable', { state: 'closed' }, options);
  if (/session with id\b.*\binvalid/i.test(message))
    return new Failure('session.notAvailable', { state: 'unknown' }, options);
  if (warehouse !== '') {
    if (/(endpoint|cluster|workgroup)\b.*(doesn't|does not) exist|not found/i.test(message))
      return new Failure('warehouse.notFound', { warehouse, message }, options);
    if (/\bpaus(ed|ing)\b|\bresuming\b|(endpoint|cluster|workgroup)\b.*\bnot (currently )?available/i.test(message))
      return new Failure('warehouse.notAvailable', { warehouse, message }, options);
  }
  return isExecution(action) ? new Failure('statement.invalid', { message }, options) : undefined;
}

const isExecution = (action: string): boolean => action === 'ExecuteStatement' || action === 'BatchExecuteStatement';

/** True when the endpoint does not know the parameter WaitTimeSeconds (older endpoints, private gateways, proxies). */
export function refusesWaiting(error: unknown): boolean {
  return (
    isAwsAnswer(error) &&
    ['ValidationException', 'SerializationException', 'InvalidParameterException'].includes(error.name) &&
    /wait_?time_?seconds/i.test(error.message)
  );
}

/** True when too many others wait for the same statement: asking without waiting still works. */
export function hasTooManyWaiters(error: unknown): boolean {
  return isAwsAnswer(error) && error.name === 'ActiveWaitingRequestsExceededException';
}
