/** What a secret is; `passcode` is so short that it is found by chance: search for it as a word. */
export type SecretKind =
  | 'userPassword'
  | 'assertion'
  | 'signatureValue'
  | 'stateToken'
  | 'sessionToken'
  | 'cookie'
  | 'passcode'
  | 'awsSecretKey'
  | 'awsSessionToken'
  | 'databasePassword';

export interface SecretEntry {
  kind: SecretKind;
  value: string;
  /** Whose it is, where that is known. */
  user?: string;
}

/** Everything secret that this sandbox has told anybody, so that a test can search for leaks. */
export class SecretBook {
  private readonly entries = new Map<string, SecretEntry>();

  add(kind: SecretKind, value: string, user?: string): void {
    if (value !== '') this.entries.set(value, { kind, value, ...(user === undefined ? {} : { user }) });
  }

  list(): SecretEntry[] {
    return [...this.entries.values()];
  }

  /** Forgets what was given out; passwords of people stay, because they stay good. */
  clear(): void {
    for (const { kind, value } of this.list()) if (kind !== 'userPassword') this.entries.delete(value);
  }
}
