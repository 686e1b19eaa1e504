import assert from 'node:assert/strict';
import { comparisonView } from '../../src/ui/inspector/comparisonView';
import { relationViews } from '../../src/ui/inspector/matrixView';
import { pictureView } from '../../src/ui/inspector/pictureView';
import { accessPicture, schemaAccess } from '../unit/access/support/pictures';

const denied = {
  told: false,
  why: { kind: 'denied', message: 'permission denied for relation svv_role_grants' },
} as const;

const nora = accessPicture({
  user: { current: 'IAMR:analyst', tagged: 'nora', standing: 'shared' },
  roles: [
    { name: 'marketing', standing: 'missing' },
    { name: 'sales', standing: 'granted', sessionName: 'okta:sales', id: '2' },
    { name: 'audit', standing: 'unnamed', sessionName: 'audit', id: '3' },
  ],
  inherited: denied,
  schemas: {
    told: true,
    value: [
      schemaAccess('public', {
        create: true,
        counts: { SELECT: 7, INSERT: 0, UPDATE: 0, DELETE: 0, DROP: 0, ALTER: 2 },
      }),
      { schema: 'lake', kind: 'external', usage: true, create: false, counts: {} },
    ],
  },
  systemPrivileges: denied,
  findings: [
    { station: 'aws', tone: 'warning', code: 'statements.readable', count: 3 },
    { station: 'user', tone: 'warning', code: 'user.shared', current: 'IAMR:analyst' },
    { station: 'roles', tone: 'bad', code: 'role.missing', role: 'marketing' },
  ],
});

describe('the words of the access page', () => {
  it('say at each station whether its link holds, with the roles one by one', () => {
    const { stations } = pictureView(nora);
    assert.deepEqual(
      stations.map(({ id, tone, state }) => [id, tone, id === 'aws' ? state.startsWith('until') : state]),
      [
        ['provider', 'good', 'signed in'],
        ['tags', 'good', '2 tags'],
        ['aws', 'warning', true],
        ['user', 'warning', 'shared by the AWS role'],
        ['roles', 'bad', '1 of 2 not granted'],
        ['inherited', 'neutral', 'not to be seen'],
        ['privileges', 'good', '2 schemas'],
      ],
    );
    assert.deepEqual(stations[4]?.items, [
      { text: 'marketing', code: true, tone: 'bad', note: 'not granted' },
      { text: 'sales', code: true, tone: 'good', note: 'as okta:sales' },
      { text: 'audit', code: true, tone: 'neutral', note: 'not in the tag' },
    ]);
  });

  it('say what was found, and what cannot be seen in the server’s words', () => {
    assert.deepEqual(
      pictureView(nora).findings.map(({ tone, text, detail }) => [tone, text.split(/[:.,(]/)[0], detail]),
      [
        ['warning', 'You can read statements of others on your AWS role', undefined],
        ['warning', 'The database knows you as IAMR', undefined],
        ['bad', 'Your identity provider asks for the role marketing', undefined],
        ['neutral', 'Inherited roles', 'permission denied for relation svv_role_grants'],
      ],
    );
    assert.deepEqual(pictureView(accessPicture()).findings.map(({ tone }) => tone), ['good']);
  });

  it('put schemas beside the usual privileges and those that are held, and name the others', () => {
    assert.deepEqual(pictureView(nora).matrix, {
      heading: 'Privileges',
      columns: ['USAGE', 'CREATE', 'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'ALTER'],
      rows: [
        { schema: 'public', opens: true, sides: [{ of: 7, values: [true, true, 7, 0, 0, 0, 2] }] },
        { schema: 'lake', note: 'external', sides: [{ of: null, values: [true, false, null, null, null, null, null] }] },
      ],
      notes: [
        { tone: 'neutral', text: 'Held on no table: DROP.' },
        { tone: 'neutral', text: 'Not known to this warehouse: REFERENCES, TRUNCATE.' },
        { tone: 'neutral', text: '?: privileges on tables of external schemas and datashares are kept elsewhere, and not told here.' },
      ],
    });
  });

  it('open a schema to its tables, and to columns where rights are on some alone', () => {
    const relations = [
      { relation: 'customers', privileges: ['INSERT'], columns: { SELECT: ['name', 'city'], UPDATE: ['city'] } },
      { relation: 'orders', privileges: ['SELECT'] },
    ] as const;
    assert.deepEqual(relationViews(accessPicture(), { relations, columnsUntold: denied.why }), {
      relations: [
        {
          name: 'customers',
          values: [2, true, 1, false],
          columns: [
            { name: 'city', values: [true, true, true, null] },
            { name: 'name', values: [true, true, false, null] },
          ],
        },
        { name: 'orders', values: [true, false, false, false], columns: [] },
      ],
      notes: [
        {
          tone: 'neutral',
          text: 'Privileges on single columns: not to be seen with your rights.',
          detail: 'permission denied for relation svv_role_grants',
        },
      ],
    });
  });

  it('say what one of two has more, what differs, and what cannot be compared', () => {
    const { lists, matrix } = comparisonView(nora, accessPicture());
    assert.deepEqual(
      lists.map(({ heading, items }) => [heading, ...items.map(({ text }) => text)]),
      [
        [
          'More in A',
          'Role okta:sales',
          'Role audit',
          'Schema lake: USAGE',
          'Schema public: CREATE',
          'Schema public: SELECT on all 7, in B on 3 of 7',
        ],
        ['More in B', 'Role sales', 'Schema sales_schema: USAGE, SELECT on 3 of 7'],
        ['Not the same', 'Database user: IAMR:analyst in A, ethan in B'],
        [
          'Not comparable',
          'Inherited roles of A: not to be seen with your rights.',
          'System privileges of A: not to be seen with your rights.',
          'UPDATE: not known to the warehouse of B.',
          'DELETE: not known to the warehouse of B.',
          'DROP: not known to the warehouse of B.',
          'ALTER: not known to the warehouse of B.',
        ],
      ],
    );
    assert.deepEqual(
      matrix.rows.map(({ schema, sides }) => [schema, ...sides.map((side) => side?.of)]),
      [
        ['lake', null, undefined],
        ['public', 7, 7],
        ['sales_schema', undefined, 7],
      ],
    );
  });
}); // prettier-ignore
