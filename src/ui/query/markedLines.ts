import type { StatementView } from '../../webview/protocol';
import type { Span } from './places';

/** What became of a statement, as it is marked; one that waits has no mark. */
export type MarkState = Exclude<StatementView['state'], 'waiting'>;

export interface Mark {
  state: MarkState;
  view: StatementView;
  /** When it ended; ms since 1970. */
  endedAt?: number | undefined;
}

/** A run as far as its marks need it. */
export interface MarkedRun {
  record: {
    progress: { count: number };
    statement(index: number): StatementView | undefined;
    endedAt(index: number): number | undefined;
  };
  places: { of(index: number): Span | undefined };
}

/** All marks of one line, those of its statements in order. */
export interface MarkedLine {
  line: number;
  /** The worst of them, which gives the line its colour. */
  state: MarkState;
  marks: Mark[];
}

/** From the best to the worst. */
const states: readonly MarkState[] = ['finished', 'notRun', 'cancelled', 'running', 'unknown', 'failed'];

/**
 * The lines where statements of a run end between two offsets, with their marks. Statements that were edited have none, nor have
 * those without a place (an empty span).
 */
export function markedLines(
  run: MarkedRun,
  from: number,
  to: number,
  lineOf: (offset: number) => number,
): MarkedLine[] {
  const lines = new Map<number, MarkedLine>();
  for (let index = 0; index < run.record.progress.count; index++) {
    const place = run.places.of(index);
    if (place === undefined || place.end < from || place.end > to || place.start === place.end) continue;
    const view = run.record.statement(index);
    if (view === undefined || view.state === 'waiting') continue;
    const mark: Mark = { state: view.state, view, endedAt: run.record.endedAt(index) };
    const line = lineOf(place.end);
    const known = lines.get(line);
    if (known === undefined) lines.set(line, { line, state: mark.state, marks: [mark] });
    else {
      known.marks.push(mark);
      if (states.indexOf(mark.state) > states.indexOf(known.state)) known.state = mark.state;
    }
  }
  return [...lines.values()];
}
