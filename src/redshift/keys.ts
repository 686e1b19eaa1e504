import { throwIfCancelled } from '../core/failure';
import type { AwsCredentials, CredentialSource } from '../core/ports';

/**
 * The credentials of a connection. They are got ready before each call, by the caller, who can be cancelled while a person signs
 * in; the SDK, which cannot, takes those that were ready last.
 */
export class Keys {
  #latest: AwsCredentials | undefined;

  constructor(private readonly source: CredentialSource) {}

  /** For the SDK: never waits once a call was made ready. */
  readonly ready: CredentialSource = async () => this.#latest ?? (await this.source());

  /** Waits until there are credentials that are good now. Rejects as the source does, and with Cancelled. */
  async wait(signal?: AbortSignal): Promise<void> {
    throwIfCancelled(signal);
    this.#latest = await this.source(signal);
    throwIfCancelled(signal);
  }

  /** Whether there is somebody to tell that credentials ended early, and who then gives others. */
  get renewable(): boolean {
    return this.source.ended !== undefined;
  }

  /** AWS says that the credentials with this id are over. */
  ended(accessKeyId: string): void {
    this.source.ended?.(accessKeyId);
  }
}
