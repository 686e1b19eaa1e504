import { el } from '../dom';
import type { MatrixCells, MatrixRow } from '../inspectorProtocol';
import { fill } from '../words';
import type { Language } from './language';
import { sign } from './marks';

export type Value = boolean | number | null;

/** What stands in a cell: a sign, or a count; what cannot be known says so. */
export function valueOf(value: Value, of: number | null, language: Language): HTMLElement {
  const spoken = el('span', { class: 'spoken' }, language.spoken(value, of));
  if (value === true) return el('span', { class: 'value good' }, sign('good'), spoken);
  if (value === null) return el('span', { class: 'value none', title: language.texts.notKnown }, '?', spoken);
  const count = value === false ? undefined : language.count(value, of);
  if (count === undefined) return el('span', { class: 'value none' }, el('span', { 'aria-hidden': 'true' }, '–'), spoken);
  return el('span', { class: `value ${value === of ? 'good' : 'some'}` }, count);
} // prettier-ignore

/** A cell of a schema's row; where two pictures differ, one line for each. */
export function cellOf(row: MatrixRow, at: number, language: Language): HTMLElement {
  const [one, other] = row.sides;
  if (row.sides.length < 2) {
    return el('span', { role: 'gridcell' }, valueOf(one?.values[at] ?? null, one?.of ?? null, language));
  }
  const sides = [sideAt(one, at), sideAt(other, at)] as const;
  if (!differs(row, at)) {
    return el('span', { role: 'gridcell', class: 'same' }, valueOf(sides[0].value, sides[0].of, language));
  }
  const lines = sides.map(({ value, of }, side) =>
    el('span', { class: 'side' }, el('b', { class: 'letter' }, letters[side]), valueOf(value, of, language)),
  );
  return el('span', { role: 'gridcell', class: 'differs', title: language.texts.differs }, ...lines);
}

const letters = ['A', 'B'] as const;

/** Whether two pictures have something else in a column of the matrix. */
export function differs({ sides }: MatrixRow, at: number): boolean {
  const [one, other] = [sideAt(sides[0], at), sideAt(sides[1], at)];
  // What one side does not know is no difference.
  if (sides.length < 2 || one.value === null || other.value === null) return false;
  return one.value !== other.value || (typeof one.value === 'number' && one.value > 0 && one.of !== other.of);
}

/** Who may do nothing in a schema is in the picture by not being there. */
function sideAt(cells: MatrixCells | null | undefined, at: number): { value: Value; of: number | null } {
  if (!cells) return { value: at < 2 ? false : 0, of: 0 };
  return { value: cells.values[at] ?? null, of: cells.of };
}

/** What a row says as a whole when one comes to it: the schema and what is held there. */
export function rowWords(row: MatrixRow, columns: readonly string[], language: Language): string {
  const { texts } = language;
  const held = columns.flatMap((column, at) => {
    if (differs(row, at)) return [`${column} ${texts.differs}`];
    const { value, of } = sideAt(row.sides[0], at);
    if (value === null || value === false || value === 0) return [];
    return [value === true ? column : `${column} ${language.count(value, of) ?? ''}`];
  });
  const name = row.note === undefined ? row.schema : `${row.schema}, ${row.note}`;
  return fill('{0}: {1}', name, held.length === 0 ? texts.none : held.join(', '));
}
