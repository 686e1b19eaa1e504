/**
 * Failures of the ways in that need no listener. `host` is the provider's, `profileId` the connection for which the browser is
 * offered instead. None holds what was typed, pasted, or handed out by the provider.
 */
export interface WayFailureFacts {
  /** Unknown user, wrong password, or a refusal that the provider hides behind the same words (lock-out, its policy). */
  'okta.notAuthenticated': AtOkta;
  'okta.lockedOut': AtOkta;
  'okta.passwordExpired': AtOkta;
  /** A new password must be chosen by the link that the provider sends. */
  'okta.passwordReset': AtOkta;
  /** A further factor must be set up first. */
  'okta.enrolmentWanted': AtOkta;
  /** None of the person's factors can be used without a browser; `factors` are their types as Okta names them. */
  'okta.noUsableFactor': AtOkta & { factors: string };
  /** Too many wrong codes. */
  'okta.factorLocked': AtOkta;
  /** The person said no on the phone. */
  'okta.pushRejected': AtOkta;
  'okta.pushTimedOut': AtOkta;
  /** The factor ended otherwise; `result` is Okta's word for it, `message` its explanation. */
  'okta.factorFailed': AtOkta & { result: string; message: string };
  /** The provider forgot this sign-in: it took too long. */
  'okta.tooSlow': AtOkta;
  /** The provider's policy asks for more than its password API can give (Identity Engine, device trust, passwordless, ...). */
  'okta.notPossible': AtOkta & { reason: NotPossible; detail: string };
  /** The app did not answer with a SAML response but with this page; `title` may be empty. */
  'okta.appRefused': AtOkta & { status: number; title: string };
  /** A link or redirect leads to another host, which must not see what is typed here. */
  'okta.foreignHost': AtOkta & { other: string };
  'okta.rateLimited': AtOkta & { seconds?: number };
  /** `reason` is the system's error code. */
  'okta.unreachable': AtOkta & { reason: string };
  /** It answered something that is not Okta's protocol; `problem` says what, for the log and the curious. */
  'okta.badAnswer': AtOkta & { problem: BadAnswer };
  /** Any other refusal; `code` and `message` are Okta's own. */
  'okta.failed': AtOkta & { code: string; message: string };

  /** What was pasted cannot be a SAML response. */
  'pasted.unusable': { profileId: string; problem: PasteProblem };
}

interface AtOkta {
  host: string;
  profileId: string;
}

export type NotPossible =
  /** A state of the sign-in that is not known here. */
  | 'unknownState'
  /** The address of the Authn API is closed or not there. */
  | 'apiClosed'
  /** The password was taken, but the app then shows a page that asks for more. */
  | 'appAsksMore';

export type BadAnswer =
  'notJson' | 'tooLarge' | 'noStatus' | 'noLink' | 'noToken' | 'severalForms' | 'tooManyRedirects';

export type PasteProblem =
  | 'empty'
  /** Far more than a response may have. */
  | 'tooLong'
  /** A form or address without the field SAMLResponse. */
  | 'noField'
  /** The request that leads to the answer. */
  | 'request'
  /** The decoded XML: copying it changes bytes, which breaks the signature. */
  | 'decoded'
  /** Neither Base64 nor percent-encoded Base64. */
  | 'notBase64'
  /** It ends in the middle. */
  | 'cutOff'
  /** Base64 of something else. */
  | 'notXml';
