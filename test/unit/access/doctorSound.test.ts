import assert from 'node:assert/strict';
import type { StepReport } from '../../../src/access/doctor/steps';
import type { Profile } from '../../../src/core/profile';
import { DoctorScene, outcomeOf } from './support/doctorScene';

const sound = { faults: {}, remarks: {}, reached: 'dbRoles' };

describe('the doctor, at the sandbox,', function () {
  this.timeout(30_000);
  let scene: DoctorScene;
  before(async () => {
    scene = await DoctorScene.set();
  });
  after(() => scene.sandbox.stop());
  afterEach(() => scene.control('DELETE', 'saml/next'));

  const outcome = async (...diagnosis: Parameters<DoctorScene['diagnose']>): Promise<unknown> =>
    outcomeOf(await scene.diagnose(...diagnosis), scene);

  for (const user of ['ethan', 'frida']) {
    it(`finds nothing wrong with ${user}'s sign-in`, async () => {
      assert.deepEqual(await outcome(user), sound);
    });
  }

  for (const [kind, name] of [
    ['cluster', 'redshift-cluster-1'],
    ['serverless', 'workgroup-1'],
  ]) {
    it(`finds nothing wrong with gus on his role for the ${kind}, which lists that alone`, async () => {
      const changes = {
        profile: scene.profile({ warehouses: [] }),
        chooseRole: (choices: readonly { roleArn: string; providerArn: string }[]) =>
          Promise.resolve(choices.find(({ roleArn }) => roleArn.endsWith(`-${kind}`)) ?? assert.fail()),
      };
      const steps = await scene.diagnose('gus', changes);
      assert.deepEqual(outcomeOf(steps, scene), sound);
      assert.deepEqual(evidenceOf(steps, 'warehouse'), [
        `warehouse ${kind === 'cluster' ? 'cluster' : 'workgroup'}:${name}, dev`,
      ]);
    });
  }

  it('finds no other fault with nora than the role that no database has', async () => {
    assert.deepEqual(await outcome('nora'), {
      ...sound,
      faults: { dbRoles: [['dbRole.missing', { role: 'marketing' }]] },
    });
  });

  const providers: [name: string, changes: () => Partial<Profile>][] = [
    [
      'Entra',
      () => {
        const { entra } = scene.sandbox.info.idps;
        return { provider: 'entra', loginUrl: entra.ssoUrl, metadata: entra.metadataUrl, spEntityId: entra.spEntityId };
      },
    ],
    [
      'PingFederate',
      () => {
        const { ping } = scene.sandbox.info.idps;
        return { provider: 'pingfederate', loginUrl: ping.startUrl ?? '', metadata: ping.metadataUrl };
      },
    ],
    [
      'PingOne',
      () => {
        const { pingone } = scene.sandbox.info.idps;
        return { provider: 'pingone', loginUrl: pingone.startUrl ?? '', metadata: pingone.metadataUrl };
      },
    ],
  ];
  for (const [name, changes] of providers) {
    it(`finds nothing wrong with a sign-in by ${name}`, async () => {
      assert.deepEqual(await outcome('ethan', { profile: scene.profile(changes()) }), sound);
    });
  }

  for (const signature of ['response', 'both']) {
    it(`finds nothing wrong where the provider signs ${signature === 'both' ? 'both' : 'the response'}`, async () => {
      await scene.control('POST', 'saml/next', { signature });
      assert.deepEqual(await outcome('ethan'), sound);
    });
  }

  it('remarks on a duration that the role does not allow, and on a signature that it cannot check', async () => {
    const { metadata: _, ...profile } = scene.profile({ sessionDuration: 43_200 });
    const roleArn = 'arn:aws:iam::123456789012:role/redshift-sales';
    assert.deepEqual(await outcome('ethan', { profile }), {
      ...sound,
      remarks: {
        signature: [['signature.notChecked']],
        sts: [['sts.shortened', { roleArn, wantedSeconds: 43_200, givenSeconds: 3600 }]],
      },
    });
  });

  it('blames nobody for an endpoint that does not know ListSessions, or waiting', async () => {
    const fault = { service: 'redshift-data', times: 0, status: 400 };
    const unknown = { ...fault, action: 'ListSessions', code: 'UnknownOperationException', message: 'Unknown' };
    const message = 'Unknown parameter WaitTimeSeconds';
    await scene.control('POST', 'faults', unknown);
    await scene.control('POST', 'faults', {
      ...fault,
      withMember: 'WaitTimeSeconds',
      code: 'ValidationException',
      message,
    });
    try {
      const service = 'Amazon Redshift Data API';
      assert.deepEqual(await outcome('ethan'), {
        ...sound,
        remarks: {
          dataApi: [
            ['aws.failed', { service, action: 'ListSessions', code: 'UnknownOperationException', message: 'Unknown' }],
          ],
        },
      });
    } finally {
      await scene.control('DELETE', 'faults');
    }
  });

  it('asks which warehouse where AWS lists several', async () => {
    const asked: string[] = [];
    await scene.diagnose('ethan', {
      profile: scene.profile({ warehouses: [] }),
      chooseWarehouse: (choices) => {
        asked.push(...choices.map(({ name }) => name));
        return Promise.resolve(choices[1] ?? assert.fail());
      },
    });
    assert.deepEqual(asked, ['redshift-cluster-1', 'workgroup-1']);
  });

  it('shows what it saw at each step, live, and no secret', async () => {
    const steps = await scene.diagnose('ethan');
    const seen = Object.fromEntries(steps.map(({ id }) => [id, evidenceOf(steps, id)]));
    const acs = `http://localhost:${scene.acsPort}/redshift/`;
    assert.deepEqual(
      {
        listener: seen['listener'],
        response: seen['response']?.filter((text) => !text.startsWith('characters')),
        recipient: seen['recipient'],
        destination: seen['destination'],
        role: seen['role'],
        sessionName: seen['sessionName'],
        tags: seen['tags'],
        dataApi: seen['dataApi'],
        dbRoles: seen['dbRoles'],
      },
      {
        listener: [`address ${acs}`],
        response: ['startedBy AuthnRequest', 'user ethan@example.com'],
        recipient: [`recipient ${acs}`],
        destination: [`destination ${acs}`],
        role: [
          'awsRole arn:aws:iam::123456789012:role/redshift-sales',
          'samlProvider arn:aws:iam::123456789012:saml-provider/Okta',
        ],
        sessionName: ['sessionName ethan@example.com'],
        tags: ['tagLength RedshiftDbUser: 5', 'tagLength RedshiftDbRoles: 5'],
        dataApi: [
          'allowed ExecuteStatement',
          'allowed DescribeStatement',
          'allowed GetStatementResult',
          'allowed CancelStatement',
          'allowed ListStatements',
          'allowed ListSessions',
          'allowed ListDatabases',
          'notTried BatchExecuteStatement',
        ],
        dbRoles: ['databaseUser ethan', 'granted sales'],
      },
    );
    const running = scene.told.filter(({ state }) => state === 'running').map(({ id }) => id);
    assert.deepEqual(running, [
      'profile',
      'loginUrl',
      'listener',
      'response',
      'sts',
      'warehouse',
      'endpoints',
      'credentials',
      'dataApi',
      'dbRoles',
    ]);
    assert.deepEqual(await scene.secretsIn(JSON.stringify(scene.told) + scene.log.lines.join('\n')), []);
  });
});

function evidenceOf(steps: readonly StepReport[], id: string): string[] {
  const step = steps.find((one) => one.id === id) ?? assert.fail(id);
  return step.evidence.map(({ name, value }) => `${name} ${value}`);
}
