import { ACCOUNT, PEOPLE, type Person } from '../../../sandbox/accounts';
import { Directory } from '../../../sandbox/iam/directory';
import { trustPolicy } from '../../../sandbox/iam/roles';
import { SessionBook } from '../../../sandbox/iam/sessionBook';
import { answer } from '../../../sandbox/idp/answer';
import { attributesOf, AUDIENCE, ENTITY_ID } from '../../../sandbox/idp/apps';
import { createSigningKey, type SigningKey } from '../../../sandbox/idp/signingKey';
import type { SamlVariant } from '../../../sandbox/idp/variant';
import { oktaVoice } from '../../../sandbox/idp/voice';
import type { StsOptions } from '../../../sandbox/sts/assumeRoleWithSaml';
import { SandboxClock } from '../../../sandbox/wire/clock';

export const ACS = 'http://localhost:7890/redshift/';
export const PROVIDER = 'arn:aws:iam::123456789012:saml-provider/Okta';
export const STRANGER = 'arn:aws:iam::123456789012:saml-provider/Stranger';
export const ROLE = 'arn:aws:iam::123456789012:role/redshift-sales';
export const ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/';

/** Time that goes on by offsetMs alone. */
class StandingClock extends SandboxClock {
  private readonly start = Date.now();

  override now(): number {
    return this.start + this.offsetMs;
  }
}

/** An STS of its own, with roles whose trust policies differ, and the keys of its two providers. */
export interface StsBench extends StsOptions {
  key: SigningKey;
  strangersKey: SigningKey;
}

export async function stsBench(): Promise<StsBench> {
  const [key, strangersKey] = await Promise.all([createSigningKey('a.example'), createSigningKey('b.example')]);
  const directory = new Directory(ACCOUNT);
  directory.addProvider({
    name: 'Okta',
    entityId: ENTITY_ID,
    certificates: [strangersKey.certificate, key.certificate],
  });
  directory.addProvider({ name: 'Stranger', entityId: 'urn:stranger', certificates: [strangersKey.certificate] });
  const trust = trustPolicy({ providers: [PROVIDER], audiences: [ACS] });
  const [statement] = trust.Statement;
  if (!statement) throw new Error('The trust policy is empty.');
  const role = { maxSessionDuration: 3600, policies: [] };
  directory.addRole({ ...role, name: 'redshift-sales', trust });
  directory.addRole({ ...role, name: 'long', maxSessionDuration: 43_200, trust });
  directory.addRole({
    ...role,
    name: 'without-tags',
    trust: { ...trust, Statement: [{ ...statement, Action: 'sts:AssumeRoleWithSAML' }] },
  });
  directory.addRole({
    ...role,
    name: 'sales-tag-only',
    trust: {
      ...trust,
      Statement: [
        {
          ...statement,
          Condition: { ...statement.Condition, StringLike: { 'aws:RequestTag/RedshiftDbRoles': 'finance*' } },
        },
      ],
    },
  });
  const clock = new StandingClock();
  return {
    key,
    strangersKey,
    directory,
    clock,
    sessions: new SessionBook(ACCOUNT, clock),
    lifetime: { seconds: undefined },
  };
}

/** Ethan's response with some differences, and with all roles of the bench in it. */
export async function ethansResponse(bench: StsBench, variant: SamlVariant = {}): Promise<string> {
  const ethan = PEOPLE[0] as Person;
  const roles = ['redshift-sales', 'long', 'without-tags', 'sales-tag-only', 'no-such-role'];
  const { xml } = await answer(
    {
      person: ethan,
      acs: ACS,
      audience: AUDIENCE,
      requestId: '_request',
      now: bench.clock.now(),
      attributes: attributesOf(
        { ...ethan, roles },
        { roleArn: (name) => bench.directory.arnOfRole(name), providerArn: PROVIDER },
      ),
    },
    oktaVoice(ENTITY_ID),
    variant,
    { own: bench.key, foreign: () => createSigningKey('c.example') },
  );
  return xml;
}
