/** The messages between the editor's side and the pages inside panels: values of core alone, nothing secret. */
import type { Cell, Column, Row } from '../core/result';

// ---------------------------------------------------------------------------------------------- results view

/** `unknown`: whether it ran cannot be found out. */
export type StatementState = 'waiting' | 'running' | 'finished' | 'failed' | 'unknown' | 'cancelled' | 'notRun';
export type RunState = 'running' | 'cancelling' | 'finished' | 'failed' | 'cancelled';

/** An error in words, complete as it is: localized or the server's own text. */
export interface ErrorView {
  message: string;
  detail?: string;
  hint?: string;
  /** What to do, and the button for it; the page sends `id` back. */
  toDo?: string;
  action?: { id: string; label: string };
}

/** One statement of a run, a line of the messages. */
export interface StatementView {
  /** Place in the run, from 0. */
  index: number;
  /** Start of its text, on one line. */
  text: string;
  /** Line in the file, from 1; missing where it is not of the file: COMMIT and ROLLBACK of the session's menu. */
  line?: number;
  state: StatementState;
  /** Rows of its result set. */
  rows?: number;
  /** Rows that it changed. */
  affectedRows?: number;
  durationMs?: number;
  error?: ErrorView;
}

/**
 * How far the rows are here: `idle` between requests, `stopped` by the person, `failed` by an error (then with its text).
 * `loadedRows` counts from the first row without gaps, because the server hands pages out in order.
 */
export interface LoadView {
  state: 'idle' | 'loading' | 'stopped' | 'failed';
  loadedRows: number;
  message?: string;
}

/** One column that rows are sorted by; the next one decides where this one has the same. */
export interface SortView {
  /** Place from 0. */
  column: number;
  descending: boolean;
}

/** What the rows that are shown have in one column. Comparisons, and their opposites, leave NULL out. */
export type FilterView = { column: number } & (
  | { by: 'values'; values: readonly Cell[] }
  | { by: 'null' | 'notNull' | 'empty' }
  | { by: Relation; value: string }
  | { by: 'between'; from: string; to: string }
);
export type Relation =
  | 'equal'
  | 'notEqual'
  | 'less'
  | 'lessOrEqual'
  | 'greater'
  | 'greaterOrEqual'
  | 'contains'
  | 'containsNot'
  | 'startsWith'
  | 'endsWith';

/** Which rows of a result are shown, and in what order. */
export interface Arrangement {
  sort: readonly SortView[];
  filters: readonly FilterView[];
}

/** An arrangement as far as it got. Until it is there, rows stay as they were: of `shown` at `version`. */
export interface ArrangementView extends Arrangement {
  /** Another one for each change of the rows. */
  version: number;
  /** What is shown now; while `working`, another one than what is wanted. */
  shown: Arrangement;
  /** Rows that are shown. */
  rows: number;
  /** Rows of the result, from the first on, that were looked at. */
  covered: number;
  /** Rows that were gone through; sorting itself comes after the last of them. */
  working?: number;
  /** What kept it from working, in words. */
  problem?: string;
}

/** Values of a column, among the rows that the filters of the other columns leave. */
export interface ValuesView {
  column: number;
  /** With the rows that have them, the most frequent first. */
  values: readonly (readonly [value: Cell, rows: number])[];
  /** There are more. */
  isCut: boolean;
  problem?: string;
}

/** What selected cells come to; numbers as decimal texts, to the last digit. */
export interface SummaryView {
  version: number;
  range: CellRange;
  /** Rows of the range that are loaded, and so counted. */
  rows: number;
  /** Cells that are not NULL. */
  values: number;
  /** Both missing where there is no number. */
  sum?: string;
  /** Rounded 16 digits behind those of the numbers. */
  mean?: string;
}

/** What is looked for in the texts of cells. */
export interface SearchView {
  text: string;
  matchCase: boolean;
  wholeWord: boolean;
  /** The text is a regular expression of JavaScript. */
  pattern: boolean;
}

/** A cell by its place among the rows that are shown, and its column; from 0. */
export interface CellPlace {
  row: number;
  column: number;
}

/** How far a search got. */
export interface FoundView {
  /** Of the arrangement that the place is of. */
  version: number;
  /** Cells that have it. */
  cells: number;
  /** Rows of the result, from the first on, that were looked at. */
  covered: number;
  /** Where one is led to. */
  at?: CellPlace;
  /** Rows that were gone through, while it goes on. */
  working?: number;
  problem?: string;
}

/** A result set without its rows. */
export interface ResultView {
  /** Unique over all runs of this window. */
  id: string;
  /** Place of its statement in the run, from 0. */
  statement: number;
  /** Name of its tab. */
  title: string;
  columns: readonly Column[];
  totalRows: number;
  durationMs?: number;
  load: LoadView;
  /** Missing while the rows stand as they came. */
  arrangement?: ArrangementView;
  /** Left over from an earlier run of the file: shown as such. */
  stale: boolean;
}

/** One run of statements of one file, as far as it got. */
export interface RunView {
  id: string;
  /** File name. */
  file: string;
  /** Account, warehouse and database, in words. */
  target: string;
  state: RunState;
  /** Of a run of before that was opened again: what is said in place of its state. */
  fromHistory?: string;
  /** Time that it has taken until this message, in ms. */
  elapsedMs: number;
  /** Statements of the run in order; those that still wait may be left out. */
  statements: readonly StatementView[];
  statementCount: number;
  results: readonly ResultView[];
  /** What else is to be known about the run, in order. */
  notices: readonly string[];
  /** What kept the run as a whole from working. */
  error?: ErrorView;
}

/** What cells are copied as; TSV where it is not said. */
export type CopyFormat = 'tsv' | 'csv' | 'json' | 'markdown' | 'insert' | 'inList';

/** Rows and columns of a result by their places, from 0, all inclusive. */
export interface CellRange {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** All words of the results page, localized by the host; {0}, {1} are filled in by the page. */
export const resultsTextKeys = [
  'emptyTitle',
  'emptyHint',
  'emptyEarlier',
  'showHistory',
  'messages',
  'results',
  'resultGrid',
  'running',
  'runningOne',
  'cancelling',
  'finished',
  'failed',
  'cancelled',
  'cancel',
  'noRows',
  'row',
  'rows',
  'column',
  'columns',
  'affectedOne',
  'affected',
  'statementFinished',
  'statementWaiting',
  'statementRunning',
  'statementFailed',
  'statementUnknown',
  'statementCancelled',
  'statementNotRun',
  'hint',
  'line',
  'fromSessionMenu',
  'goToStatement',
  'loadingRows',
  'loadedRows',
  'stopLoading',
  'continueLoading',
  'loadFailed',
  'stale',
  'staleTab',
  'selection',
  'countOf',
  'sumOf',
  'meanOf',
  'countedRows',
  'cellViewer',
  'showValue',
  'showRow',
  'copyValue',
  'closeViewer',
  'noCell',
  'objectOf',
  'arrayOf',
  'moreEntries',
  'rowNumber',
  'sortedAscending',
  'sortedDescending',
  'sortTip',
  'arranging',
  'arrangedPart',
  'arrangedAll',
  'shownRows',
  'loadAllRows',
  'clearSort',
  'find',
  'matchCase',
  'wholeWord',
  'pattern',
  'findNext',
  'findPrevious',
  'closeFind',
  'filterColumn',
  'filterTip',
  'filterBy',
  'filterValue',
  'filterFrom',
  'filterTo',
  'filterAny',
  'values',
  'valuesLoading',
  'valuesCut',
  'emptyText',
  'apply',
  'clearFilter',
  'takeFilter',
  'noRowsFiltered',
  'isEqual',
  'isNotEqual',
  'isLess',
  'isLessOrEqual',
  'isGreater',
  'isGreaterOrEqual',
  'isBetween',
  'betweenAnd',
  'isContains',
  'isContainsNot',
  'isStartsWith',
  'isEndsWith',
  'isEmpty',
  'isNull',
  'isNotNull',
  'oneOf',
  'andMore',
  'foundCells',
  'foundIn',
  'foundNothing',
  'finding',
  'nullValue',
  'milliseconds',
  'seconds',
  'minutes',
] as const;
export type ResultsTexts = Readonly<Record<(typeof resultsTextKeys)[number], string>>;

export type ResultsHostMessage =
  /** First answer to `ready`; BCP 47 locale for numbers. */
  | { type: 'init'; texts: ResultsTexts; locale: string }
  /** Everything about the run that is shown; without one there was none yet. */
  | { type: 'run'; run?: RunView }
  /** A change to one statement of the shown run. */
  | { type: 'statement'; runId: string; statement: StatementView }
  | { type: 'load'; resultId: string; load: LoadView }
  /** With another version, rows that came before are no longer where they were. */
  | { type: 'arranged'; resultId: string; arrangement: ArrangementView }
  | { type: 'summary'; resultId: string; summary: SummaryView }
  | { type: 'values'; resultId: string; values: ValuesView }
  | { type: 'found'; resultId: string; found: FoundView }
  /** Rows from place `first` of what is shown on, exactly as many as were asked for or as there are. */
  | { type: 'rows'; resultId: string; first: number; rows: readonly Row[] }
  /** Context menu: copy what is selected in the grid. */
  | { type: 'copySelection'; withHeaders: boolean; format?: CopyFormat }
  | { type: 'selectAll' }
  /** Context menu: show the active cell as a whole. */
  | { type: 'showCell' };

export type ResultsPageMessage =
  /** The page is there (again) and knows nothing. */
  | { type: 'ready' }
  /** The blocks of rows that are on screen and not here, by places in the arrangement of `version` (0 without one); replaces what was wanted before. */
  | { type: 'want'; resultId: string; version: number; blocks: readonly { first: number; count: number }[] }
  | { type: 'stopLoading'; resultId: string }
  /** Brings all rows, and then arranges them. */
  | { type: 'loadAll'; resultId: string }
  | { type: 'arrange'; resultId: string; arrangement: Arrangement }
  /** Leads to the next cell behind a place (1), to the one before (-1), or to the first one from the place on (0). */
  | { type: 'find'; resultId: string; search: SearchView; from: CellPlace; step: 1 | -1 | 0 }
  | { type: 'stopFinding'; resultId: string }
  | { type: 'listValues'; resultId: string; column: number }
  | { type: 'stopListing'; resultId: string }
  /** Sums up selected cells, by places in the arrangement of `version`; takes the place of what was asked before. */
  | { type: 'summarize'; resultId: string; version: number; range: CellRange }
  /** Back to the arrangement that is shown. */
  | { type: 'stopArranging'; resultId: string }
  | { type: 'cancel'; runId: string }
  /** Of the page without a run. */
  | { type: 'showHistory' }
  | { type: 'reveal'; runId: string; statement: number }
  | { type: 'action'; runId: string; action: string }
  /** Copies cells on the host's side; used where not all rows are on the page, and for formats other than TSV. */
  | { type: 'copy'; resultId: string; range: CellRange; withHeaders: boolean; format?: CopyFormat };
