import assert from 'node:assert/strict';
import { CancellationError, type AuthenticationProviderAuthenticationSessionsChangeEvent } from 'vscode';
import { Emitter } from '../../src/core/emitter';
import { Cancelled } from '../../src/core/failure';
import type { AccountsChange, AccountService } from '../../src/ui/accounts/accountService';
import { RedshiftAuthenticationProvider } from '../../src/ui/accounts/authenticationProvider';
import type { SignInFlow } from '../../src/ui/accounts/signInFlow';
import { Messages } from '../../src/ui/messages';
import { keptLog } from '../unit/ui/support/fakes';
import { aProfile, aSession } from '../unit/ui/support/sessions';

/** The provider over two accounts; sign-ins go as `signIn` says, and what was asked for and signed out is kept. */
function setUp(signIn: SignInFlow['run'] = (_profile, account) => Promise.resolve(aSession(account?.id ?? 'new'))) {
  const changes = new Emitter<AccountsChange>();
  const asked: (string | undefined)[] = [];
  const signedOut: string[] = [];
  const accounts: Pick<AccountService, 'sessions' | 'session' | 'onDidChange' | 'signOut'> = {
    sessions: () => Promise.resolve([aSession('ethan'), aSession('frida', { profileId: 'p2' })]),
    session: (accountId) => Promise.resolve(aSession(accountId)),
    onDidChange: changes.event,
    signOut: (accountId) => {
      signedOut.push(accountId);
      return Promise.resolve();
    },
  };
  const provider = new RedshiftAuthenticationProvider(
    accounts as AccountService,
    { run: signIn } as Pick<SignInFlow, 'run'> as SignInFlow,
    (profileId) => {
      asked.push(profileId);
      return Promise.resolve(aProfile('p1'));
    },
    new Messages(keptLog()),
  );
  return { provider, changes, asked, signedOut };
}

describe('the authentication provider', () => {
  const table: [scopes: string[] | undefined, sessions: [id: string, scopes: string[]][]][] = [
    [
      undefined,
      [
        ['ethan', ['profile:p1']],
        ['frida', ['profile:p2']],
      ],
    ],
    [
      [],
      [
        ['ethan', ['profile:p1']],
        ['frida', ['profile:p2']],
      ],
    ],
    [
      ['profile:*'],
      [
        ['ethan', ['profile:*']],
        ['frida', ['profile:*']],
      ],
    ],
    [['profile:p2'], [['frida', ['profile:p2']]]],
    [['profile:p3'], []],
  ];
  for (const [scopes, expected] of table) {
    it(`gives sessions for ${JSON.stringify(scopes ?? 'no scopes')} with scopes exactly as asked`, async () => {
      const sessions = await setUp().provider.getSessions(scopes, {});
      assert.deepEqual(
        sessions.map((session) => [session.id, session.scopes]),
        expected,
      );
    });
  }

  it('gives one account’s session, without a secret in it', async () => {
    const account = { id: 'frida', label: 'frida' };
    assert.deepEqual(await setUp().provider.getSessions(undefined, { account }), [
      { id: 'frida', accessToken: 'handle-frida', account, scopes: ['profile:p2'] },
    ]);
  });

  it('signs in by the profile of the scopes, or by one that is chosen', async () => {
    const { provider, asked } = setUp();
    const sessions = [await provider.createSession(['profile:p1']), await provider.createSession(['profile:*'])];
    assert.deepEqual(
      [asked, sessions.map(({ id, scopes }) => [id, scopes])],
      [
        ['p1', undefined],
        [
          ['new', ['profile:p1']],
          ['new', ['profile:*']],
        ],
      ],
    );
  });

  it('renews an account by the profile that it came by', async () => {
    const { provider, asked } = setUp();
    const { id } = await provider.createSession(['profile:*'], { account: { id: 'ethan', label: 'ethan' } });
    assert.deepEqual([asked, id], [['p1'], 'ethan']);
  });

  for (const [what, error] of [
    ['a cancelled sign-in', new Cancelled()],
    ['a failed one', new Error('boom')],
  ] as const) {
    it(`lets the editor show nothing of its own for ${what}`, async () => {
      const { provider } = setUp(() => Promise.reject(error));
      await assert.rejects(provider.createSession(['profile:p1']), CancellationError);
    });
  }

  it('signs out the account of a session', async () => {
    const { provider, signedOut } = setUp();
    await provider.removeSession('ethan');
    assert.deepEqual(signedOut, ['ethan']);
  });

  it('names added sessions by every scope that the editor may have asked for', () => {
    const { provider, changes } = setUp();
    const events: AuthenticationProviderAuthenticationSessionsChangeEvent[] = [];
    provider.onDidChangeSessions((event) => events.push(event));
    changes.fire({ added: [aSession('a')], removed: [aSession('b')], changed: [aSession('c')] });
    const named = events.map(({ added, removed, changed }) =>
      [added, removed, changed].map((sessions) => sessions?.map(({ id, scopes }) => [id, ...scopes])),
    );
    assert.deepEqual(named, [
      [
        [
          ['a', 'profile:p1'],
          ['a', 'profile:*'],
        ],
        [['b', 'profile:p1']],
        [['c', 'profile:p1']],
      ],
    ]);
  });
});
