import { randomBytes } from 'node:crypto';
import type { Disposable, Log } from '../core/ports';

/**
 * The log of one sign-in: its lines carry an id, so that they can be told from those of another at the same time, and what it
 * conceals stays concealed until it is disposed. The session's own keys are then concealed by whoever keeps the session.
 */
export function signInLog(log: Log): Log & Disposable {
  const id = `sign-in ${randomBytes(3).toString('hex')}:`;
  const concealed = new Set<Disposable>();
  return {
    trace: (text) => log.trace(`${id} ${text}`),
    debug: (text) => log.debug(`${id} ${text}`),
    info: (text) => log.info(`${id} ${text}`),
    warn: (text) => log.warn(`${id} ${text}`),
    error: (text, cause) => log.error(`${id} ${text}`, cause),
    conceal: (secrets) => {
      const inner = log.conceal?.(secrets);
      const mine = {
        dispose: () => {
          concealed.delete(mine);
          inner?.dispose();
        },
      };
      concealed.add(mine);
      return mine;
    },
    dispose: () => {
      for (const each of concealed) each.dispose();
    },
  };
}
