import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../../../src/core/failure';
import type { SecretStore } from '../../../../src/core/ports';
import type { Profile } from '../../../../src/core/profile';
import type { Session } from '../../../../src/core/session';
import { SessionStore } from '../../../../src/federation/sessionStore';
import type { SignInRequest } from '../../../../src/federation/signInRequest';
import { AccountService } from '../../../../src/ui/accounts/accountService';
import { Windows } from '../../../../src/ui/accounts/windows';
import type { Backend } from '../../../../src/ui/backend';
import { keptLog, keptMemory, ManualClock, memorySecrets, settled } from '../support/fakes';
import { aProfile, aSession } from '../support/sessions';

const analyst = 'arn:aws-cn:iam::123456789012:role/analyst';
const other = 'arn:aws-cn:iam::123456789012:role/other';
const offered = [analyst, other].map((roleArn) => ({ roleArn, providerArn: 'arn:provider' }));

describe('a sign-in and what is made of it', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'signIns-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A provider that offers two roles; the backend takes the preferred one where it is offered, and else asks, as the real one does. */
  function setUp(secrets: SecretStore = memorySecrets(), roles = offered) {
    const clock = new ManualClock();
    const log = keptLog();
    const asked: string[] = [];
    let choice = analyst;
    let held = true;
    const chooseRole = (): Promise<(typeof offered)[0]> => {
      asked.push('asked');
      return Promise.resolve({ roleArn: choice, providerArn: 'arn:provider' });
    };
    const take = async (request: Pick<SignInRequest, 'profile' | 'chooseRole' | 'signal'>): Promise<Session> => {
      const known = roles.find(({ roleArn }) => roleArn === request.profile.preferredRole);
      const { roleArn } = known ?? (await request.chooseRole(roles, request.signal));
      const credentials = { ...aSession('').credentials, accessKeyId: `AK ${asked.length} ${roleArn}` };
      return aSession('ethan', { roleArn, credentials });
    };
    const backend = {
      signIn: async (request: SignInRequest) => {
        request.onClock?.(3_600_000);
        return take(request);
      },
      switchRole: async (_: string, request: SignInRequest) => {
        if (!held) return undefined;
        const { preferredRole: __, ...profile } = request.profile;
        return take({ ...request, profile });
      },
      forgetAssertion: () => undefined,
    } as unknown as Backend;
    const store = new SessionStore(secrets, log);
    const memory = keptMemory();
    const accounts = new AccountService({
      store,
      profiles: { get: (id) => aProfile(id), onDidChange: () => ({ dispose: () => undefined }) },
      loadBackend: () => Promise.resolve(backend),
      windows: new Windows(folder, clock, log),
      memory,
      clock,
      log,
    });
    const { signal } = new AbortController();
    const signIn = (
      changes: Partial<Profile> = {},
      account?: Session['account'],
      askForRole = false,
    ): Promise<Session> =>
      accounts.signIn(aProfile('p1', changes), {
        openBrowser: () => Promise.resolve(true),
        chooseRole,
        askForRole,
        ...(account && { account }),
        signal,
      });
    return {
      accounts,
      asked,
      clock,
      signIn,
      switchRole: (session: Session) => accounts.switchRole(session, { chooseRole, signal }),
      choose: (roleArn: string) => (choice = roleArn),
      dropHeld: () => (held = false),
    };
  }

  it('asks for the role once for each connection', async () => {
    const { asked, choose, signIn } = setUp();
    choose(other);
    const roles = [await signIn(), await signIn()].map(({ roleArn }) => roleArn);
    assert.deepEqual([roles, asked.length], [[other, other], 1]);
  });

  it('takes the role that was chosen before the one that the settings prefer', async () => {
    const { asked, choose, signIn } = setUp();
    const preferring = { preferredRole: analyst };
    assert.equal((await signIn(preferring)).roleArn, analyst);
    choose(other);
    await signIn(preferring, undefined, true);
    assert.deepEqual([(await signIn(preferring)).roleArn, asked.length], [other, 1]);
  });

  it('keeps the role of the account that is renewed, whatever others took', async () => {
    const { choose, signIn, asked } = setUp();
    const first = await signIn();
    choose(other);
    await signIn({ id: 'p2' });
    assert.deepEqual([(await signIn({}, first.account)).roleArn, asked.length], [other, 2]);
  });

  it('asks again where the role is not offered any more', async () => {
    const first = setUp(undefined, offered.slice(1));
    first.choose(other);
    await first.signIn({ preferredRole: analyst });
    assert.equal(first.asked.length, 1);
  });

  it('switches the role without a sign-in, and remembers it', async () => {
    const { asked, accounts, choose, signIn, switchRole } = setUp();
    const session = await signIn();
    choose(other);
    const switched = await switchRole(session);
    assert.deepEqual([switched?.roleArn, (await accounts.session('ethan'))?.roleArn, asked.length], [other, other, 2]);
  });

  it('says when a switch needs a sign-in', async () => {
    const { dropHeld, signIn, switchRole } = setUp();
    const session = await signIn();
    dropHeld();
    assert.equal(await switchRole(session), undefined);
  });

  it('judges the end by the clock of AWS', async () => {
    const { accounts, clock, signIn } = setUp();
    await clock.set(4_000_000);
    const session = await signIn();
    // An hour ahead of AWS, the clock here would call it over since 50 minutes.
    assert.deepEqual([accounts.time.now(), accounts.isExpired(session)], [400_000, false]);
  });

  it('lasts in memory where the storage keeps nothing, which is said once', async () => {
    const refusing: SecretStore = {
      get: () => Promise.resolve(undefined),
      store: () => Promise.resolve(),
      delete: () => Promise.resolve(),
      onDidChange: () => ({ dispose: () => undefined }),
    };
    const { accounts, signIn } = setUp(refusing);
    const told: string[] = [];
    accounts.onDidNotKeep(({ code }) => told.push(code));
    await signIn();
    const session = await signIn();
    assert.deepEqual([(await accounts.session('ethan'))?.handle, told], [session.handle, ['secrets.unavailable']]);
    assert.ok(await accounts.credentialSource('ethan')());
  });

  it('counts as over from the moment that AWS says so', async () => {
    const { accounts, signIn } = setUp();
    const session = await signIn();
    const ended: string[] = [];
    accounts.onDidEnd(({ account }) => ended.push(account.id));
    const source = accounts.credentialSource('ethan');
    source.ended?.('keys of an earlier session');
    await source();
    source.ended?.(session.credentials.accessKeyId);
    source.ended?.(session.credentials.accessKeyId);
    await assert.rejects(source(), (error) => Failure.has(error, 'signIn.needed'));
    await settled();
    await accounts.sessions();
    assert.deepEqual([accounts.isExpired(session), ended], [true, ['ethan']]);
  });

  it('is not asked for by the clean-ups of a sign-out', async () => {
    const { accounts, signIn, clock } = setUp();
    await signIn();
    await clock.set(10_000_000);
    const asked: string[] = [];
    accounts.renewals.face = {
      ask: () => Promise.resolve(void asked.push('asked')),
      signIn: () => Promise.reject(new Error('nobody clicked')),
      tell: () => undefined,
    };
    accounts.beforeSignOut(async (id) => {
      await accounts.credentialSource(id)();
    });
    await accounts.signOut('ethan');
    assert.deepEqual([await accounts.sessions(), asked], [[], []]);
  });
});
