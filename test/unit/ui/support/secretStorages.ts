import { Emitter } from '../../../../src/core/emitter';
import type { SecretStore } from '../../../../src/core/ports';

/** A computer whose windows share the editor's SecretStorage; each change is told in all of them, `tells` times. */
export class DesktopSecrets {
  readonly #values = new Map<string, string>();
  readonly #changes = new Emitter<string>();

  constructor(private readonly tells = 1) {}

  window(): SecretStore {
    const changed = (key: string): Promise<void> => {
      for (let i = 0; i < this.tells; i++) this.#changes.fire(key);
      return Promise.resolve();
    };
    return {
      get: (key) => Promise.resolve(this.#values.get(key)),
      store: (key, value) => {
        this.#values.set(key, value);
        return changed(key);
      },
      delete: (key) => {
        this.#values.delete(key);
        return changed(key);
      },
      onDidChange: this.#changes.event,
    };
  }
}

/**
 * A browser's store for the windows of a web host, as measured in code-server: each window reads all of it once, tells of its own
 * changes alone, and writes its whole copy back with each of them.
 */
export class WebSecrets {
  kept = new Map<string, string>();

  /** A window that was just opened, or reloaded. */
  window(): SecretStore {
    let copy: Map<string, string> | undefined;
    const changes = new Emitter<string>();
    const own = (): Map<string, string> => (copy ??= new Map(this.kept));
    const changed = (key: string): Promise<void> => {
      this.kept = new Map(own());
      changes.fire(key);
      return Promise.resolve();
    };
    return {
      get: (key) => Promise.resolve(own().get(key)),
      store: (key, value) => {
        own().set(key, value);
        return changed(key);
      },
      delete: (key) => {
        own().delete(key);
        return changed(key);
      },
      onDidChange: changes.event,
    };
  }
}
