import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Cancelled, Failure } from '../../../../src/core/failure';
import type { ListedSession } from '../../../../src/redshift/redshift';
import type { FileSessionView } from '../../../../src/ui/query/fileRun';
import { loadSessions, loadTop, type LoaderAccounts } from '../../../../src/ui/sessions/nodeLoaders';
import { aSession } from '../support/sessions';

const listed = (id: string, status: ListedSession['status']): ListedSession => {
  return { id, status, createdAt: 5, expiresAt: 9, database: 'dev', warehouse: { kind: 'cluster', name: 'c' } };
};
const file = (id: string | undefined, accountId: string): FileSessionView => ({
  id,
  target: { accountId, warehouse: { kind: 'cluster', name: 'c', database: 'dev' }, database: 'dev' },
  name: 'a.sql',
  state: { session: 'idle', transaction: 'none', queued: 0, expiresAt: 7 },
  close: () => Promise.resolve(),
});
const refusal = new Failure('aws.accessDenied', { service: 's', action: 'ListSessions', message: 'no' });

/** Accounts of which each lists as told. */
function accountsOf(
  names: readonly string[],
  list: (signal: AbortSignal) => Promise<ListedSession[]>,
  expired = false,
): LoaderAccounts {
  const sessions = names.map((name) => aSession(name));
  return {
    sessions: () => Promise.resolve(sessions),
    session: (accountId) => Promise.resolve(sessions.find(({ account }) => account.id === accountId)),
    isExpired: () => expired,
    redshiftFor: () =>
      Promise.resolve({ sessions: list } as unknown as Awaited<ReturnType<LoaderAccounts['redshiftFor']>>),
  };
}

describe('the nodes of sessions', () => {
  const { signal } = new AbortController();
  const files = [file('s1', 'ethan'), file(undefined, 'ethan'), file('s9', 'maria')];
  const none = (): FileSessionView[] => [];

  it('are those that are listed, with the file of this window that uses each', async () => {
    const accounts = accountsOf(['ethan'], () => Promise.resolve([listed('s1', 'available'), listed('s2', 'busy')]));
    const { status: _, ...rest } = listed('s1', 'available');
    assert.deepEqual(await loadTop(accounts, () => files, signal), [
      { kind: 'session', id: 's1', accountId: 'ethan', session: { ...rest, status: 'available' }, file: files[0] },
      { kind: 'session', id: 's2', accountId: 'ethan', session: { ...rest, id: 's2', status: 'busy' } },
    ]);
  });

  it('are the accounts where there are several, and none where there is none', async () => {
    const never = (): Promise<ListedSession[]> => Promise.reject(new Error('asked too early'));
    assert.deepEqual(
      [
        (await loadTop(accountsOf(['ethan', 'maria'], never), none, signal)).map(({ kind, id }) => [kind, id]),
        await loadTop(accountsOf([], never), none, signal),
      ],
      [
        [
          ['account', 'ethan'],
          ['account', 'maria'],
        ],
        [],
      ],
    );
  });

  it('say that there is none', async () => {
    const accounts = accountsOf(['ethan'], () => Promise.resolve([]));
    assert.deepEqual(await loadTop(accounts, none, signal), [
      { kind: 'empty', id: 'ethan/!empty', accountId: 'ethan' },
    ]);
  });

  it('are those of this window’s files where they may not be listed, behind the reason', async () => {
    const accounts = accountsOf(['ethan'], () => Promise.reject(refusal));
    assert.deepEqual(await loadSessions(accounts, () => files, 'ethan', signal), [
      { kind: 'failed', id: 'ethan/!failed', accountId: 'ethan', error: refusal },
      {
        kind: 'session',
        id: 's1',
        accountId: 'ethan',
        session: {
          id: 's1',
          status: 'available',
          database: 'dev',
          warehouse: { kind: 'cluster', name: 'c' },
          expiresAt: 7,
        },
        file: files[0],
      },
    ]);
  });

  it('ask nobody to sign in, but say that it is needed', async () => {
    let asked = 0;
    const accounts = accountsOf(['ethan'], () => Promise.resolve([]).finally(() => asked++), true);
    const [node] = await loadSessions(accounts, none, 'ethan', signal);
    assert.ok(node?.kind === 'failed' && Failure.has(node.error, 'signIn.needed'));
    assert.equal(asked, 0);
  });

  it('are not told when they are asked for anew meanwhile', async () => {
    const controller = new AbortController();
    const accounts = accountsOf(['ethan'], () => {
      controller.abort();
      return Promise.resolve([]);
    });
    await assert.rejects(loadTop(accounts, none, controller.signal), (error) => Cancelled.is(error));
  });
});
