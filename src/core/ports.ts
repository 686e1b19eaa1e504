/** What the lower layers are handed by the editor's side; each is a plain object in tests. */

export interface Disposable {
  dispose(): void;
}

/** Credentials of AWS STS. Secret: lives in SecretStorage and memory alone. */
export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** When they end, in ms since 1970, by the server's clock. */
  expiration: number;
}

/** Gives credentials that are good now; renews or asks where it must. Rejects with `signIn.needed` or Cancelled. */
export interface CredentialSource {
  (signal?: AbortSignal): Promise<AwsCredentials>;
  /**
   * To be told that AWS refused credentials as expired, by their access key id: they are not given again. Where nobody can be
   * told, the refusal is the caller's to hear of.
   */
  ended?(accessKeyId: string): void;
}

/** Time, so that tests need not wait for it. */
export interface Clock {
  /** ms since 1970. */
  now(): number;
  /** Resolves after `ms`; rejects with Cancelled when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Opens an address in the person's browser; false when the editor or the person refused. */
export type OpenBrowser = (url: string) => Promise<boolean>;

/** The log channel. Texts are English, hold no secrets, and name what happened with ids that can be followed. */
export interface Log {
  trace(text: string): void;
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string, cause?: unknown): void;
  /**
   * Keeps these values out of every line from now on, until the result is disposed: whoever gets hold of a secret says so
   * before anything can go wrong with it. A log that nobody keeps does without.
   */
  conceal?(secrets: readonly string[]): Disposable;
}

/** The editor's SecretStorage, as far as it is needed. */
export interface SecretStore {
  get(key: string): Promise<string | undefined>;
  store(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Fires for this and (on desktop) other windows' changes; may fire twice. */
  onDidChange(listener: (key: string) => void): Disposable;
}
