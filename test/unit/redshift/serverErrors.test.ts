import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ServerError } from '../../../src/core/result';
import { isSizeLimit, readServerError } from '../../../src/redshift/serverErrors';

/** Texts in Redshift's wordings first, PostgreSQL's after them. */
const cases: readonly (readonly [text: string, read: Omit<ServerError, 'text'>])[] = [
  [
    'ERROR: permission denied for schema finance_schema',
    { kind: 'permission', message: 'permission denied for schema finance_schema' },
  ],
  [
    'ERROR: permission denied for relation ledger [ErrorId: 1-6655f1c2-1d2c3b4a5f6e7d8c9b0a1f2e]',
    { kind: 'permission', message: 'permission denied for relation ledger' },
  ],
  [
    'ERROR: relation "nothing" does not exist [ErrorId: 1-66]\n  Position: 15',
    { kind: 'missing', message: 'relation "nothing" does not exist', position: 15 },
  ],
  [
    'ERROR: syntax error at or near "selct" Position: 1',
    { kind: 'syntax', message: 'syntax error at or near "selct"', position: 1 },
  ],
  [
    'ERROR: syntax error at or near "selct"\n  Position: 1\n  [ErrorId: 1-66]',
    { kind: 'syntax', message: 'syntax error at or near "selct"', position: 1 },
  ],
  [
    'ERROR: function lower(integer) does not exist\n  Hint: No function matches the given name and argument types. You may need to add explicit type casts.\n  Position: 8',
    {
      kind: 'missing',
      message: 'function lower(integer) does not exist',
      hint: 'No function matches the given name and argument types. You may need to add explicit type casts.',
      position: 8,
    },
  ],
  [
    "ERROR: Query (15291261) cancelled on user's request",
    { kind: 'cancelled', message: "Query (15291261) cancelled on user's request" },
  ],
  ['ERROR: Query cancelled', { kind: 'cancelled', message: 'Query cancelled' }],
  [
    '[Amazon](500310) Invalid operation: must be owner of relation orders;',
    { kind: 'permission', message: 'must be owner of relation orders' },
  ],
  [
    `ERROR: Load into table 'orders' failed.  Check 'stl_load_errors' system table for details.`,
    { kind: 'other', message: `Load into table 'orders' failed.  Check 'stl_load_errors' system table for details.` },
  ],
  [
    'ERROR: Assert\n  Detail: \n  -----------------------------------------------\n  error:  Assert\n  code:      1000\n  context:   IsA(lit) - \n  -----------------------------------------------\n [ErrorId: 1-66]',
    { kind: 'other', message: 'Assert', detail: 'error:  Assert\ncode:      1000\ncontext:   IsA(lit) -' },
  ],
  [
    'ERROR: 1023\n  Detail: Serializable isolation violation on table - 100123, transactions forming the cycle are: 1, 2',
    {
      kind: 'other',
      message: '1023',
      detail: 'Serializable isolation violation on table - 100123, transactions forming the cycle are: 1, 2',
    },
  ],
  ['FATAL: database "nowhere" does not exist', { kind: 'connection', message: 'database "nowhere" does not exist' }],
  [
    'FATAL: password authentication failed for user "IAMR:sales"',
    { kind: 'connection', message: 'password authentication failed for user "IAMR:sales"' },
  ],
  ['ERROR: permission denied for table ledger', { kind: 'permission', message: 'permission denied for table ledger' }],
  [
    'ERROR: canceling statement due to statement timeout',
    { kind: 'cancelled', message: 'canceling statement due to statement timeout' },
  ],
  [
    'ERROR: unterminated quoted string at or near "\'abc"\n  Position: 8',
    { kind: 'syntax', message: 'unterminated quoted string at or near "\'abc"', position: 8 },
  ],
  ['Something nobody has seen', { kind: 'other', message: 'Something nobody has seen' }],
  ['ERROR: two lines\nof message', { kind: 'other', message: 'two lines\nof message' }],
  ['ERROR: a\n  Position: x', { kind: 'other', message: 'a' }],
  ['', { kind: 'other', message: '' }],
];

describe('readServerError', () => {
  for (const [text, read] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readServerError(text, 'select'.padEnd(40)), { text, ...read });
    });
  }

  it('counts positions as the editor does, in UTF-16 units', () => {
    const sql = "select '🦆🦆', selct";
    const { position } = readServerError('ERROR: column "selct" does not exist\n  Position: 14', sql);
    assert.equal(sql.slice((position ?? 0) - 1), 'selct');
  });

  it('keeps positions within the statement', () => {
    const positions = ['0', '-1', '3', '4', '99'].map(
      (at) => readServerError(`ERROR: x\n  Position: ${at}`, 'abc').position,
    );
    assert.deepEqual(positions, [undefined, undefined, 3, 4, 4]);
  });
});

describe('isSizeLimit', () => {
  it('knows the texts of the troubleshooting page', () => {
    const texts = [
      'ERROR: Database response exceeded size limit',
      'ERROR: Packet for query is too large (70000 > 65536)',
      'ERROR: value too long for type character varying(10)',
    ];
    assert.deepEqual(
      texts.map((text) => isSizeLimit(readServerError(text, ''))),
      [true, true, false],
    );
  });
});
