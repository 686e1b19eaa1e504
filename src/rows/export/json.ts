import type { Cell, Column, Row } from '../../core/result';
import { kindOf } from '../engine/columnKind';
import type { TextWriter } from './formats';
import { isNumberLiteral, isNumeric, uniqueNames } from './values';

/** An array of objects, each on a line of its own; for names of columns see {@link uniqueNames}. */
export function jsonWriter(columns: readonly Column[]): TextWriter {
  const rowText = objectText(columns);
  let isFirst = true;
  return {
    head: '[',
    rows: (rows) =>
      rows
        .map((row) => {
          const text = `${isFirst ? '' : ','}\n${rowText(row)}`;
          isFirst = false;
          return text;
        })
        .join(''),
    tail: () => (isFirst ? ']\n' : '\n]\n'),
  };
}

/** An object in each line. */
export function jsonLinesWriter(columns: readonly Column[]): TextWriter {
  const rowText = objectText(columns);
  return { head: '', rows: (rows) => rows.map((row) => `${rowText(row)}\n`).join(''), tail: () => '' };
}

function objectText(columns: readonly Column[]): (row: Row) => string {
  const fields = uniqueNames(columns).map((name, column) => ({
    key: `${column === 0 ? '' : ','}${JSON.stringify(name)}:`,
    valueText: valueTextOf(columns[column] ?? { name, type: '' }),
  }));
  return (row) => {
    let text = '{';
    for (let column = 0; column < fields.length; column++) {
      const field = fields[column];
      if (field === undefined) continue;
      const cell = row[column] ?? null;
      text += field.key + (cell === null ? 'null' : field.valueText(cell));
    }
    return `${text}}`;
  };
}

type ValueText = (cell: Exclude<Cell, null>) => string;

/**
 * Numbers as the server wrote them, to the last digit; NaN and the infinities, which JSON does not know, as texts. SUPER as the JSON
 * that it is.
 */
function valueTextOf(column: Column): ValueText {
  if (isNumeric(column)) return (cell) => (isNumberLiteral(cell) ? cell : JSON.stringify(cell));
  if (kindOf(column) === 'boolean')
    return (cell) => (cell === 'true' || cell === 'false' ? cell : JSON.stringify(cell));
  if (column.type.toLowerCase() === 'super') return superText;
  return JSON.stringify;
}

function superText(cell: string): string {
  try {
    JSON.parse(cell);
  } catch {
    // Cut off by the server, it may be: kept as the text that it is.
    return JSON.stringify(cell);
  }
  // Line breaks are between the values alone, and end a line of JSON Lines.
  return cell.replaceAll(/[\r\n]+/g, ' ');
}
