/** What the lazy bundle offers. A type: nothing is loaded by naming it. */
export type Backend = typeof import('../backend');

let loading: Promise<Backend> | undefined;

/**
 * Loads the lazy bundle (AWS SDK, SAML) at first use and gives the same one ever after; the build keeps this import apart.
 * Rejects with the loader's error; the next call tries again.
 */
export function loadBackend(): Promise<Backend> {
  loading ??= import('../backend').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
