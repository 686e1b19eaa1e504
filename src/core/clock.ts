import { Cancelled, throwIfCancelled } from './failure';
import type { Clock } from './ports';

/** The real time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      throwIfCancelled(signal);
      const stop = (): void => {
        clearTimeout(timer);
        reject(new Cancelled({ cause: signal?.reason }));
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
