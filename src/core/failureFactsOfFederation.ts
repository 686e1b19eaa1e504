import type { SamlFailureFacts } from './failureFactsOfSaml';

/** Failures on the way from the identity provider to AWS credentials. */
export interface FederationFailureFacts extends SamlFailureFacts {
  /** No answer of the provider arrived in time. */
  'signIn.timedOut': { seconds: number };
  /** The browser could not be opened. */
  'signIn.browserNotOpened': { host: string };
  /** The login URL is neither https nor on this very machine. */
  'signIn.unsafeAddress': { host: string };
  /** The profile has no login URL, and its metadata names no address that takes a request by redirect. */
  'signIn.noAddress': { profileId: string };
  /** The session of this account is over, or there is none. */
  'signIn.needed': {
    account: string;
    /** The person was asked just now and did not want to: no message is needed beside the place where the work was. */
    declined?: true;
  };
  /** Another user than the one whose session is renewed signed in at the provider. */
  'signIn.otherUser': { expected: string; got: string };

  /** Another program (or another of our windows, `byUs`) holds the address of the ACS. */
  'listener.portBusy': { port: number; address: string; byUs: boolean };
  /** The system refuses the address of the ACS for another reason; `reason` is its error code (`EACCES`). */
  'listener.notBound': { port: number; address: string; reason: string };

  /** The provider's metadata could not be fetched; `reason` is an HTTP status or the system's error code. */
  'metadata.unreachable': { host: string; reason: string };
  /** The provider's metadata was there but cannot be used. `from` is its host, empty for text in the settings. */
  'metadata.invalid': { from: string; problem: MetadataProblem };

  /** STS found the assertion too old; `clockOffSeconds` (local minus server) where the clock here explains it. */
  'sts.expired': { clockOffSeconds?: number };
  /** STS does not accept who issued or signed the assertion. */
  'sts.invalidIdentity': { providerArn: string; message: string };
  /** The provider refused the claim when AWS asked back. */
  'sts.claimRejected': { message: string };
  /** The role's trust policy does not let this assertion in, or the role does not exist. */
  'sts.notAuthorized': { roleArn: string; providerArn: string; recipient: string; message: string };
  /** The principal tags are too big for a session. */
  'sts.tagsTooBig': { message: string };
  /** STS is switched off for the account in this region. */
  'sts.regionDisabled': { region: string };
  /** STS names something in the request that it does not take. */
  'sts.invalidRequest': { message: string };
  /** STS read another user or issuer from the assertion than was read here. */
  'sts.otherIdentity': { what: 'user' | 'issuer'; here: string; there: string };
  /** STS could not be reached; `reason` is the system's error code. */
  'sts.unreachable': { host: string; reason: string };
  /** Anything else that STS answered. */
  'sts.failed': { code: string; message: string };
}

/** Why metadata of a provider cannot be used. */
export type MetadataProblem =
  /** Not well-formed XML, or with a document type declaration. */
  | 'notXml'
  | 'notMetadata'
  | 'noProvider'
  | 'severalProviders'
  /** No certificate for signatures that can be read and is RSA. */
  | 'noCertificate'
  /** Its own validUntil is over. */
  | 'expired'
  | 'tooLarge'
  /** Neither XML nor an https address (http for loopback alone). */
  | 'badAddress';
