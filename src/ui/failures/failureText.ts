import type { FailureFacts } from '../../core/failureFacts';

/** What a person can do about a failure with one click; the caller maps it to a command. */
export type FailureAction =
  | 'signIn'
  | 'openSettings'
  | 'showLog'
  | 'retry'
  | 'runOneByOne'
  | 'addConnection'
  | 'selectTarget'
  | 'useBrowser'
  | 'reload'
  | 'prepareUnload'
  | 'diagnose';

/** A failure in words: one or two sentences each, localized, complete without the other. */
export interface FailureText {
  happened: string;
  toDo: string;
  action?: FailureAction;
  /** A second button, where there are two ways on. */
  otherAction?: FailureAction;
}

/** One text for every code of a part; the type makes a forgotten one an error of the compiler. */
export type FailureTexts<Codes extends keyof FailureFacts> = {
  [C in Codes]: (facts: FailureFacts[C]) => FailureText;
};
