import type { Column, Row } from '../../core/result';
import { shownText, typeText } from './cellText';

const narrowest = 48;
/** A first width leaves room for others; a double click on the header's edge gives the whole one. */
const widestAtFirst = 360;
const widest = 2_000;
/** Padding of a cell and the line on its right. */
const padding = 18;

/** Measures texts in the fonts of the grid. */
export class ColumnRuler {
  readonly #pen = document.createElement('canvas').getContext('2d');

  constructor(
    private readonly cellFont: string,
    private readonly headerFont: string,
    private readonly nullText: string,
  ) {}

  /** Width of a column in px that shows its header and the given rows. */
  widthOf(column: Column, index: number, rows: Iterable<Row>, firstWidth: boolean): number {
    let longest = '';
    for (const row of rows) {
      const cell = row[index];
      const text = cell === null ? this.nullText : shownText(cell ?? '');
      if (text.length > longest.length) longest = text;
    }
    const content = Math.max(
      this.#measure(longest, this.cellFont),
      this.#measure(shownText(column.name), `600 ${this.headerFont}`),
      this.#measure(typeText(column), this.headerFont) * 0.9,
    );
    const wanted = Math.ceil(content) + padding;
    return Math.min(Math.max(wanted, narrowest), firstWidth ? widestAtFirst : widest);
  }

  /** Width of the column of row numbers. */
  widthOfRowNumbers(lastNumber: string): number {
    return Math.max(40, Math.ceil(this.#measure(lastNumber, this.cellFont)) + padding);
  }

  #measure(text: string, font: string): number {
    if (this.#pen === null) return text.length * 8;
    this.#pen.font = font;
    return this.#pen.measureText(text).width;
  }
}
