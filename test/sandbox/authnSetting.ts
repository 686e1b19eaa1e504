/** What a person meets when they sign in with user name and password alone (Okta's Authn API), beyond the password itself. */
export interface AuthnSetting {
  /** What the right password leads to, before or after the factors. */
  account: 'active' | 'passwordWarn' | 'passwordExpired' | 'passwordReset' | 'lockedOut' | 'enrolment';
  /** Whether the policy shows a lock-out as such, or hides it behind "Authentication failed" (Okta's default). */
  showLockOut: boolean;
  /** One of them has to be verified; none = the password is enough. */
  factors: FactorKind[];
  /** The push shows three numbers, and the client has to tell which one is right. */
  numberChallenge: boolean;
  /** What the phone does by itself after `pushAfterPolls` polls; `none` waits for an order. */
  pushAnswer: PushAnswer | 'none';
  pushAfterPolls: number;
  /** Least time between two text messages; Okta's own is 30. */
  smsPauseSeconds: number;
  /**
   * `appPolicy`: the password is taken, and the app's own policy then asks for more than this API can give.
   * `refused`: the policy does not let this API sign in at all.
   */
  identityEngine: 'no' | 'appPolicy' | 'refused';
  /** Where links lead to instead of the host that was asked, `http://elsewhere.example`: no client may follow them. '' = as usual. */
  linkOrigin: string;
}

export const FACTOR_KINDS = ['push', 'totp', 'sms'] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];

export const PUSH_ANSWERS = ['approve', 'reject', 'timeout', 'cancel', 'error'] as const;
export type PushAnswer = (typeof PUSH_ANSWERS)[number];

export const USUAL_AUTHN: AuthnSetting = {
  account: 'active',
  showLockOut: false,
  factors: [],
  numberChallenge: false,
  pushAnswer: 'none',
  pushAfterPolls: 2,
  smsPauseSeconds: 0,
  identityEngine: 'no',
  linkOrigin: '',
};
