/** Failures of the comment at the head of a file that names where its statements go. */
export interface TargetFailureFacts {
  /** It cannot be read; line and column from 1. */
  'header.invalid': { line: number; column: number; problem: HeaderProblemKind };
  /** There is no connection of this id. */
  'header.noProfile': { profile: string };
  /** Nobody is signed in by this name (any, where it is missing) and this connection. */
  'header.notSignedIn': { account?: string; profileId?: string };
}

/** Why a header cannot be used. */
export type HeaderProblemKind =
  /** Nothing is named. */
  | 'empty'
  | 'unknownKey'
  /** Text that is no `key=value`. */
  | 'notAPair'
  /** A key without value, or a warehouse that is a prefix alone. */
  | 'noValue'
  | 'duplicateKey'
  | 'openQuote'
  | 'controlCharacter'
  | 'lineTooLong'
  /** A second header; the first one counts. */
  | 'secondHeader';
