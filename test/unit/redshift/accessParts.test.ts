import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Failure } from '../../../src/core/failure';
import type { Row } from '../../../src/core/result';
import type { Query } from '../../../src/redshift/catalog';
import { relationAccess } from '../../../src/redshift/relationAccess';
import { linksFrom } from '../../../src/redshift/roleAccess';
import { schemaAccess } from '../../../src/redshift/schemaAccess';
import { told } from '../../../src/redshift/told';

function refused(message: string): Failure {
  return new Failure('warehouse.queryFailed', { warehouse: 'w', database: 'dev', message });
}

/** A database of which one table is known: answers by what a statement mentions, and refuses privileges that it does not know. */
function database(
  answers: Record<string, Row[] | string>,
  unknown: readonly string[] = [],
): Query & { sent: string[] } {
  const sent: string[] = [];
  const query = async (sql: string): Promise<Row[]> => {
    sent.push(sql);
    const strange = unknown.find((privilege) => sql.includes(`'${privilege}'`));
    if (strange !== undefined) throw refused(`unrecognized privilege type: "${strange}"`);
    const answer = Object.entries(answers).find(([mentioned]) => sql.includes(mentioned))?.[1];
    if (answer === undefined) throw new Error(`No answer to: ${sql}`);
    if (typeof answer === 'string') throw refused(answer);
    return Promise.resolve(answer);
  };
  return Object.assign(query, { sent });
}

describe('what a database does not tell', () => {
  const cases: [message: string, kind: 'denied' | 'unknown' | 'failed'][] = [
    // Redshift's wordings.
    ['permission denied for relation svv_system_privileges', 'denied'],
    ['permission denied for schema pg_catalog', 'denied'],
    ['must be superuser to view svv_default_privileges', 'denied'],
    ['relation "svv_role_grants" does not exist', 'unknown'],
    ['column "privilege_scope" does not exist in svv_schema_privileges', 'unknown'],
    ['function has_schema_privilege(oid, "unknown") does not exist', 'unknown'],
    ['Specified types or functions (one per INFO message) not supported on Redshift tables.', 'failed'],
    ['Assert', 'failed'],
    // PostgreSQL's.
    ['permission denied for view svv_system_privileges', 'denied'],
    ['relation "pg_catalog.svv_roles" does not exist', 'unknown'],
    ['canceling statement due to statement timeout', 'failed'],
  ];
  for (const [message, kind] of cases)
    it(`is ${kind}: ${message}`, async () => {
      assert.deepEqual(await told(Promise.reject(refused(message))), { told: false, why: { kind, message } });
    });

  it('is told of other failures too, but not of a sign-in that all need', async () => {
    const throttled = new Failure('aws.throttled', { service: 's', action: 'ExecuteStatement' });
    assert.deepEqual(await told(Promise.reject(throttled)), {
      ...{ told: false, why: { kind: 'failed', message: 'aws.throttled' } },
    });
    const over = new Failure('signIn.needed', { account: 'a' });
    await assert.rejects(told(Promise.reject(over)), { code: 'signIn.needed' });
  });
});

describe('privileges that a warehouse does not know', () => {
  const kinds: Row[] = [['a', 'local']];
  const cases: [unknown: string[], tests: number, counts: object, statements: number][] = [
    [[], 8, { SELECT: 1, INSERT: 2, UPDATE: 3, DELETE: 4, REFERENCES: 5, DROP: 6, TRUNCATE: 7, ALTER: 8 }, 1],
    [['TRUNCATE', 'ALTER'], 6, { SELECT: 1, INSERT: 2, UPDATE: 3, DELETE: 4, REFERENCES: 5, DROP: 6 }, 2],
    [['ALTER'], 6, { SELECT: 1, INSERT: 2, UPDATE: 3, DELETE: 4, REFERENCES: 5, DROP: 6 }, 2],
    [['DROP', 'ALTER'], 5, { SELECT: 1, INSERT: 2, UPDATE: 3, DELETE: 4, REFERENCES: 5 }, 2],
  ];
  for (const [unknown, tests, counts, statements] of cases)
    it(`are left out where they are ${unknown.join(', ') || 'none'}`, async () => {
      const row: Row = ['a', '1', '0', '9', ...Array.from({ length: tests }, (_, nth) => String(nth + 1))];
      const query = database({ pg_namespace: [row], svv_all_schemas: kinds }, unknown);
      assert.deepEqual(await schemaAccess(query, 'dev'), [
        { schema: 'a', usage: true, create: false, relations: 9, counts, kind: 'local' },
      ]);
      assert.equal(query.sent.filter((sql) => sql.includes('pg_namespace')).length, statements);
    });

  it('are no reason to ask again about anything else', async () => {
    const query = database({ pg_namespace: 'permission denied for relation pg_class', svv_all_schemas: kinds });
    await assert.rejects(schemaAccess(query, 'dev'), { code: 'warehouse.queryFailed' });
    assert.equal(query.sent.length, 2);
  });
});

describe('schemas', () => {
  const held = ['1', '0', '0', '0', '0', '0', '0', '0', '0', '0'];
  const rows: Row[] = [
    ['spectrum', ...held],
    ['shared', ...held],
    ['nothing', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0'],
    // Nobody can reach its table, which is what one wants to know.
    ['no usage', '0', '0', '1', '1', '0', '0', '0', '0', '0', '0', '0'],
  ];
  const types: Row[] = [
    ['spectrum', 'external'],
    ['shared', 'shared'],
    ['no usage', 'local'],
  ];
  const counts = { SELECT: 0, INSERT: 0, UPDATE: 0, DELETE: 0, REFERENCES: 0, DROP: 0, TRUNCATE: 0, ALTER: 0 };
  const closed = { schema: 'no usage', usage: false, create: false, relations: 1, counts: { ...counts, SELECT: 1 } };

  it('outside the catalog have no counts, and those without any privilege are left out', async () => {
    assert.deepEqual(await schemaAccess(database({ pg_namespace: rows, svv_all_schemas: types }), 'dev'), [
      { schema: 'spectrum', usage: true, create: false, counts: {}, kind: 'external' },
      { schema: 'shared', usage: true, create: false, counts: {}, kind: 'shared' },
      { ...closed, kind: 'local' },
    ]);
  });

  it('are there also where their kinds are not told', async () => {
    const query = database({
      pg_namespace: rows.slice(3),
      svv_all_schemas: 'permission denied for relation svv_all_schemas',
    });
    assert.deepEqual(await schemaAccess(query, 'dev'), [closed]);
  });
});

describe('columns', () => {
  const tests = ['0', '0', '0', '0', '0', '0', '0'];
  const answers = {
    pg_class: [
      ['open', '1', ...tests],
      ['partly', '0', ...tests],
      ['closed', '0', ...tests],
    ],
    svv_column_privileges: [
      ['open', 'a', 'SELECT', 'role', 'sales'],
      ['open', 'a', 'UPDATE', 'user', 'ethan'],
      ['partly', 'a', 'SELECT', 'role', 'reporting'],
      ['partly', 'a', 'SELECT', 'user', 'ethan'],
      ['partly', 'b', 'SELECT', 'public', 'public'],
      ['closed', 'a', 'SELECT', 'role', 'finance'],
      ['closed', 'a', 'SELECT', 'user', 'sales'],
    ],
  } satisfies Record<string, Row[]>;
  const identities = { user: 'ethan', roles: ['sales', 'reporting'] };

  it('are named where one has a privilege on some of them alone', async () => {
    assert.deepEqual(await relationAccess(database(answers), 'a', identities), {
      relations: [
        { relation: 'open', privileges: ['SELECT'], columns: { UPDATE: ['a'] } },
        { relation: 'partly', privileges: [], columns: { SELECT: ['a', 'b'] } },
      ],
    });
  });

  it('that are not told hide no table', async () => {
    const message = 'permission denied for relation svv_column_privileges';
    assert.deepEqual(await relationAccess(database({ ...answers, svv_column_privileges: message }), 'a', identities), {
      relations: [{ relation: 'open', privileges: ['SELECT'] }],
      columnsUntold: { kind: 'denied', message },
    });
  });
});

describe('inherited roles', () => {
  it('are those that one’s own lead to, in circles too', () => {
    const links = [
      { role: 'a', inherits: 'b' },
      { role: 'b', inherits: 'c' },
      { role: 'c', inherits: 'a' },
      { role: 'x', inherits: 'c' },
    ];
    assert.deepEqual(linksFrom(['b'], links), links.slice(0, 3));
    assert.deepEqual(linksFrom([], links), []);
  });
});
