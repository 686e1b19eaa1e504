import { writeXlsxStream } from 'hucre/xlsx';
import { Failure } from '../../core/failure';
import type { Cell, Column, Row } from '../../core/result';
import { kindOf } from '../engine/columnKind';
import type { ExportOptions } from './formats';
import { defused, isNumberLiteral, isNumeric } from './values';

/** Rows of a sheet, that with the names included; further rows go to further sheets. */
export const rowsOfSheet = 1_048_576;

const charactersOfCell = 32_767;

/** Digits that Excel keeps of a number. */
const exactDigits = 15;

/** Cells beyond which the sheet's text may need the ZIP format for more than 4 GB. */
const cellsOfPlainZip = 20_000_000;

type ExcelCell = string | number | boolean | null;

/**
 * A workbook (.xlsx), piece by piece. Numbers that Excel would round are texts; doubles are what its own numbers are. Dates and times are
 * texts, exactly as the server gave them. NULL is no cell at all, the empty text one without characters.
 * @param rowCount about how many there are
 * @throws Failure rows.tooLongForExcel
 */
export async function* excelBytes(
  columns: readonly Column[],
  slices: AsyncIterable<readonly Row[]>,
  { defuse }: Pick<ExportOptions, 'defuse'>,
  rowCount: number,
  sheetRows = rowsOfSheet,
): AsyncGenerator<Uint8Array> {
  const textCell = (text: string): string => xmlSafe(defuse ? defused(text) : text);
  const values = columns.map((column) => valueOf(column, textCell));
  async function* rows(): AsyncGenerator<ExcelCell[]> {
    let number = 0;
    for await (const slice of slices) {
      for (const row of slice) {
        number++;
        yield values.map((value, column) => {
          const cell = row[column] ?? null;
          if (cell !== null && cell.length > charactersOfCell) throw tooLong(columns[column]?.name ?? '', number);
          return value(cell);
        });
      }
    }
  }
  const stream = writeXlsxStream(rows(), {
    name: 'Result',
    columns: columns.map(({ name }) => ({ header: textCell(name) })),
    freezePane: { rows: 1 },
    maxRowsPerSheet: sheetRows,
    zip64: rowCount * columns.length > cellsOfPlainZip,
  });
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever reads no further ends the reading of rows as well.
    await reader.cancel();
  }
}

function tooLong(column: string, row: number): Failure {
  return new Failure('rows.tooLongForExcel', { column, row, limit: charactersOfCell });
}

function valueOf(column: Column, textCell: (text: string) => string): (cell: Cell) => ExcelCell {
  if (isNumeric(column)) {
    const isExact = kindOf(column) === 'exact' ? hasFewDigits : isOrdinary;
    return (cell) => {
      if (cell === null) return null;
      return isNumberLiteral(cell) && isExact(cell) ? Number(cell) : textCell(cell);
    };
  }
  if (kindOf(column) === 'boolean')
    return (cell) => (cell === 'true' ? true : cell === 'false' ? false : cell && textCell(cell));
  return (cell) => cell && textCell(cell);
}

function hasFewDigits(text: string): boolean {
  return text.replaceAll(/^-?0*\.?0*|\.|[eE].*$/g, '').length <= exactDigits;
}

/** Excel keeps doubles, but for the greatest, the least, and the sign of zero. */
function isOrdinary(text: string): boolean {
  const number = Number(text);
  const size = Math.abs(number);
  return size === 0 ? !Object.is(number, -0) : size >= 2.3e-308 && size < 1e308;
}

/** XML turns CR into LF, and Excel reads `_x0041_` as a character by its number. */
function xmlSafe(text: string): string {
  return text.replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_').replaceAll('\r', '_x000D_');
}
