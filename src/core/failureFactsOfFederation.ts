/** Failures on the way from the identity provider to AWS credentials. */
export interface FederationFailureFacts {
  /** No answer of the provider arrived in time. */
  'signIn.timedOut': { seconds: number };
  /** The browser could not be opened. */
  'signIn.browserNotOpened': { host: string };
  /** The session of this account is over, or there is none. */
  'signIn.needed': { account: string };
  /** Another program (or another of our windows, `byUs`) holds the address of the ACS. */
  'listener.portBusy': { port: number; address: string; byUs: boolean };
}
