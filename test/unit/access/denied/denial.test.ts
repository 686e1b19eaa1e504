import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readDenial, type Denial } from '../../../../src/access/denied/denial';

/** Redshift's words beside PostgreSQL's, where they differ. */
const cases: readonly (readonly [denial: Denial | undefined, redshift: string, postgres?: string])[] = [
  [{ why: 'privilege', kind: 'schema', name: 'finance_schema' }, 'permission denied for schema finance_schema'],
  [{ why: 'privilege', kind: 'schema', name: 'spectrum' }, 'permission denied for external schema spectrum'],
  [
    { why: 'privilege', kind: 'relation', name: 'ledger' },
    'permission denied for relation ledger',
    'permission denied for table ledger',
  ],
  [
    { why: 'privilege', kind: 'relation', name: 'balances' },
    'permission denied for relation balances',
    'permission denied for view balances',
  ],
  [
    { why: 'privilege', kind: 'relation', name: 'monthly' },
    'permission denied for relation monthly',
    'permission denied for materialized view monthly',
  ],
  [
    { why: 'privilege', kind: 'relation', name: 'ledger', column: 'amount' },
    'permission denied for column amount of relation ledger',
    'permission denied for column "amount" of relation "ledger"',
  ],
  [{ why: 'privilege', kind: 'relation', name: `it's "odd"` }, `permission denied for relation it's "odd"`],
  [{ why: 'privilege', kind: 'schema', name: 'two\nlines' }, 'permission denied for schema two\nlines'],
  [
    { why: 'privilege', kind: 'schema', name: 'finance_schema' },
    'permission denied for schema finance_schema\nCONTEXT:  SQL statement "select 1"\nPL/pgSQL function "p" line 2',
    'permission denied for schema finance_schema\nWhere: PL/pgSQL function p() line 3 at SQL statement',
  ],
  [
    { why: 'privilege', kind: 'routine', name: 'f_margin' },
    'permission denied for function f_margin',
    'permission denied for function f_margin(numeric(10,2), integer)',
  ],
  [{ why: 'privilege', kind: 'routine', name: 'load' }, 'permission denied for procedure load'],
  [{ why: 'privilege', kind: 'database', name: 'dev' }, 'permission denied for database dev'],
  [
    { why: 'privilege', kind: 'database', name: 'dev' },
    'permission denied to create temporary tables in database "dev"',
  ],
  [{ why: 'privilege', kind: 'language', name: 'plpythonu' }, 'permission denied for language plpythonu'],
  [
    { why: 'owner', kind: 'relation', name: 'orders' },
    'must be owner of relation orders',
    'must be owner of table orders',
  ],
  [{ why: 'owner', kind: 'schema', name: 'sales_schema' }, 'must be owner of schema sales_schema'],
  [{ why: 'owner', kind: 'routine', name: 'load' }, 'must be owner of procedure load'],
  [{ why: 'superuser', kind: 'other' }, 'must be superuser to create users', 'must be superuser to alter superusers'],
  [
    { why: 'missing', kind: 'relation', name: 'finance_schema.ledger' },
    'relation "finance_schema.ledger" does not exist',
    'relation "finance_schema.ledger" does not exist',
  ],
  [{ why: 'missing', kind: 'schema', name: 'finance_schema' }, 'schema "finance_schema" does not exist'],
  [{ why: 'missing', kind: 'routine', name: 's.f' }, 'function s.f(integer) does not exist'],
  [{ why: 'privilege', kind: 'other' }, 'permission denied to create role'],
  [undefined, 'column "x" does not exist'],
  [undefined, 'syntax error at or near "selct"'],
  [undefined, ''],
];

describe('the denial in an error of the database', () => {
  for (const [denial, redshift, postgres] of cases) {
    it(`is read from: ${redshift}`, () => {
      assert.deepEqual([readDenial(redshift), readDenial(postgres ?? redshift)], [denial, denial]);
    });
  }
});
