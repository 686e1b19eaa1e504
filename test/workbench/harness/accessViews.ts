import type {
  ComparisonView,
  InspectorHostMessage,
  InspectorTexts,
  MatrixRow,
  PictureView,
  RelationView,
} from '../../../src/webview/inspectorProtocol';

/** English words for the access page where it runs without the editor. */
export const inspectorTexts: InspectorTexts = {
  chain: 'From the identity provider to what you may do',
  findings: 'What is to be known',
  good: 'Holds',
  bad: 'Does not hold',
  warning: 'Attention',
  neutral: 'Note',
  filter: 'Filter schemas',
  filtered: '{0} of {1} schemas',
  onlyDifferences: 'Only differences',
  schema: 'Schema',
  tables: 'Tables',
  all: 'all {0}',
  some: '{0} of {1}',
  none: 'none',
  held: 'yes',
  notHeld: 'no',
  notKnown: 'not known',
  onColumns: '{0} columns',
  onColumn: '{0} column',
  differs: 'differs',
  loading: 'Reading tables and views…',
  noRelations: 'No tables or views that you may use',
  moreRelations: 'Show {0} more',
  goTo: 'Go to {0} in the explorer',
  goToTip: 'Go to it in the explorer',
  noMatch: 'No schema has that in its name.',
};

export const init: InspectorHostMessage = {
  type: 'init',
  texts: inspectorTexts,
  locale: 'en',
  title: 'Access of nora@example.com',
  subtitle: 'Cluster redshift-cluster-1, database dev',
  actions: [
    { id: 'refresh', label: 'Refresh' },
    { id: 'compare', label: 'Compare…' },
    { id: 'copy', label: 'Copy as Markdown' },
    { id: 'export', label: 'Export JSON…' },
  ],
};

const columns = ['USAGE', 'CREATE', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'];
const hostile = '<img src=x onerror="document.title=\'hit\'">';

const rows = (count: number): MatrixRow[] => [
  { schema: 'public', opens: true, sides: [{ of: 4, values: [true, true, 4, 4, 4, 4] }] },
  { schema: 'reporting_schema', opens: true, sides: [{ of: 12, values: [true, false, 3, 0, 0, 0] }] },
  { schema: hostile, note: 'Spectrum', sides: [{ of: 2, values: [true, false, 2, null, null, null] }] },
  ...Array.from({ length: count - 3 }, (_, at): MatrixRow => {
    const name = `team_${String(at).padStart(3, '0')}`;
    return { schema: name, opens: true, sides: [{ of: 100, values: [true, at % 10 === 0, 100, at % 100, 0, 0] }] };
  }),
];

/** What somebody got whose wanted role the database does not have, with so many schemas. */
export const pictureOf = (count: number): PictureView => ({
  stations: [
    { id: 'provider', title: 'Identity provider', tone: 'good', state: 'signed in', items: [{ text: 'nora@example.com', code: true }, { text: 'Sandbox' }] },
    { id: 'tags', title: 'Principal tags', tone: 'good', state: '2 tags', items: [{ text: 'RedshiftDbUser = nora', code: true }, { text: 'RedshiftDbRoles = marketing:sales', code: true }] },
    { id: 'aws', title: 'AWS role', tone: 'good', state: 'until 3:04 PM', items: [{ text: 'redshift-analyst', code: true }, { text: 'nora@example.com', code: true }] },
    { id: 'user', title: 'Database user', tone: 'warning', state: 'shared by all on the AWS role', items: [{ text: 'IAMR:redshift-analyst', code: true }] },
    { id: 'roles', title: 'Session roles', tone: 'bad', state: '1 of 2 wanted roles missing', items: [{ text: 'marketing', code: true, tone: 'bad', note: 'missing' }, { text: 'sales', code: true, tone: 'good' }] },
    { id: 'inherited', title: 'Inherited roles', tone: 'neutral', state: 'cannot be seen', items: [] },
    { id: 'privileges', title: 'Privileges', tone: 'good', state: `${count} schemas`, items: [] },
  ],
  findings: [
    { tone: 'warning', text: 'The database knows you as IAMR:redshift-analyst, a user of the AWS role that everybody on it shares.' },
    { tone: 'bad', text: 'Your identity provider asks for the role marketing, and the database did not give it to your session.' },
    { tone: 'neutral', text: 'Inherited roles cannot be seen with your rights.', detail: 'permission denied for relation svv_role_grants' },
  ],
  matrix: { heading: 'Privileges', columns, rows: rows(count), notes: [{ tone: 'neutral', text: 'Held on no table: DROP, REFERENCES, TRUNCATE, ALTER.' }], },
  tables: [
    { heading: 'System privileges', columns: [], rows: [], notes: [{ tone: 'neutral', text: 'None.' }] },
    { heading: 'Default privileges', columns: ['Owner', 'Schema', 'Objects', 'Privilege', 'Given to'], rows: [['etl', 'public', 'TABLE', 'SELECT', 'sales']], notes: [] },
  ],
  facts: { heading: 'Details', facts: [{ label: 'Role ARN', value: 'arn:aws:iam::123456789012:role/redshift-analyst', code: true }] },
}); // prettier-ignore

/** 210 relations, the first with rights on columns alone. */
export const relations: RelationView[] = [
  { name: 'customers', values: [2, false, 1, false], columns: [
    { name: 'city', values: [true, null, true, null] },
    { name: 'name', values: [true, null, false, null] },
  ] },
  ...Array.from({ length: 209 }, (_, at) => ({ name: `orders_${at}`, values: [true, false, false, false], columns: [] })),
]; // prettier-ignore

export const comparison: ComparisonView = {
  sides: [
    { letter: 'A', title: 'gus@example.com', lines: ['redshift-analyst-cluster', 'redshift-cluster-1/dev', 'read at 2:04 PM'] },
    { letter: 'B', title: 'gus@example.com', lines: ['redshift-analyst-serverless', 'workgroup-1/dev', 'read at 2:05 PM'] },
  ],
  lists: [
    { heading: 'More in A', items: [{ tone: 'good', text: 'Role finance' }, { tone: 'good', text: 'Schema finance_schema: USAGE, SELECT on all 3' }], none: 'Nothing.' },
    { heading: 'More in B', items: [{ tone: 'good', text: 'sales_schema: SELECT on 9 of 9, in A on 3 of 7' }], none: 'Nothing.' },
    { heading: 'Not comparable', items: [{ tone: 'neutral', text: 'System privileges: B was not told them.', detail: 'relation "svv_system_privileges" does not exist' }], none: '' },
  ],
  matrix: {
    heading: 'Privileges', columns, notes: [],
    rows: [
      { schema: 'finance_schema', sides: [{ of: 3, values: [true, false, 3, 0, 0, 0] }, null] },
      { schema: 'public', sides: [{ of: 4, values: [true, true, 4, 4, 4, 4] }, { of: 4, values: [true, true, 4, 4, 4, null] }] },
      { schema: 'sales_schema', sides: [{ of: 7, values: [true, false, 3, 0, 0, 0] }, { of: 9, values: [true, false, 9, 0, 0, 0] }] },
    ],
  },
}; // prettier-ignore
