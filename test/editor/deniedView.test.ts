import assert from 'node:assert/strict';
import type { Explanation } from '../../src/access/denied/explanation';
import { deniedView } from '../../src/ui/denied/deniedView';

const requester = {
  account: 'ethan@example.com',
  roleArn: 'arn:aws:iam::123456789012:role/sales',
  warehouse: 'cluster c',
};
const base: Explanation = {
  user: 'ethan',
  database: 'dev',
  subject: { kind: 'relation', schema: 's', name: 't' },
  found: { kind: 'table', schema: 's', owner: 'etl' },
  elsewhere: [],
  untold: [],
  needs: [{ kind: 'relation', schema: 's', name: 't', privilege: 'SELECT', held: false }],
  holders: [{ kind: 'role', name: 'sales', how: 'own', onSchema: ['USAGE'], onThing: [] }],
  givers: [],
  reads: [],
  remedy: {
    recipient: { kind: 'role', name: 'sales', exists: true },
    statements: ['GRANT SELECT ON s.t TO ROLE sales;'],
    tag: { present: 'sales', wanted: 'sales:…', tooLong: false },
  },
};
const shown = (changes: Partial<Explanation>): ReturnType<typeof deniedView>['view'] =>
  deniedView({ ...base, ...changes }, requester, '').view;
const hidden =
  'Which other roles have it is not shown to you: the database tells a plain user of their own roles alone.';

describe('the words of why it was denied', () => {
  const { found: _, ...unseen } = base;
  const owner = { ...base.needs[0], privilege: 'OWNER' } as Explanation['needs'][number];
  const bonuses = { kind: 'relation', schema: 'v', name: 'b', privilege: 'SELECT', held: false } as const;
  const steps = [{ schema: 's', name: 'view', kind: 'view', owner: 'keeper' }] as const;
  const cases: readonly (readonly [it: string, explanation: Explanation, summary: string, notes: readonly string[]])[] =
    [
      ['name what is missing', base, 'You lack SELECT on s.t.', [hidden]],
      [
        'name roles that have it',
        { ...base, givers: ['finance'] },
        'You lack SELECT on s.t.',
        ['Roles that have what is missing: finance.'],
      ],
      [
        'do not say that something is missing which may not be there',
        { ...unseen, needs: [{ kind: 'relation', schema: 's', name: 't', privilege: 'SELECT' }] },
        'It cannot be told apart from something that does not exist. If it is there, you lack SELECT on s.t.',
        [hidden],
      ],
      [
        'say that one has it all',
        { ...base, needs: [{ kind: 'relation', schema: 's', name: 't', privilege: 'SELECT', held: true }] },
        'As far as one can see, nothing is missing: you have all that this needs.',
        [],
      ],
      [
        'blame the owner of a view, and not who asks',
        {
          ...base,
          subject: { kind: 'relation', schema: 'v', name: 'b' },
          needs: [bonuses],
          path: { steps, rights: 'owner' },
        },
        'keeper lacks SELECT on v.b.',
        [
          'The statement does not name it, but leads there: view s.view of keeper.',
          'A view reads tables with the rights of its owner, and keeper lacks them: a grant to you would not help.',
        ],
      ],
      [
        'say of a late-binding view what it needs when it is queried',
        {
          ...base,
          found: { kind: 'lateBindingView', schema: 's', owner: 'etl' },
          reads: [{ schema: 'v', name: 'b', kind: 'table' }],
        },
        'You lack SELECT on s.t.',
        [
          'It is bound to nothing until it is queried: its owner then has to have SELECT on v.b, and you USAGE on their schemas.',
          hidden,
        ],
      ],
      [
        'say that only an owner may',
        { ...base, needs: [owner] },
        'You lack ownership of s.t.',
        ['No privilege allows this: etl has to do it, or an administrator makes somebody else the owner.', hidden],
      ],
      [
        'say where it is that the search_path does not lead to, and what the database did not tell',
        { ...base, elsewhere: ['a', 'b'], untold: [{ kind: 'denied', message: 'no' }] },
        'You lack SELECT on s.t.',
        [
          'The search_path does not lead to it. Name its schema; there is one in: a, b.',
          hidden,
          'The database did not tell everything: no',
        ],
      ],
      [
        'say that only a superuser may',
        { ...base, denial: { why: 'superuser', kind: 'other' } },
        'Only a superuser may do this; no role can be given it.',
        [hidden],
      ],
    ];
  for (const [title, explanation, summary, notes] of cases) {
    it(title, () => {
      const view = deniedView(explanation, requester, '').view;
      assert.deepEqual([view.summary, view.notes], [summary, notes]);
    });
  }

  it('ask for nothing where nothing is missing, and write names into Markdown as they are', () => {
    const odd = { kind: 'relation', schema: 's', name: 'a`b', privilege: 'SELECT', held: false } as const;
    const [request] = shown({ needs: [odd] }).asks.parts;
    assert.deepEqual(
      [
        shown({ needs: [{ ...odd, held: true }] }).asks.parts,
        request?.text.split('\n').find((line) => line.startsWith('I ask for')),
      ],
      [[], 'I ask for: `` SELECT on s."a`b" ``.'],
    );
  });
});
