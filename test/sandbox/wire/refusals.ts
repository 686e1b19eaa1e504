import { ServiceError, type Service } from './service';

/**
 * What the front of every service refuses, before its actions are reached. The two protocols have their own codes and
 * statuses for the same thing ("Common Errors" of the STS, Redshift and Redshift Data API references).
 */
export type Refusal =
  | 'missingAuthentication'
  | 'incompleteSignature'
  | 'unknownKey'
  | 'wrongSignature'
  | 'expiredToken'
  | 'accessDenied'
  | 'unknownAction'
  | 'malformed'
  | 'tooLarge'
  | 'throttled'
  | 'internal';

const QUERY: Record<Refusal, readonly [code: string, status: number]> = {
  missingAuthentication: ['MissingAuthenticationToken', 403],
  incompleteSignature: ['IncompleteSignature', 400],
  unknownKey: ['InvalidClientTokenId', 403],
  wrongSignature: ['SignatureDoesNotMatch', 403],
  expiredToken: ['ExpiredToken', 403],
  accessDenied: ['AccessDenied', 403],
  unknownAction: ['InvalidAction', 400],
  malformed: ['MalformedQueryString', 400],
  tooLarge: ['RequestEntityTooLarge', 413],
  throttled: ['Throttling', 400],
  internal: ['InternalFailure', 500],
};

const JSON_1_1: Record<Refusal, readonly [code: string, status: number]> = {
  missingAuthentication: ['MissingAuthenticationTokenException', 400],
  incompleteSignature: ['IncompleteSignatureException', 400],
  unknownKey: ['UnrecognizedClientException', 400],
  wrongSignature: ['InvalidSignatureException', 400],
  expiredToken: ['ExpiredTokenException', 400],
  accessDenied: ['AccessDeniedException', 400],
  unknownAction: ['UnknownOperationException', 400],
  malformed: ['SerializationException', 400],
  tooLarge: ['RequestEntityTooLargeException', 413],
  throttled: ['ThrottlingException', 400],
  internal: ['InternalFailure', 500],
};

/** AWS's own texts; those that carry facts are written where the facts are. */
const TEXTS: Partial<Record<Refusal, string>> = {
  missingAuthentication: 'Request is missing Authentication Token',
  unknownKey: 'The security token included in the request is invalid.',
  wrongSignature:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  expiredToken: 'The security token included in the request is expired',
  throttled: 'Rate exceeded',
  tooLarge: 'The request is larger than the service accepts.',
  internal: 'The request processing has failed because of an unknown error, exception or failure.',
};

/** The refusal as this service says it. */
export function refuse(service: Service, refusal: Refusal, text = TEXTS[refusal] ?? ''): ServiceError {
  const [code, status] = (service.protocol.kind === 'awsQuery' ? QUERY : JSON_1_1)[refusal];
  return new ServiceError(code, text, status);
}
