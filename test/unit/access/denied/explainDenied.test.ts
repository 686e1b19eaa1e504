import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { explainDenied } from '../../../../src/access/denied/explainDenied';
import type { Explanation, Need } from '../../../../src/access/denied/explanation';
import type { Question } from '../../../../src/access/denied/question';
import type { Redshift } from '../../../../src/redshift/redshift';
import type { SandboxInfo } from '../../../sandbox/info';
import { redshiftOf } from '../../redshift/support/sandboxAccount';
import { sharedSandbox } from '../../redshift/support/sharedSandbox';
import { deniedStatements } from './support/deniedStatements';
import { never } from '../../redshift/support/statementAnswers';

const cluster = { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' } as const;
const tags: Record<string, string> = { ethan: 'sales', frida: 'finance', nora: 'marketing' };

/** What a person is told, on few lines. */
function told(explanation: Explanation): Record<string, unknown> {
  const { subject, found, elsewhere, untold, needs, holders, givers, path, reads, remedy } = explanation;
  const nameOf = ({ schema, name }: { schema?: string; name: string }): string =>
    [schema, name].filter(Boolean).join('.');
  const held = ({ held: has, ...need }: Need): string =>
    `${has === undefined ? '?' : has ? '+' : '-'} ${need.privilege} ${nameOf(need)}`;
  return {
    subject: subject && nameOf(subject),
    found: found ? [found.kind, found.schema, found.owner].join(' ') : 'unseen',
    needs: needs.map(held),
    holders: holders.map(({ kind, name, how, onSchema, onThing }) =>
      [kind, name, how, onSchema.join('+') || '-', onThing.join('+') || '-'].join(' '),
    ),
    grants: remedy.statements,
    tag: remedy.tag.wanted,
    ...(givers.length > 0 && { givers }),
    ...(elsewhere.length > 0 && { elsewhere }),
    ...(untold.length > 0 && { untold }),
    ...(path && {
      path: [...path.steps.map(({ kind, owner, ...step }) => `${kind} ${nameOf(step)} of ${owner}`), path.rights],
    }),
    ...(reads.length > 0 && { reads: reads.map((read) => `${nameOf(read)} ${read.usage} ${read.ownerSelect}`) }),
  };
}

describe('why it was denied, in the sandbox', function () {
  this.timeout(60_000);
  let info: SandboxInfo;
  const people = new Map<string, Promise<Redshift>>();

  before(async () => {
    ({ info } = await sharedSandbox());
  });

  const redshift = (user: string): Promise<Redshift> => {
    const known = people.get(user) ?? redshiftOf(info, user);
    people.set(user, known);
    return known;
  };

  async function explain(user: string, question: Question, database = 'dev'): Promise<Record<string, unknown>> {
    const reached = await redshift(user);
    const report = await reached.rolesReport(cluster, database, never());
    const asker = { report, session: { principalTags: { RedshiftDbRoles: tags[user] ?? '' } } };
    return told(await explainDenied(question, asker, reached.objects(cluster, database, never())));
  }

  /** Runs a statement, which the database has to deny, and asks why. */
  async function denied(user: string, sql: string, database = 'dev'): Promise<Record<string, unknown>> {
    const request = { sql, warehouse: cluster, database, statementName: 'denied', clientToken: crypto.randomUUID() };
    const outcome = await (await redshift(user)).data.execute(request, never());
    assert.equal(outcome.status, 'failed');
    const { message } = outcome.error;
    return { message, ...(await explain(user, { message, statement: sql }, database)) };
  }

  for (const [title, user, database, sql, expected] of deniedStatements) {
    it(title, async () => {
      assert.deepEqual(await denied(user, sql, database), expected);
    });
  }

  it('is told about a thing that was not asked for yet', async () => {
    assert.deepEqual(
      await Promise.all([
        explain('ethan', { about: { kind: 'schema', name: 'finance_schema' } }),
        explain('ethan', {
          about: { kind: 'relation', name: 'orders' },
          statement: 'DELETE FROM sales_schema.orders WHERE true',
        }),
        explain('ethan', { about: { kind: 'relation', schema: 'sales_schema', name: 'sales_by_store' } }),
      ]),
      [
        {
          subject: 'finance_schema',
          found: 'schema finance_schema rdsdb',
          needs: ['- USAGE finance_schema'],
          holders: ['role sales own - -'],
          grants: ['GRANT USAGE ON SCHEMA finance_schema TO ROLE sales;'],
          tag: 'sales:…',
        },
        {
          subject: 'sales_schema.orders',
          found: 'table sales_schema rdsdb',
          needs: ['+ USAGE sales_schema', '- DELETE sales_schema.orders', '+ SELECT sales_schema.orders'],
          holders: ['role sales own USAGE SELECT'],
          grants: ['GRANT DELETE ON sales_schema.orders TO ROLE sales;'],
          tag: 'sales:…',
        },
        {
          subject: 'sales_schema.sales_by_store',
          found: 'view sales_schema rdsdb',
          needs: ['+ USAGE sales_schema', '+ SELECT sales_schema.sales_by_store'],
          holders: ['role sales own USAGE SELECT'],
          grants: [],
          tag: 'sales:…',
          reads: ['sales_schema.store_sales true true'],
        },
      ],
    );
  });
});
