import type { SecretStorage } from 'vscode';
import type { SecretStore } from '../core/ports';

/** The editor's SecretStorage as the port that the session store is handed. */
export function secretsOf(storage: SecretStorage): SecretStore {
  return {
    get: async (key) => storage.get(key),
    store: async (key, value) => storage.store(key, value),
    delete: async (key) => storage.delete(key),
    onDidChange: (listener) => storage.onDidChange(({ key }) => listener(key)),
  };
}
