import type { IssuedKey } from '../wire/authenticate';
import type { Account } from '../wire/context';
import type { SessionBook } from './sessionBook';

/** Credentials of somebody who may do everything in the account, for an hour; no role of the directory has them. */
export function administrator(sessions: SessionBook, account: Account, now: number): IssuedKey {
  const name = 'Administrator';
  return sessions.issue({
    role: {
      name,
      arn: `arn:${account.partition}:iam::${account.accountId}:role/${name}`,
      id: 'AROAADMINISTRATOR2222',
      maxSessionDuration: 3600,
      trust: { Version: '2012-10-17', Statement: [] },
      policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }],
    },
    sessionName: 'administrator',
    tags: {},
    subject: 'administrator',
    context: {},
    expiration: now + 3_600_000,
  });
}
