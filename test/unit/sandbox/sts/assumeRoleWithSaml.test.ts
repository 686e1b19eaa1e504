import assert from 'node:assert/strict';
import { assumeRoleWithSaml } from '../../../sandbox/sts/assumeRoleWithSaml';
import { ServiceError, type JsonObject } from '../../../sandbox/wire/service';
import { ACS, ATTRIBUTE, ethansResponse, PROVIDER, ROLE, stsBench, type StsBench } from '../support/assertions';
import { attribute, REFUSALS, role } from './refusalCases';

describe("the sandbox's AssumeRoleWithSAML", () => {
  let bench: StsBench;

  before(async () => {
    bench = await stsBench();
  });
  beforeEach(() => {
    bench.clock.offsetMs = 0;
    bench.lifetime.seconds = undefined;
  });

  for (const each of REFUSALS) {
    it(`refuses ${each.name}`, async () => {
      const xml = await ethansResponse(bench, each.variant);
      const input = inputFor(each.change ? each.change(xml, bench) : xml, each.input);
      bench.clock.offsetMs = each.later ?? 0;
      assert.equal(outcomeOf(input), each.refusal);
    });
  }

  for (const signature of ['assertion', 'response', 'both'] as const) {
    it(`takes a response with the signature at: ${signature}`, async () => {
      assert.equal(outcomeOf(inputFor(await ethansResponse(bench, { signature }))), 'ok');
    });
  }

  it('takes an answer twice, as AWS does', async () => {
    const input = inputFor(await ethansResponse(bench));
    assert.deepEqual([outcomeOf(input), outcomeOf(input)], ['ok', 'ok']);
  });

  for (const value of [`${PROVIDER},${ROLE}`, ` ${ROLE} , ${PROVIDER} `]) {
    it(`takes a role written as "${value}"`, async () => {
      assert.equal(outcomeOf(inputFor(await ethansResponse(bench, attribute('Role', 'x', value)))), 'ok');
    });
  }

  it('takes no tags where the trust policy allows none', async () => {
    const variant = {
      attributes: { [`${ATTRIBUTE}PrincipalTag:RedshiftDbUser`]: [], [`${ATTRIBUTE}PrincipalTag:RedshiftDbRoles`]: [] },
    };
    assert.equal(outcomeOf(inputFor(await ethansResponse(bench, variant), role('without-tags'))), 'ok');
  });

  it('answers with all members that AWS documents, and knows the session afterwards', async () => {
    const output = assumeRoleWithSaml(inputFor(await ethansResponse(bench)), bench);
    const { Credentials, PackedPolicySize, ...rest } = output;
    const credentials = Credentials as Record<string, string>;
    const session = bench.sessions.find(credentials['AccessKeyId'] ?? '');
    assert.deepEqual(
      {
        rest,
        packed: typeof PackedPolicySize,
        keys: [
          session?.secretAccessKey === credentials['SecretAccessKey'],
          session?.sessionToken === credentials['SessionToken'],
        ],
        tags: session?.caller.tags,
        context: session?.context['saml:aud'],
      },
      {
        rest: {
          AssumedRoleUser: {
            AssumedRoleId: session?.caller.userId ?? '',
            Arn: 'arn:aws:sts::123456789012:assumed-role/redshift-sales/ethan@example.com',
          },
          Subject: 'ethan@example.com',
          SubjectType: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
          Issuer: 'http://www.okta.com/exk1sandbox5redshift',
          Audience: ACS,
          NameQualifier: '9n84rHucRLbD6BwWw8bX525Jj0k=',
          SourceIdentity: null,
        },
        packed: 'number',
        keys: [true, true],
        tags: { RedshiftDbUser: 'ethan', RedshiftDbRoles: 'sales' },
        context: ACS,
      },
    );
  });

  for (const [name, variant, input, lifetime, seconds] of [
    ['an hour unless asked', {}, {}, undefined, 3600],
    ['as long as asked', {}, { ...role('long'), DurationSeconds: '43200' }, undefined, 43_200],
    ["no longer than the provider's session", { sessionSeconds: 1000 }, {}, undefined, 1000],
    ['as short as a test orders', {}, {}, 20, 20],
  ] as const) {
    it(`gives credentials for ${name}`, async () => {
      bench.lifetime.seconds = lifetime;
      const output = assumeRoleWithSaml(inputFor(await ethansResponse(bench, variant), input), bench);
      const { Expiration } = output['Credentials'] as { Expiration: string };
      assert.equal(Math.ceil((Date.parse(Expiration) - bench.clock.now()) / 1000), seconds);
    });
  }

  function outcomeOf(input: JsonObject): string {
    try {
      assumeRoleWithSaml(input, bench);
      return 'ok';
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return `${error.status} ${error.code} ${error.message}`.replace(/\d+%/, '%');
    }
  }
});

function inputFor(xml: string, changes: JsonObject = {}): JsonObject {
  return { RoleArn: ROLE, PrincipalArn: PROVIDER, SAMLAssertion: Buffer.from(xml).toString('base64'), ...changes };
}
