import { Emitter } from '../../../../src/core/emitter';
import type { SecretStore } from '../../../../src/core/ports';

/** A SecretStorage as on the desktop: shared between windows, with their quirks where a test wants them. */
export class FakeSecrets implements SecretStore {
  readonly entries = new Map<string, string>();
  readonly #changed = new Emitter<string>();
  /** How often each change is told. */
  tells = 1;
  /** Refuses calls, or takes what it is given and keeps nothing. */
  mood: 'good' | 'refuses' | 'forgets' = 'good';

  readonly onDidChange = this.#changed.event;

  get(key: string): Promise<string | undefined> {
    return this.#answer(() => this.entries.get(key));
  }

  store(key: string, value: string): Promise<void> {
    return this.#change(key, () => this.mood === 'good' && this.entries.set(key, value));
  }

  delete(key: string): Promise<void> {
    return this.#change(key, () => this.mood === 'good' && this.entries.delete(key));
  }

  async #change(key: string, work: () => unknown): Promise<void> {
    await this.#answer(work);
    for (let i = 0; i < this.tells; i++) this.#changed.fire(key);
  }

  #answer<T>(work: () => T): Promise<T> {
    return this.mood === 'refuses' ? Promise.reject(new Error('no keyring')) : Promise.resolve(work());
  }
}
