import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Emitter } from '../../../../src/core/emitter';
import { Failure } from '../../../../src/core/failure';
import type { Profile } from '../../../../src/core/profile';
import type { Session } from '../../../../src/core/session';
import { SessionStore } from '../../../../src/federation/sessionStore';
import { AccountService, type AccountsChange, type SignInFace } from '../../../../src/ui/accounts/accountService';
import { Windows } from '../../../../src/ui/accounts/windows';
import type { Backend } from '../../../../src/ui/backend';
import { keptLog, keptMemory, ManualClock, memorySecrets, settled } from '../support/fakes';
import { aProfile, aSession } from '../support/sessions';

interface Made {
  connection: { region: string; partition?: string };
  disposed: boolean;
}

let folder: string;

/** The service on a real session store and real files, with a backend that signs in as it is told and keeps what was made. */
function setUp() {
  const clock = new ManualClock();
  const log = keptLog();
  const store = new SessionStore(memorySecrets(), log);
  const profiles = [aProfile('p1'), aProfile('p2', { region: 'eu-west-1' })];
  const profilesChanged = new Emitter<undefined>();
  const made: Made[] = [];
  let next: Session | Error = aSession('ethan');
  let refuse: Error | undefined;
  class FakeRedshift implements Made {
    disposed = false;
    constructor(readonly connection: Made['connection']) {
      made.push(this);
    }
    dispose(): void {
      this.disposed = true;
    }
  }
  const backend = {
    Redshift: FakeRedshift,
    forgetAssertion: () => undefined,
    signIn: () => (next instanceof Error ? Promise.reject(next) : Promise.resolve(next)),
  } as unknown as Backend;
  const accounts = new AccountService({
    store,
    profiles: {
      get: (id) => {
        const found = profiles.find((profile) => profile.id === id);
        if (!found) throw new Failure('profile.unknown', { profileId: id });
        return found;
      },
      onDidChange: (listener) => profilesChanged.event(() => listener()),
    },
    loadBackend: () => (refuse ? Promise.reject(refuse) : Promise.resolve(backend)),
    windows: new Windows(folder, clock, log),
    memory: keptMemory(),
    clock,
    log,
  });
  const changes: Record<keyof AccountsChange, string[]>[] = [];
  const ids = (sessions: readonly Session[]): string[] => sessions.map(({ account }) => account.id);
  accounts.onDidChange(({ added, removed, changed }) => {
    changes.push({ added: ids(added), removed: ids(removed), changed: ids(changed) });
  });
  const signIn = (outcome: Session | Error, profile: Profile = aProfile('p1')): Promise<Session> => {
    next = outcome;
    const face: SignInFace = {
      openBrowser: () => Promise.resolve(true),
      chooseRole: () => Promise.reject(new Error('nobody was to be asked')),
      signal: new AbortController().signal,
    };
    return accounts.signIn(profile, face);
  };
  return {
    accounts,
    changes,
    clock,
    log,
    made,
    profiles,
    profilesChanged,
    signIn,
    store,
    refuseBackend: (error: Error | undefined) => (refuse = error),
  };
}

const isNeeded = (error: unknown): boolean => Failure.has(error, 'signIn.needed');

describe('the account service', () => {
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'accounts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('stores a sign-in and says so', async () => {
    const { accounts, changes, signIn } = setUp();
    await signIn(aSession('frida'));
    await signIn(aSession('ethan'));
    assert.deepEqual(
      (await accounts.sessions()).map(({ account }) => account.label),
      ['ethan', 'frida'],
    );
    assert.deepEqual(changes, [
      { added: ['frida'], removed: [], changed: [] },
      { added: ['ethan'], removed: [], changed: [] },
    ]);
  });

  it('leaves everything as it was when a sign-in fails', async () => {
    const { accounts, changes, signIn } = setUp();
    await assert.rejects(signIn(new Failure('signIn.timedOut', { seconds: 1 })));
    assert.deepEqual([await accounts.sessions(), changes], [[], []]);
  });

  it('names the same user through a second profile after that profile, and keeps names at renewal', async () => {
    const { accounts, signIn } = setUp();
    const one = aSession('1', { account: { id: '1', label: 'ethan' } });
    const two = aSession('2', { account: { id: '2', label: 'ethan' }, profileId: 'p2' });
    await signIn(one);
    await signIn(two, aProfile('p2'));
    await signIn({ ...one, handle: 'new' });
    await signIn({ ...two, handle: 'new' }, aProfile('p2'));
    const labels = (await accounts.sessions()).map(({ account: { id, label } }) => [id, label]);
    assert.deepEqual(labels, [
      ['1', 'ethan'],
      ['2', 'ethan (Profile p2)'],
    ]);
  });

  it('gives the credentials of the latest sign-in to those who hold a source', async () => {
    const { accounts, signIn } = setUp();
    await signIn(aSession('ethan'));
    const source = accounts.credentialSource('ethan');
    const before = (await source()).expiration;
    const renewed = { ...aSession('ethan').credentials, expiration: 2_000_000 };
    await signIn(aSession('ethan', { credentials: renewed }));
    assert.deepEqual([before, (await source()).expiration], [1_000_000, 2_000_000]);
  });

  it('asks for a sign-in where there is none and where it is over', async () => {
    const { accounts, clock, signIn } = setUp();
    await assert.rejects(accounts.redshiftFor('nobody'), isNeeded);
    await signIn(aSession('ethan'));
    await clock.set(1_000_000);
    await assert.rejects(accounts.credentialSource('ethan')(), isNeeded);
  });

  it('says when sessions expire', async () => {
    const { accounts, clock, signIn } = setUp();
    await signIn(aSession('ethan'));
    await signIn(aSession('frida', { credentials: { ...aSession('').credentials, expiration: 1_500_000 } }));
    await accounts.sessions();
    const ended: string[] = [];
    accounts.onDidEnd(({ account }) => ended.push(account.id));
    await clock.set(999_999);
    assert.deepEqual(ended, []);
    await clock.set(1_000_000);
    assert.deepEqual(ended, ['ethan']);
    await clock.set(1_500_000);
    assert.deepEqual(ended, ['ethan', 'frida']);
  });

  it('makes one way to the warehouses for all who ask at the same time', async () => {
    const { accounts, made, signIn } = setUp();
    await signIn(aSession('ethan'));
    const [a, b] = await Promise.all([accounts.redshiftFor('ethan'), accounts.redshiftFor('ethan')]);
    assert.equal(a, b);
    assert.equal(await accounts.redshiftFor('ethan'), a);
    const { region, partition } = made[0]?.connection ?? {};
    assert.deepEqual([made.length, region, partition], [1, 'us-west-2', 'aws-cn']);
  });

  it('tries again after it could not make one', async () => {
    const { accounts, made, signIn, refuseBackend } = setUp();
    await signIn(aSession('ethan'));
    refuseBackend(new Error('no such file'));
    await assert.rejects(accounts.redshiftFor('ethan'), /no such file/);
    refuseBackend(undefined);
    await accounts.redshiftFor('ethan');
    assert.equal(made.length, 1);
  });

  it('keeps the way over renewals and other settings, and makes a new one for another role, region or sign-in', async () => {
    const { accounts, made, profiles, profilesChanged, signIn } = setUp();
    const steps: (() => unknown)[] = [
      () => signIn(aSession('ethan', { handle: 'renewed' })),
      () => signIn(aSession('ethan', { roleArn: 'arn:aws-cn:iam::123456789012:role/other' })),
      () => profilesChanged.fire(undefined),
      () => {
        profiles[0] = aProfile('p1', { region: 'eu-central-1' });
        profilesChanged.fire(undefined);
      },
      () => accounts.signOut('ethan'),
    ];
    await signIn(aSession('ethan'));
    const counts: [made: number, disposed: number][] = [];
    for (const step of steps) {
      await accounts.redshiftFor('ethan');
      await step();
      await settled();
      counts.push([made.length, made.filter(({ disposed }) => disposed).length]);
    }
    assert.deepEqual(counts, [
      [1, 0],
      [1, 1],
      [2, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('cleans up before it forgets the account, while the credentials still serve', async () => {
    const { accounts, changes, log, signIn } = setUp();
    await signIn(aSession('ethan'));
    const seen: string[] = [];
    accounts.beforeSignOut(async (accountId) => {
      seen.push((await accounts.credentialSource(accountId)()).accessKeyId);
    });
    accounts.beforeSignOut(() => Promise.reject(new Error('secret text')));
    await accounts.signOut('ethan');
    assert.deepEqual(seen, ['AK']);
    assert.deepEqual(await accounts.sessions(), []);
    assert.deepEqual(changes.at(-1), { added: [], removed: ['ethan'], changed: [] });
    assert.deepEqual(log.lines, ['a clean-up before sign-out failed: Error']);
  });

  it('does not wait for ever for clean-ups', async () => {
    const { accounts, clock, signIn } = setUp();
    await signIn(aSession('ethan'));
    accounts.beforeSignOut(() => new Promise(() => undefined));
    const signedOut = accounts.signOut('ethan');
    await clock.set(5_000);
    await signedOut;
    assert.deepEqual(await accounts.sessions(), []);
  });

  it('says that a profile is gone', async () => {
    const { accounts, signIn } = setUp();
    await signIn(aSession('ethan', { profileId: 'gone' }));
    await assert.rejects(accounts.redshiftFor('ethan'), (error) => Failure.has(error, 'profile.unknown'));
  });
});
