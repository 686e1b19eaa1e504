import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until what is found is so; gives that. Rejects with `what` when it does not come to that in time (ms). */
export async function until<T>(
  what: string,
  look: () => Promise<T>,
  isSo: (found: T) => boolean,
  patience = 20_000,
): Promise<T> {
  for (const end = Date.now() + patience; ;) {
    const found = await look();
    if (isSo(found)) return found;
    if (Date.now() > end) throw new Error(`In vain waited for ${what}.`);
    await pause(100);
  }
}
