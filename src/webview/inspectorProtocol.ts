/** The messages between the editor's side and the access page: all texts localized, nothing secret. */

/** How something stands; each has a sign and words beside its colour. */
export type Tone = 'good' | 'bad' | 'warning' | 'neutral';

/** A sentence about something, and where it comes from the server: its own words. */
export interface NoteView {
  tone: Tone;
  text: string;
  detail?: string;
}

/** A name at a station of the chain; with a tone where it holds, or not, by itself. */
export interface StationItem {
  /** What it is, above it. */
  label?: string;
  text: string;
  /** Names of the database and of AWS. */
  code?: boolean;
  tone?: Tone;
  /** Behind it, less loud. */
  note?: string;
  /** The whole of it, where the text is a part. */
  title?: string;
}

/** One station of the way from the provider to what one may do. */
export interface StationView {
  id: string;
  title: string;
  /** Of the link that leads here. */
  tone: Tone;
  /** The same in words. */
  state: string;
  items: readonly StationItem[];
}

/** A list of few columns. */
export interface TableView {
  heading: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  notes: readonly NoteView[];
}

/** Names and values. */
export interface FactsView {
  heading: string;
  facts: readonly { label: string; value: string; code?: boolean }[];
}

/**
 * What one may do in a schema, or with a relation or column: a value for each column of the matrix. True and false, or on how many of
 * `of`; null where it does not apply or is not known.
 */
export interface MatrixCells {
  /** Tables and views of a schema; null where they could not be counted. */
  of: number | null;
  values: readonly (boolean | number | null)[];
}

export interface MatrixRow {
  schema: string;
  /** Of schemas that are not local. */
  note?: string;
  /** Opens to its relations. */
  opens?: boolean;
  /** One for each picture that is shown: two of a comparison; null where nothing may be done in it. */
  sides: readonly (MatrixCells | null)[];
}

export interface MatrixView {
  heading: string;
  /** Names of the privileges, the same in every language; the first two are of the schema itself. */
  columns: readonly string[];
  rows: readonly MatrixRow[];
  notes: readonly NoteView[];
}

/** A relation of an opened schema, beside the matrix's columns. */
export interface RelationView {
  name: string;
  /** True, false, or the number of columns that it is held on alone. */
  values: readonly (boolean | number | null)[];
  columns: readonly { name: string; values: readonly (boolean | null)[] }[];
}

/** One picture, drawn from the provider to the privileges. */
export interface PictureView {
  stations: readonly StationView[];
  /** What is to be known about the links, in the order of the chain. */
  findings: readonly NoteView[];
  matrix: MatrixView;
  tables: readonly TableView[];
  facts: FactsView;
}

/** Two pictures beside each other. */
export interface ComparisonView {
  sides: readonly { letter: string; title: string; lines: readonly string[] }[];
  lists: readonly { heading: string; items: readonly NoteView[]; none: string }[];
  matrix: MatrixView;
}

/** All words of the page that are not part of a view; {0}, {1} are filled in by the page. */
export const inspectorTextKeys = [
  'chain',
  'findings',
  'good',
  'bad',
  'warning',
  'neutral',
  'filter',
  'filtered',
  'onlyDifferences',
  'schema',
  'tables',
  'all',
  'some',
  'none',
  'held',
  'notHeld',
  'notKnown',
  'onColumns',
  'onColumn',
  'differs',
  'loading',
  'noRelations',
  'moreRelations',
  'goTo',
  'goToTip',
  'noMatch',
] as const;
export type InspectorTexts = Readonly<Record<(typeof inspectorTextKeys)[number], string>>;

/** A button of the toolbar; the page sends its id back. */
export interface ActionView {
  id: string;
  label: string;
  tip?: string;
  /** What one comes for: drawn in the colour of the main button. */
  primary?: boolean;
}

export type InspectorHostMessage =
  /** First answer to `ready`; BCP 47 locale for numbers. */
  | {
      type: 'init';
      texts: InspectorTexts;
      locale: string;
      title: string;
      subtitle: string;
      actions: readonly ActionView[];
    }
  /** What is being waited for; what was shown before stays. */
  | { type: 'loading'; text: string }
  /** `text` says when it was read. */
  | { type: 'picture'; picture: PictureView; text: string }
  | { type: 'comparison'; comparison: ComparisonView; text: string }
  | { type: 'relations'; schema: string; relations: readonly RelationView[]; notes: readonly NoteView[] }
  /** The relations of a schema could not be read. */
  | { type: 'relationsFailed'; schema: string; text: string }
  /** What went wrong, and buttons for what to do. */
  | { type: 'failed'; happened: string; toDo: string; actions: readonly ActionView[] };

export type InspectorPageMessage =
  /** The page is there (again) and knows nothing. */
  | { type: 'ready' }
  /** A button of the toolbar, or of a failure. */
  | { type: 'action'; action: string }
  /** A schema was opened. */
  | { type: 'open'; schema: string }
  | { type: 'goTo'; schema: string };
