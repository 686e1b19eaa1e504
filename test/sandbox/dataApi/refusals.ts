import { ServiceError } from '../wire/service';

/** The Data API's own errors: codes and statuses of its service model; texts as they were seen in the field where that is noted. */

/** Bad input, or something that cannot be done now. */
export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** Text seen with the real service (module-ballerinax-aws.redshiftdata, its tests). */
export function statementNotFound(id: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', 'Query does not exist.', 400, { ResourceId: id });
}

/** Text seen with the real service (module-ballerinax-aws.redshiftdata, its tests). */
export function noResult(): ServiceError {
  return invalid('Query does not have result. Please check query status with DescribeStatement.');
}

/** GetStatementResult for CSV, GetStatementResultV2 for JSON: what each takes is documented, its words for the other are not. */
export function otherFormat(wanted: string, format: string): ServiceError {
  return invalid(`The result of the query has the format ${format}: ${wanted} reads it`);
}

/** Text seen with the real service (aws/aws-sdk-js-v3 issue 3056). */
export function notCancellable(id: string, status: string): ServiceError {
  return invalid(`Could not cancel a query that is already in ${status} state with ID: ${id}`);
}

/** A session that is busy, or was closed. Text seen with the real service (awslabs/mcp issues 4375 and 4587). */
export function sessionNotAvailable(): ServiceError {
  return invalid('Session is not available');
}

/** A session that never was. Text seen with the real service (awslabs/mcp issue 4587). */
export function sessionUnknown(id: string): ServiceError {
  return invalid(`Session with Id: ${id} is invalid`);
}

/** Of ListSessions, whose model names this error; its words are not known. */
export function sessionNotFound(id: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', 'Session does not exist.', 400, { ResourceId: id });
}

/** Text seen with the real service (aws/aws-cdk issue 30536). */
export function warehouseUnknown(): ServiceError {
  return invalid("Redshift endpoint doesn't exist in this region.");
}

export function tooManyStatements(): ServiceError {
  return new ServiceError('ActiveStatementsExceededException', 'The number of active statements exceeds the limit.');
}

export function tooManySessions(): ServiceError {
  return new ServiceError(
    'ActiveSessionsExceededException',
    'The Amazon Redshift Data API operation failed because the maximum number of active sessions exceeded.',
  );
}

export function tooManyWaiting(): ServiceError {
  return new ServiceError(
    'ActiveWaitingRequestsExceededException',
    'The number of active requests with WaitTimeSeconds for the same SQL statement exceeds the limit.',
  );
}

/** Of the calls that connect while one waits (ListSchemas and its like). */
export function connectionFailed(message: string): ServiceError {
  return new ServiceError('DatabaseConnectionException', message, 500);
}
