import { parse } from 'libpg-query';
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Need, Remedy } from '../../../../src/access/denied/explanation';
import { grantStatements, tagWith } from '../../../../src/access/denied/grants';
import { giversOf, holdersOf, type Identity } from '../../../../src/access/denied/holders';
import { mailtoLink } from '../../../../src/access/denied/mailto';
import type { SeenGrant } from '../../../../src/core/objects';

const role = (name: string, exists = true): Remedy['recipient'] => ({ kind: 'role', name, exists });
const ledger = { kind: 'relation', schema: 'finance', name: 'ledger' } as const;

describe('the statements for an administrator', () => {
  const odd = { schema: 'Odd "One"', name: "it's; DROP TABLE x; --" };
  const cases: readonly (readonly [
    it: string,
    needs: readonly Need[],
    to: Remedy['recipient'],
    statements: string[],
  ])[] = [
    [
      'give the schema, and all privileges of a thing at once',
      [
        { kind: 'schema', name: 'finance', privilege: 'USAGE' },
        { ...ledger, privilege: 'UPDATE' },
        { ...ledger, privilege: 'SELECT' },
      ],
      role('sales'),
      ['GRANT USAGE ON SCHEMA finance TO ROLE sales;', 'GRANT UPDATE, SELECT ON finance.ledger TO ROLE sales;'],
    ],
    [
      'quote what needs it',
      [
        { kind: 'schema', name: odd.schema, privilege: 'USAGE' },
        { kind: 'relation', ...odd, privilege: 'SELECT' },
      ],
      role('aad:Sales "EU"'),
      [
        'GRANT USAGE ON SCHEMA "Odd ""One""" TO ROLE "aad:Sales ""EU""";',
        'GRANT SELECT ON "Odd ""One"""."it\'s; DROP TABLE x; --" TO ROLE "aad:Sales ""EU""";',
      ],
    ],
    [
      'make a role that is wanted and not there',
      [{ ...ledger, column: 'Amount', privilege: 'SELECT' }],
      role('marketing', false),
      ['CREATE ROLE marketing;', 'GRANT SELECT ("Amount") ON finance.ledger TO ROLE marketing;'],
    ],
    [
      'name routines by their arguments',
      [
        {
          kind: 'routine',
          schema: 's',
          name: 'f',
          routine: { kind: 'function', signature: 'integer, text' },
          privilege: 'EXECUTE',
        },
      ],
      { kind: 'user', name: 'IAMR:etl' },
      ['GRANT EXECUTE ON FUNCTION s.f(integer, text) TO "IAMR:etl";'],
    ],
    [
      'know databases and languages',
      [
        { kind: 'database', name: '', privilege: 'TEMP' },
        { kind: 'language', name: 'plpythonu', privilege: 'USAGE' },
      ],
      { kind: 'open' },
      ['GRANT TEMP ON DATABASE dev TO ROLE role_name;', 'GRANT USAGE ON LANGUAGE plpythonu TO ROLE role_name;'],
    ],
    [
      'are none where no privilege would do',
      [
        { ...ledger, privilege: 'OWNER' },
        { ...ledger, external: true, privilege: 'SELECT' },
        { kind: 'relation', name: 'nowhere', privilege: 'SELECT' },
        { kind: 'routine', schema: 's', name: 'unknown', privilege: 'EXECUTE' },
      ],
      role('marketing', false),
      [],
    ],
  ];
  for (const [title, needs, to, statements] of cases) {
    it(title, async () => {
      assert.deepEqual(grantStatements(needs, to, 'dev'), statements);
      // PostgreSQL has no word ROLE there; else its parser takes them, each as one statement.
      for (const statement of statements) {
        const { stmts = [] } = await parse(statement.replace(' TO ROLE ', ' TO '));
        assert.equal(stmts.length, 1, statement);
      }
    });
  }
});

describe('the tag that carries a role', () => {
  it('has one role more, and what AWS takes of it', () => {
    assert.deepEqual(
      [
        tagWith('sales:finance', 'audit'),
        tagWith(undefined, undefined),
        tagWith(Array(63).fill('abc').join(':'), 'last'),
        tagWith(Array(63).fill('abc').join(':'), 'later'),
      ].map(({ wanted, tooLong }) => [wanted.slice(-20), wanted.length, tooLong]),
      [
        ['sales:finance:audit', 19, false],
        ['…', 1, false],
        ['abc:abc:abc:abc:last', 256, false],
        ['bc:abc:abc:abc:later', 257, true],
      ],
    );
  });
});

describe('who has what', () => {
  const identity: Identity = {
    user: 'ethan',
    roles: ['sales', 'empty'],
    links: [
      { role: 'sales', inherits: 'reporting' },
      { role: 'reporting', inherits: 'base' },
      { role: 'other', inherits: 'ledger_readers' },
    ],
  };
  const grant = (
    on: SeenGrant['on'],
    privilege: string,
    grantee: string,
    changes: Partial<SeenGrant> = {},
  ): SeenGrant => ({
    on,
    schema: 'finance',
    ...(on === 'schema' ? {} : { name: 'ledger' }),
    privilege,
    grantee,
    granteeKind: 'role',
    ...changes,
  });
  const grants = [
    grant('schema', 'USAGE', 'base'),
    grant('schema', 'USAGE', 'ledger_readers'),
    grant('relation', 'SELECT', 'ledger_readers'),
    grant('schema', 'USAGE', 'half'),
    grant('schema', 'USAGE', 'all_of_it'),
    grant('schema', 'SELECT', 'all_of_it'),
    grant('schema', 'USAGE', 'column_readers'),
    grant('relation', 'SELECT', 'column_readers', { column: 'a' }),
    grant('relation', 'SELECT', 'column_readers', { column: 'b' }),
    grant('relation', 'SELECT', 'sales', { column: 'a' }),
    grant('relation', 'REFERENCES', 'public', { granteeKind: 'public' }),
    grant('relation', 'INSERT', 'ethan', { granteeKind: 'user' }),
    grant('relation', 'SELECT', 'elsewhere', { schema: 'sales' }),
  ];

  it('is told of oneself, one’s roles, those they inherit, everybody, and then of others', () => {
    assert.deepEqual(
      holdersOf(grants, { schema: 'finance', name: 'ledger' }, identity).map(({ kind, name, how, onSchema, onThing }) =>
        [kind, name, how, onSchema.join('+') || '-', onThing.join('+') || '-'].join(' '),
      ),
      [
        'user ethan own - INSERT',
        'role empty own - -',
        'role sales own - SELECT (a)',
        'role base inherited USAGE -',
        'public public own - REFERENCES',
        'role all_of_it other USAGE+SELECT -',
        'role column_readers other USAGE SELECT (a, b)',
        'role half other USAGE -',
        'role ledger_readers other USAGE SELECT',
      ],
    );
  });

  it('names the roles that would give all that is missing', () => {
    const usage: Need = { kind: 'schema', name: 'finance', privilege: 'USAGE' };
    const select: Need = { ...ledger, privilege: 'SELECT' };
    assert.deepEqual(
      [
        giversOf(grants, [usage, select], identity),
        giversOf(grants, [usage, { ...select, column: 'b' }], identity),
        giversOf(grants, [usage], identity),
        giversOf(grants, [{ ...ledger, privilege: 'OWNER' }], identity),
        giversOf(grants, [], identity),
      ],
      [
        ['all_of_it', 'ledger_readers'],
        ['all_of_it', 'column_readers', 'ledger_readers'],
        ['all_of_it', 'column_readers', 'half', 'ledger_readers'],
        [],
        [],
      ],
    );
  });
});

describe('a request as a mail', () => {
  it('is one link, whatever is in it', () => {
    const { link, cut } = mailtoLink(
      { to: 'data+access@example.com', subject: 'A & B?', body: 'ä="x"\nGRANT … #1' },
      'more',
    );
    const { protocol, pathname, searchParams, hash } = new URL(link);
    assert.deepEqual(
      [protocol, decodeURIComponent(pathname), searchParams.get('subject'), searchParams.get('body'), hash, cut],
      ['mailto:', 'data+access@example.com', 'A & B?', 'ä="x"\r\nGRANT … #1', '', false],
    );
  });

  it('loses lines from its end where it would be too long, and says so', () => {
    const lines = Array.from({ length: 200 }, (_, at) => `line ${at}: äöü`);
    const { link, cut } = mailtoLink({ to: '', subject: 's', body: lines.join('\n') }, 'and more');
    const body = new URL(link).searchParams.get('body')?.split('\r\n') ?? [];
    assert.deepEqual(
      [cut, link.length <= 2_000, body.at(-1), body.slice(0, -1).every((line, at) => line === lines[at])],
      [true, true, 'and more', true],
    );
    assert.ok(body.length > 20);
  });
});
