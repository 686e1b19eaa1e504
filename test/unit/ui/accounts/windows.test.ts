import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../../src/core/clock';
import { Cancelled, Failure } from '../../../../src/core/failure';
import type { SecretStore } from '../../../../src/core/ports';
import type { Session } from '../../../../src/core/session';
import { SessionStore } from '../../../../src/federation/sessionStore';
import { AccountService, type SignInFace } from '../../../../src/ui/accounts/accountService';
import { Windows } from '../../../../src/ui/accounts/windows';
import type { Backend } from '../../../../src/ui/backend';
import { keptLog, keptMemory } from '../support/fakes';
import { DesktopSecrets, WebSecrets } from '../support/secretStorages';
import { aProfile, aSession } from '../support/sessions';

const hour = 3_600_000;
let handles = 0;

/** A session of now, each with its own handle. */
function fresh(id: string, changes: Partial<Session> = {}): Session {
  const now = Date.now();
  const expiration = now + hour;
  const credentials = { ...aSession('').credentials, accessKeyId: `AK${++handles}`, expiration };
  return aSession(id, { handle: `handle ${handles}`, signedInAt: now, credentials, ...changes });
}

function ended(id: string): Session {
  return fresh(id, { credentials: { ...aSession('').credentials, accessKeyId: `AK${++handles}`, expiration: 1 } });
}

describe('two windows', () => {
  let folder: string;
  /** Tabs that were opened, by the window that did. */
  let tabs: string[];
  let provider: { signedIn: (session: Session) => void; gaveUp: (error: Error) => void };
  let services: AccountService[];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'windows-'));
    tabs = [];
    services = [];
  });
  afterEach(() => {
    for (const service of services) service.dispose();
    rmSync(folder, { recursive: true });
  });

  /** A window as its own process has it: with files and secrets of the computer, and memory of its own. */
  function open(name: string, secrets: SecretStore) {
    const log = keptLog();
    const store = new SessionStore(secrets, log);
    const self = { pid: 5_000_000 + services.length, started: 1 };
    const backend = {
      signIn: () => {
        tabs.push(name);
        return new Promise<Session>((signedIn, gaveUp) => (provider = { signedIn, gaveUp }));
      },
      forgetAssertion: () => undefined,
    } as unknown as Backend;
    const accounts = new AccountService({
      store,
      profiles: { get: (id) => aProfile(id), onDidChange: () => ({ dispose: () => undefined }) },
      loadBackend: () => Promise.resolve(backend),
      windows: new Windows(path.join(folder, 'windows'), systemClock, log, self, () => true),
      memory: keptMemory(),
      clock: systemClock,
      log,
    });
    services.push(accounts);
    let waits = 0;
    const signIn = (account?: Session['account'], signal = new AbortController().signal): Promise<Session> => {
      const face: SignInFace = {
        openBrowser: () => Promise.resolve(true),
        chooseRole: () => Promise.reject(new Error('nobody was to be asked')),
        onOtherWindow: () => waits++,
        ...(account && { account }),
        signal,
      };
      return accounts.signIn(aProfile('p1'), face);
    };
    /** Signs in with nobody in the way. */
    const signInAs = async (session: Session): Promise<Session> => {
      const before = tabs.length;
      const done = signIn();
      await until(() => tabs.length > before);
      provider.signedIn(session);
      return done;
    };
    const labels = async (): Promise<string[]> => (await accounts.sessions()).map(({ handle }) => handle);
    return { accounts, log, signIn, signInAs, labels, waits: () => waits };
  }

  const desktop = (tells = 1) => {
    const secrets = new DesktopSecrets(tells);
    return [open('A', secrets.window()), open('B', secrets.window())] as const;
  };

  for (const tells of [1, 2]) {
    it(`of a desktop: one tab and one sign-in serve both (changes told ${tells} times)`, async () => {
      const [a, b] = desktop(tells);
      const session = fresh('ethan');
      const inA = a.signIn();
      await until(() => tabs.length === 1);
      const inB = b.signIn();
      await until(() => b.waits() === 1);
      provider.signedIn(session);
      const handlesOfBoth = (await Promise.all([inA, inB])).map(({ handle }) => handle);
      assert.deepEqual(
        [handlesOfBoth, tabs, await b.labels()],
        [[session.handle, session.handle], ['A'], [session.handle]],
      );
    });
  }

  it('of a desktop: the question in one ends when the other has signed in', async () => {
    const [a, b] = desktop();
    const over = ended('ethan');
    await a.signInAs(over);
    const log: string[] = [];
    b.accounts.renewals.face = {
      ask: (_, signal) => {
        log.push('asked');
        return new Promise((resolve) =>
          signal.addEventListener('abort', () => {
            log.push('gone');
            resolve();
          }),
        );
      },
      signIn: () => Promise.reject(new Error('nobody clicked')),
      tell: () => log.push('told'),
    };
    const waiting = b.accounts.credentialSource('ethan')();
    await until(() => log.length === 1);
    const session = fresh('ethan');
    await a.signInAs(session);
    assert.deepEqual(
      [(await waiting).accessKeyId, log, tabs],
      [session.credentials.accessKeyId, ['asked', 'gone'], ['A', 'A']],
    );
  });

  it('do not do the other’s sign-in again when that one gives up', async () => {
    const [a, b] = desktop();
    const inA = a.signIn();
    await until(() => tabs.length === 1);
    const inB = b.signIn();
    await until(() => b.waits() === 1);
    provider.gaveUp(new Cancelled());
    await assert.rejects(inA, (error) => Cancelled.is(error));
    await assert.rejects(inB, (error) => Failure.has(error, 'account.otherWindowStopped'));
    assert.deepEqual(tabs, ['A']);
  });

  it('take turns where each signs in for another account', async () => {
    const [a, b] = desktop();
    const inA = a.signIn({ id: 'ethan', label: 'ethan' });
    await until(() => tabs.length === 1);
    const inB = b.signIn({ id: 'gus', label: 'gus' });
    await until(() => b.waits() === 1);
    provider.signedIn(fresh('ethan'));
    await inA;
    await until(() => tabs.length === 2);
    provider.signedIn(fresh('gus'));
    assert.deepEqual([(await inB).account.id, tabs], ['gus', ['A', 'B']]);
  });

  it('can be told not to wait for each other', async () => {
    const [a, b] = desktop();
    const inA = a.signIn();
    await until(() => tabs.length === 1);
    const control = new AbortController();
    const inB = b.signIn(undefined, control.signal);
    await until(() => b.waits() === 1);
    control.abort();
    await assert.rejects(inB, (error) => Cancelled.is(error));
    provider.signedIn(fresh('ethan'));
    await inA;
  });

  it('know each other’s ports', async () => {
    const [a] = desktop();
    const other = new Windows(path.join(folder, 'windows'), systemClock, keptLog(), { pid: 9, started: 1 }, () => true);
    const inA = a.signIn();
    await until(() => tabs.length === 1);
    assert.deepEqual([await other.heldByUs(7890), await other.heldByUs(7891)], [true, false]);
    provider.signedIn(fresh('ethan'));
    await inA;
    assert.equal(await other.heldByUs(7890), false);
  });

  it('offer a renewal once', async () => {
    const [a] = desktop();
    const session = await a.signInAs(fresh('ethan'));
    const windows = [1, 2].map(
      (pid) => new Windows(path.join(folder, 'windows'), systemClock, keptLog(), { pid, started: 1 }, () => true),
    );
    const offers = [];
    for (const each of windows) offers.push(await each.mayOffer(session));
    assert.deepEqual(offers, [true, false]);
  });

  describe('of a web host', () => {
    const isOtherWindow = (error: unknown): boolean => Failure.has(error, 'account.otherWindow');

    it('say “reload” instead of signing in again, and a reload brings it', async () => {
      const secrets = new WebSecrets();
      const [a, b] = [open('A', secrets.window()), open('B', secrets.window())];
      await b.labels();
      await pause(5);
      const session = await a.signInAs(fresh('ethan'));
      await assert.rejects(b.signIn(), isOtherWindow);
      assert.deepEqual([await b.labels(), tabs], [[], ['A']]);
      const reloaded = open('B', secrets.window());
      assert.deepEqual(await reloaded.labels(), [session.handle]);
      assert.equal((await reloaded.accounts.credentialSource('ethan')()).accessKeyId, session.credentials.accessKeyId);
    });

    it('say “reload” to work whose session the other has renewed', async () => {
      const secrets = new WebSecrets();
      const a = open('A', secrets.window());
      await a.signInAs(ended('ethan'));
      await pause(5);
      const b = open('B', secrets.window());
      await b.labels();
      await pause(5);
      await a.signInAs(fresh('ethan'));
      await assert.rejects(b.accounts.credentialSource('ethan')(), isOtherWindow);
      assert.deepEqual(tabs, ['A', 'A']);
    });

    it('write no old copy over what the other stored', async () => {
      const secrets = new WebSecrets();
      const a = open('A', secrets.window());
      await a.signInAs(fresh('gus'));
      await pause(5);
      const b = open('B', secrets.window());
      await b.labels();
      await pause(5);
      const renewed = await a.signInAs(fresh('gus'));
      await assert.rejects(b.accounts.signOut('gus'), isOtherWindow);
      await assert.rejects(b.signIn({ id: 'frida', label: 'frida' }), isOtherWindow);
      assert.deepEqual(await open('C', secrets.window()).labels(), [renewed.handle]);
    });

    it('let the one that waits say “reload” when the other is done', async () => {
      const secrets = new WebSecrets();
      const [a, b] = [open('A', secrets.window()), open('B', secrets.window())];
      await b.labels();
      await pause(5);
      const inA = a.signIn();
      await until(() => tabs.length === 1);
      const inB = b.signIn();
      await until(() => b.waits() === 1);
      provider.signedIn(fresh('ethan'));
      await inA;
      await assert.rejects(inB, isOtherWindow);
      assert.deepEqual(tabs, ['A']);
    });

    it('do not bring an account back that the other signed out', async () => {
      const secrets = new WebSecrets();
      const a = open('A', secrets.window());
      await a.signInAs(fresh('ethan'));
      const b = open('B', secrets.window());
      assert.equal((await b.labels()).length, 1);
      await a.accounts.signOut('ethan');
      assert.deepEqual(await b.labels(), []);
      const again = await a.signInAs(fresh('ethan'));
      assert.deepEqual(await a.labels(), [again.handle]);
    });

    it('tell at once, and once, that the other signed an account out', async () => {
      const secrets = new WebSecrets();
      const a = open('A', secrets.window());
      await a.signInAs(fresh('ethan'));
      await a.signInAs(fresh('frida'));
      const b = open('B', secrets.window());
      const told: string[][] = [];
      b.accounts.onDidChange((change) =>
        told.push([
          ...change.added.map(({ handle }) => `+${handle}`),
          ...change.removed.map(({ handle }) => `-${handle}`),
        ]),
      );
      const [ethan, frida] = await b.labels();
      await a.accounts.signOut('ethan');
      await until(() => told.length === 2);
      assert.deepEqual(await b.labels(), [frida]);
      await a.accounts.signOut('frida');
      await until(() => told.length === 3);
      assert.deepEqual(told, [[`+${ethan}`, `+${frida}`], [`-${ethan}`], [`-${frida}`]]);
    });

    it('take an account back at once that an old copy of the other brought to a window that opens', async () => {
      const secrets = new WebSecrets();
      const a = open('A', secrets.window());
      const session = await a.signInAs(fresh('ethan'));
      const old = secrets.window();
      await open('B', old).labels();
      await a.accounts.signOut('ethan');
      await old.store('another', 'entry');
      const c = open('C', secrets.window());
      const told: string[][] = [];
      c.accounts.onDidChange(({ added, removed }) =>
        told.push([...added.map(({ handle }) => `+${handle}`), ...removed.map(({ handle }) => `-${handle}`)]),
      );
      assert.deepEqual(await c.labels(), []);
      await until(() => told.length === 2);
      assert.deepEqual(told, [[`+${session.handle}`], [`-${session.handle}`]]);
    });

    it('let sign in who has another browser, where a reload would bring nothing', async () => {
      const [a, b] = [open('A', new WebSecrets().window()), new WebSecrets()];
      await a.signInAs(fresh('ethan'));
      await pause(5);
      const there = open('B', b.window());
      const session = await there.signInAs(fresh('ethan'));
      assert.deepEqual(await there.labels(), [session.handle]);
    });
  });

  it('are each on their own where the disk refuses', async () => {
    writeFileSync(path.join(folder, 'windows'), 'a file where a folder should be');
    const [a, b] = desktop();
    const session = await a.signInAs(fresh('ethan'));
    assert.deepEqual([await a.labels(), await b.labels()], [[session.handle], [session.handle]]);
    assert.match(a.log.lines.join('\n'), /no lock could be taken \(\w+\)/);
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(5);
}
