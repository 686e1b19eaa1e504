import { Cancelled } from '../../../../src/core/failure';
import type { AwsCredentials, Clock, Log } from '../../../../src/core/ports';

export const silentLog: Log = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Time that goes by so many times faster than it does. */
export function fastClock(factor: number): Clock {
  const start = performance.now();
  return {
    now: () => Date.UTC(2026, 10, 24) + (performance.now() - start) * factor,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(new Cancelled());
          return;
        }
        const stop = (): void => {
          clearTimeout(timer);
          reject(new Cancelled());
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', stop);
          resolve();
        }, ms / factor);
        signal?.addEventListener('abort', stop, { once: true });
      }),
  };
}

export const testCredentials: AwsCredentials = {
  accessKeyId: 'ASIATESTTESTTESTTEST',
  secretAccessKey: 'secret-of-the-test',
  sessionToken: 'token-of-the-test',
  expiration: Date.UTC(2100, 0, 1),
};
