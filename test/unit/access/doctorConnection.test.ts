import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { diagnosePasted } from '../../../src/access/doctor/diagnose';
import type { DoctorRequest } from '../../../src/access/doctor/request';
import { systemClock } from '../../../src/core/clock';
import { Cancelled } from '../../../src/core/failure';
import type { Profile } from '../../../src/core/profile';
import { freePort, loopbacks, never } from '../federation/support/ports';
import { SandboxBrowser } from '../federation/support/sandboxBrowser';
import { DoctorScene, outcomeOf, type Outcome } from './support/doctorScene';

describe('the doctor, with a connection', function () {
  this.timeout(30_000);
  let scene: DoctorScene;
  /** Where nobody listens. */
  let nowhere: string;
  let unreachable: { host: string; reason: string };
  before(async () => {
    scene = await DoctorScene.set();
    const host = `127.0.0.1:${await freePort()}`;
    nowhere = `http://${host}`;
    unreachable = { host, reason: 'ECONNREFUSED' };
  });
  after(() => scene.sandbox.stop());
  afterEach(() => scene.control('DELETE', 'saml/next'));

  const outcome = async (changes: Partial<Profile>, request: Partial<DoctorRequest> = {}): Promise<Outcome> =>
    outcomeOf(await scene.diagnose('ethan', { profile: scene.profile(changes), ...request }), scene);

  const cluster = { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' } as const;
  const cases: [name: string, changes: Partial<Profile>, expected: Partial<Outcome>][] = [
    [
      'whose metadata is something else',
      { metadata: '<html/>' },
      { faults: { profile: [['metadata.invalid', { from: '', problem: 'notMetadata' }]] }, reached: 'profile' },
    ],
    [
      'whose login URL is not safe',
      { loginUrl: 'http://idp.example.com/app' },
      { faults: { loginUrl: [['signIn.unsafeAddress', { host: 'idp.example.com' }]] }, reached: 'loginUrl' },
    ],
    [
      'whose region is another one',
      { region: 'us-east-1' },
      {
        faults: {
          credentials: [
            [
              'aws.credentialsRefused',
              {
                service: 'Amazon Redshift',
                code: 'SignatureDoesNotMatch',
                message: "Credential should be scoped to a valid region, not 'us-east-1'. ",
              },
            ],
          ],
        },
        reached: 'credentials',
      },
    ],
    [
      'that names a database which is not there',
      { warehouses: [{ ...cluster, database: 'nosuch' }] },
      { faults: { login: [['login.noDatabase', { database: 'nosuch' }]] }, reached: 'login' },
    ],
  ];
  for (const [name, changes, expected] of cases) {
    it(`${name}, says so`, async () => {
      assert.deepEqual(await outcome(changes), { faults: {}, remarks: {}, reached: '', ...expected });
    });
  }

  it('whose metadata is out of reach, says so', async () => {
    assert.deepEqual(await outcome({ metadata: `${nowhere}/metadata` }), {
      faults: { profile: [['metadata.unreachable', unreachable]] },
      remarks: {},
      reached: 'profile',
    });
  });

  it('without an address, says so', async () => {
    const { loginUrl: _, metadata: __, ...profile } = scene.profile();
    assert.deepEqual(outcomeOf(await scene.diagnose('ethan', { profile }), scene), {
      faults: { profile: [['signIn.noAddress', { profileId: 'sandbox' }]] },
      remarks: {},
      reached: 'profile',
    });
  });

  it('whose Data API is out of reach, says so; of the other service it is a remark', async () => {
    const { endpoints } = scene.sandbox.info;
    const service = 'Amazon Redshift';
    assert.deepEqual(
      [
        await outcome({ endpoints: { ...endpoints, redshiftData: nowhere } }),
        await outcome({ endpoints: { ...endpoints, redshift: nowhere } }),
      ],
      [
        {
          faults: { endpoints: [['aws.unreachable', { service: `${service} Data API`, ...unreachable }]] },
          remarks: {},
          reached: 'endpoints',
        },
        {
          faults: {},
          remarks: {
            endpoints: [['aws.unreachable', { service, ...unreachable }]],
            credentials: [['aws.unreachable', { service, ...unreachable }]],
          },
          reached: 'dbRoles',
        },
      ],
    );
  });

  it('whose port is busy, says so', async () => {
    const [address = '127.0.0.1'] = loopbacks;
    const other = createServer().listen(await freePort(), address);
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    try {
      assert.deepEqual(await outcome({ acsPort: port }), {
        faults: { listener: [['listener.portBusy', { port, address, byUs: false }]] },
        remarks: {},
        reached: 'listener',
      });
    } finally {
      other.close();
    }
  });

  it('whose provider never answers, says so, and that its host was out of reach', async () => {
    const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
    const openBrowser = (): Promise<boolean> => Promise.resolve(true);
    assert.deepEqual(await outcome({ loginUrl: `${nowhere}/app` }, { clock, openBrowser }), {
      faults: { response: [['signIn.timedOut', { seconds: 10 }]] },
      remarks: { loginUrl: [['login.unreachable', unreachable]] },
      reached: 'response',
    });
  });

  it('that is cancelled while it waits, lets go of the port', async () => {
    const control = new AbortController();
    const openBrowser = (): Promise<boolean> => {
      control.abort();
      return Promise.resolve(true);
    };
    await assert.rejects(outcome({}, { openBrowser, signal: control.signal }), (error) => Cancelled.is(error));
    assert.deepEqual(await outcome({}), { faults: {}, remarks: {}, reached: 'dbRoles' });
  });

  describe('and a response that was pasted', () => {
    const person = (): { user: string; password: string } => scene.sandbox.info.accounts[0] ?? assert.fail();

    /** What the provider's page would post, as somebody copies it. */
    async function copied(address = scene.sandbox.info.idp.embedLink): Promise<string> {
      const browser = new SandboxBrowser();
      // Nobody listens at the address that it posts to.
      await browser.signIn(address, person()).catch(() => undefined);
      return browser.posted[0] ?? assert.fail();
    }

    async function judged(text: string): Promise<Outcome> {
      const requests = (await scene.control('GET', 'requests?service=sts')) as { entries: unknown[] };
      const steps = await diagnosePasted({
        text,
        profile: scene.profile(),
        onStep: () => undefined,
        clock: systemClock,
        log: scene.log,
        signal: never,
      });
      const after = (await scene.control('GET', 'requests?service=sts')) as { entries: unknown[] };
      assert.equal(after.entries.length, requests.entries.length);
      assert.deepEqual(await scene.secretsIn(JSON.stringify(steps) + scene.log.lines.join('\n')), []);
      return outcomeOf(steps, scene);
    }

    it('finds nothing wrong with a sound one, and does not redeem it', async () => {
      assert.deepEqual(await judged(await copied()), { faults: {}, remarks: {}, reached: 'tags' });
    });

    it('finds nothing wrong with one that answers a request', async () => {
      const text = await copied(scene.sandbox.info.idp.ssoUrl);
      assert.deepEqual(await judged(`SAMLResponse=${encodeURIComponent(text)}&RelayState=`), {
        faults: {},
        remarks: {},
        reached: 'tags',
      });
    });

    it('does not blame one for its age', async () => {
      await scene.control('POST', 'saml/next', { issuedSecondsAgo: 3600 });
      assert.deepEqual(await judged(await copied()), {
        faults: {},
        remarks: { conditions: [['saml.expired', { part: 'Conditions', ended: 'a time', now: 'a time' }]] },
        reached: 'tags',
      });
    });

    it('names what is wrong in one', async () => {
      await scene.control('POST', 'saml/next', { signature: 'foreignKey', audience: 'urn:other' });
      assert.deepEqual(await judged(await copied()), {
        faults: {
          signature: [['saml.badSignature', { certificates: 1 }]],
          audience: [['saml.wrongAudience', { expected: 'urn:amazon:webservices', got: 'urn:other' }]],
        },
        remarks: {},
        reached: 'tags',
      });
    });

    for (const [text, problem] of [
      ['', 'empty'],
      ['<Response/>', 'decoded'],
      ['SAMLRequest=abc', 'request'],
      ['bm90IFhNTA==', 'notXml'],
    ]) {
      it(`says that it is none where ${String(problem)}`, async () => {
        assert.deepEqual(await judged(text ?? ''), {
          faults: { response: [['pasted.unusable', { profileId: 'sandbox', problem }]] },
          remarks: {},
          reached: 'response',
        });
      });
    }
  });
});
