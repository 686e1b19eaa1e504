import type { PasteProblem } from '../core/failureFactsOfWays';
import type { Factor } from './okta/authnDocument';

/**
 * What the ways in without a browser ask of the person. Each question names the host that gets the answer, waits as long as the
 * person thinks, and rejects with Cancelled on Escape or when the signal is aborted. Answers are secrets: they are kept nowhere.
 */
export interface Prompts {
  /** User name at the provider; `suggestion` may stand there already. */
  askUser(question: { host: string; suggestion: string }, signal: AbortSignal): Promise<string>;
  askPassword(
    question: { host: string; user: string; problem?: PasswordProblem },
    signal: AbortSignal,
  ): Promise<string>;
  /** Which of several factors to use. */
  chooseFactor(question: { host: string; factors: readonly Factor[] }, signal: AbortSignal): Promise<Factor>;
  /** A code that the factor shows or sends, or the answer to its question. */
  askCode(question: CodeQuestion, signal: AbortSignal): Promise<CodeReply>;
  /** Says that a push waits on the phone, and which number to choose there; stays until the sign-in goes on. */
  showPush(waiting: { host: string; factor: Factor; number?: number }): void;
  /** The SAML response as it stood in the browser's tools. `judge` finds what is wrong with a text. */
  askResponse(question: PasteQuestion, signal: AbortSignal): Promise<string>;
}

/** Why the password is asked again. */
export type PasswordProblem = 'notAuthenticated';

/** Why a code is asked again. */
export type CodeProblem = 'wrong' | 'used' | 'outsideItsTime' | 'sentJustNow';

export interface CodeQuestion {
  host: string;
  factor: Factor;
  problem?: CodeProblem;
  /** The code can be sent again. */
  canResend: boolean;
  /** Another factor can be chosen. */
  hasOthers: boolean;
}

export type CodeReply = { code: string } | 'resend' | 'otherFactor';

export interface PasteQuestion {
  host: string;
  /** The provider's page, to be opened as it stands; it may carry a request to which the answer must belong. */
  loginUrl: string;
  judge: (text: string) => PasteProblem | undefined;
}
