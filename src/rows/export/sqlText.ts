import type { Cell, Column } from '../../core/result';
import { kindOf } from '../engine/columnKind';
import type { TextWriter } from './formats';
import { isNumberLiteral, isNumeric, uniqueNames } from './values';

/** Rows and characters of a statement, about: the Data API takes 100 KB. */
const rowsOfStatement = 1_000;
const charactersOfStatement = 64_000;

/** What stands for the table's name, which a result does not know. */
const someTable = '"table_name"';

/** INSERT statements for a table whose name is to be filled in, each short enough to be run here. */
export function insertWriter(columns: readonly Column[]): TextWriter {
  const names = uniqueNames(columns).map((name) => `"${name.replaceAll('"', '""')}"`);
  const start = `INSERT INTO ${someTable} (${names.join(', ')}) VALUES\n  `;
  const literals = columns.map(literalOf);
  let rowCount = 0;
  let characters = 0;
  return {
    head: '',
    rows: (rows) => {
      let text = '';
      for (const row of rows) {
        const values = `(${literals.map((literal, column) => literal(row[column] ?? null)).join(', ')})`;
        const goesOn = rowCount > 0 && rowCount < rowsOfStatement && characters + values.length < charactersOfStatement;
        text += goesOn ? `,\n  ${values}` : `${rowCount > 0 ? ';\n' : ''}${start}${values}`;
        rowCount = goesOn ? rowCount + 1 : 1;
        characters = values.length + (goesOn ? characters : 0);
      }
      return text;
    },
    tail: () => (rowCount > 0 ? ';\n' : ''),
  };
}

/**
 * What goes behind IN: the values of a column, or the rows of several, each once. NULL is equal to nothing, so that rows with it are
 * left out; where none is left, the list matches nothing.
 */
export function inListWriter(columns: readonly Column[]): TextWriter {
  const literals = columns.map(literalOf);
  const seen = new Set<string>();
  return {
    head: '(',
    rows: (rows) => {
      let text = '';
      for (const row of rows) {
        if (columns.some((_, column) => (row[column] ?? null) === null)) continue;
        const values = literals.map((literal, column) => literal(row[column] ?? null)).join(', ');
        const item = columns.length === 1 ? values : `(${values})`;
        if (seen.has(item)) continue;
        text += seen.size === 0 ? item : `, ${item}`;
        seen.add(item);
      }
      return text;
    },
    tail: () => (seen.size > 0 ? ')\n' : `${nothing(columns.length)})\n`),
  };
}

function nothing(columns: number): string {
  return columns === 1 ? 'NULL' : `(${Array.from({ length: columns }, () => 'NULL').join(', ')})`;
}

/** How the values of a column are written, so that the same value comes of it. */
function literalOf(column: Column): (cell: Cell) => string {
  const value = valueOf(column);
  return (cell) => (cell === null ? 'NULL' : value(cell));
}

function valueOf(column: Column): (text: string) => string {
  if (isNumeric(column)) return (text) => (isNumberLiteral(text) ? text : textLiteral(text));
  if (kindOf(column) === 'boolean')
    return (text) => (text === 'true' || text === 'false' ? text.toUpperCase() : textLiteral(text));
  const reading = readings.get(column.type.toLowerCase());
  return reading === undefined ? textLiteral : (text) => `${reading}(${textLiteral(text)})`;
}

/** Functions that read what the server writes of a type, where no text is taken for a value of it. */
const readings: ReadonlyMap<string, string> = new Map([
  ['super', 'JSON_PARSE'],
  ['varbyte', 'FROM_HEX'],
  ['varbinary', 'FROM_HEX'],
  ['binary varying', 'FROM_HEX'],
  ['geometry', 'ST_GeomFromEWKB'],
  ['geography', 'ST_GeogFromWKB'],
]);

/** Whether a backslash escapes is a setting of the server: none is in the text, and it is the same either way. */
function textLiteral(text: string): string {
  return text
    .split('\\')
    .map((part) => `'${part.replaceAll("'", "''")}'`)
    .join(' || CHR(92) || ');
}
