import type {
  ComparisonView,
  MatrixCells,
  MatrixView,
  NoteView,
  PictureView,
  Tone,
} from '../../webview/inspectorProtocol';

/** Words of the text that no view has. */
export interface MarkdownWords {
  schema: string;
  tables: string;
  notKnown: string;
}

const letters = ['A', 'B'];
const marks: Readonly<Record<Tone, string>> = { good: '✓', bad: '✗', warning: '!', neutral: '•' };

/** A picture as Markdown, for a ticket: what the page shows, in its order. `lines` say whose it is and when it was read. */
export function pictureMarkdown(
  title: string,
  lines: readonly string[],
  { stations, findings, matrix, tables, facts }: PictureView,
  words: MarkdownWords,
): string {
  const chain = stations.map(({ title: station, tone, state, items }) => {
    const names = items.map(({ label, text, note, tone: mark }) =>
      [
        mark && marks[mark],
        label === undefined ? undefined : `${label} =`,
        text,
        note === undefined ? undefined : `(${note})`,
      ]
        .filter((part) => part !== undefined)
        .join(' '),
    );
    return [`${marks[tone]} ${station}`, names.join(', '), state];
  });
  return join([
    `# ${plain(title)}`,
    ...lines.map(plain),
    table(['', '', ''], chain),
    notes(findings),
    ...matrixParts(matrix, words),
    ...tables.flatMap(({ heading, columns, rows, notes: below }) => [
      `## ${plain(heading)}`,
      rows.length === 0 ? '' : table(columns, rows),
      notes(below),
    ]),
    `## ${plain(facts.heading)}`,
    facts.facts.map(({ label, value }) => `- ${plain(label)}: ${plain(value)}`).join('\n'),
  ]);
}

/** Two pictures as Markdown. */
export function comparisonMarkdown(
  title: string,
  { sides, lists, matrix }: ComparisonView,
  words: MarkdownWords,
): string {
  return join([
    `# ${plain(title)}`,
    sides.map(({ letter, title: side, lines }) => `- ${letter}: ${[side, ...lines].map(plain).join(', ')}`).join('\n'),
    ...lists.flatMap(({ heading, items, none }) => [
      `## ${plain(heading)}`,
      items.length === 0 ? plain(none) : notes(items),
    ]),
    ...matrixParts(matrix, words),
  ]);
}

function matrixParts({ heading, columns, rows, notes: below }: MatrixView, words: MarkdownWords): string[] {
  const both = (texts: readonly string[]): string =>
    new Set(texts).size === 1
      ? (texts[0] ?? '')
      : texts.map((each, side) => `${letters[side] ?? ''} ${each}`).join(', ');
  const lines = rows.map(({ schema, note, sides }) => [
    note === undefined ? schema : `${schema} (${note})`,
    both(sides.map((side) => (side?.of === null ? words.notKnown : String(side?.of ?? 0)))),
    ...columns.map((_, at) => both(sides.map((side) => cellText(side, at, words)))),
  ]);
  return [
    `## ${plain(heading)}`,
    rows.length === 0 ? '' : table([words.schema, words.tables, ...columns], lines),
    notes(below),
  ];
}

function cellText(side: MatrixCells | null, at: number, { notKnown }: MarkdownWords): string {
  if (side === null) return '–';
  const value = side.values[at] ?? null;
  if (value === null) return notKnown;
  if (typeof value === 'boolean') return value ? '✓' : '–';
  return value === 0 ? '–' : `${value}/${side.of ?? '?'}`;
}

function notes(list: readonly NoteView[]): string {
  return list
    .map(
      ({ tone, text, detail }) => `- ${marks[tone]} ${plain(text)}${detail === undefined ? '' : ` (${plain(detail)})`}`,
    )
    .join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

/** Text on one line that means nothing in Markdown: names of a database may hold anything. */
function plain(text: string): string {
  return text.replace(/[\\`*_~#<>[\]|]/g, '\\$&').replace(/\s*[\r\n]+\s*/g, ' ');
}

function join(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
} // prettier-ignore
