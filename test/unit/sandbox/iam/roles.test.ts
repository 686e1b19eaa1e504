import assert from 'node:assert/strict';
import { ACCOUNT, CLUSTERS, PEOPLE, WORKGROUPS } from '../../../sandbox/accounts';
import { Authorizer } from '../../../sandbox/iam/authorizer';
import { Directory } from '../../../sandbox/iam/directory';
import { rolePlans } from '../../../sandbox/iam/roles';
import { SessionBook, type RoleSession } from '../../../sandbox/iam/sessionBook';
import { SandboxClock } from '../../../sandbox/wire/clock';
import type { Permission } from '../../../sandbox/wire/service';

const AT = `${ACCOUNT.region}:${ACCOUNT.accountId}`;
const CLUSTER = `arn:aws:redshift:${AT}:cluster:redshift-cluster-1`;
const WORKGROUP = `arn:aws:redshift-serverless:${AT}:workgroup/${WORKGROUPS[0]?.id ?? ''}`;
const DATABASE = `arn:aws:redshift:${AT}:dbname:redshift-cluster-1/dev`;

/** What the accounts' roles may do; columns as in `ROLES`. */
const ROLES = [
  'redshift-sales',
  'redshift-finance',
  'redshift-analyst-cluster',
  'redshift-analyst-serverless',
  'redshift-narrow',
];
const TABLE: [permission: Permission, ...allowed: boolean[]][] = [
  [{ action: 'redshift:DescribeClusters', resource: '*' }, true, true, true, false, false],
  [{ action: 'redshift-serverless:ListWorkgroups', resource: '*' }, true, true, false, true, false],
  [{ action: 'redshift-serverless:GetWorkgroup', resource: WORKGROUP }, true, true, false, true, false],
  [{ action: 'redshift:GetClusterCredentialsWithIAM', resource: DATABASE }, true, true, true, false, true],
  [{ action: 'redshift:GetClusterCredentials', resource: DATABASE }, false, false, false, false, false],
  [{ action: 'redshift-serverless:GetCredentials', resource: WORKGROUP }, true, true, false, true, true],
  [{ action: 'redshift-data:ExecuteStatement', resource: CLUSTER }, true, true, true, false, true],
  [{ action: 'redshift-data:ExecuteStatement', resource: WORKGROUP }, true, true, false, true, true],
  [owned('redshift-data:GetStatementResult', 'statement', 'own'), true, true, true, true, true],
  [owned('redshift-data:GetStatementResult', 'statement', 'another'), false, true, false, false, false],
  [{ action: 'redshift-data:BatchExecuteStatement', resource: CLUSTER }, true, true, true, false, true],
  [owned('redshift-data:GetStatementResultV2', 'statement', 'own'), true, true, true, true, true],
  [owned('redshift-data:ListStatements', 'statement', 'own'), true, true, true, true, true],
  [{ action: 'redshift-data:ListStatements', resource: '*' }, false, true, false, false, false],
  [owned('redshift-data:ListSessions', 'session', 'own'), true, true, true, true, true],
  [owned('redshift-data:ListSessions', 'session', 'another'), false, true, false, false, false],
  [{ action: 'redshift-data:ListSessions', resource: '*' }, false, true, false, false, false],
  [
    { ...owned('redshift-data:ExecuteStatement', 'session', 'another'), resource: CLUSTER },
    false,
    true,
    false,
    false,
    false,
  ],
];

describe("the sandbox's AWS roles", () => {
  const directory = new Directory(ACCOUNT);
  const clock = new SandboxClock();
  const sessions = new SessionBook(ACCOUNT, clock);
  const authorizer = new Authorizer(sessions, ACCOUNT, clock);
  const setting = { account: ACCOUNT, clusters: CLUSTERS, workgroups: WORKGROUPS, providers: [], audiences: [] };
  for (const plan of rolePlans(setting)) directory.addRole(plan);
  const live = ROLES.map((name) => sessionOf(name));

  it('are those that the accounts name', () => {
    assert.deepEqual([...new Set(PEOPLE.flatMap(({ roles }) => roles))].sort(), [...ROLES].sort());
  });

  for (const [permission, ...allowed] of TABLE) {
    const owner = Object.entries(permission.context ?? {})
      .flat()
      .join(' ');
    it(`are judged each by its own policy for ${permission.action} on ${permission.resource} ${owner}`, () => {
      const verdicts = live.map(
        (session) => authorizer.refusal(session.caller, ofCaller(permission, session)) === undefined,
      );
      assert.deepEqual(verdicts, allowed);
    });
  }

  it("refuse in AWS's words", () => {
    const session = live[4];
    assert(session);
    assert.equal(
      authorizer.refusal(session.caller, { action: 'redshift:DescribeClusters', resource: '*' }),
      'User: arn:aws:sts::123456789012:assumed-role/redshift-narrow/someone@example.com is not authorized to perform: ' +
        'redshift:DescribeClusters on resource: * because no identity-based policy allows the redshift:DescribeClusters action',
    );
  });

  function sessionOf(name: string): RoleSession {
    const role = directory.role(directory.arnOfRole(name));
    assert(role, name);
    return sessions.issue({
      role,
      sessionName: 'someone@example.com',
      tags: {},
      subject: 'someone@example.com',
      context: {},
      expiration: Number.POSITIVE_INFINITY,
    });
  }
});

/** `own` is put right for each caller by ofCaller. */
function owned(action: string, what: 'statement' | 'session', owner: 'own' | 'another'): Permission {
  return { action, resource: '*', context: { [`redshift-data:${what}-owner-iam-userid`]: owner } };
}

function ofCaller(permission: Permission, session: RoleSession): Permission {
  const context = Object.entries(permission.context ?? {});
  const own = context.map(([key, value]) => [key, value === 'own' ? session.caller.userId : value] as const);
  return { ...permission, context: Object.fromEntries(own) };
}
