/** The messages between the editor's side and the page that says why something was denied; nothing secret. */

/** All texts are localized and complete. */
export interface DeniedView {
  /** What is missing, in one sentence. */
  summary: string;
  /** The server's own words. */
  message?: { label: string; text: string };
  /** Names and values; `code` marks names of the database. */
  facts: readonly { label: string; value: string; code?: boolean }[];
  /** Each privilege that is needed. */
  needs: { heading: string; rows: readonly { text: string; state: 'has' | 'lacks' | 'unknown'; words: string }[] };
  /** Who has what; the first cell of a row is its heading. */
  holders?: { heading: string; columns: readonly string[]; rows: readonly (readonly string[])[] };
  /** What else is to be known, in order. */
  notes: readonly string[];
  asks: { heading: string; parts: readonly DeniedAsk[] };
}

/** A text for somebody who can help, and what can be done with it. */
export interface DeniedAsk {
  heading: string;
  text: string;
  /** Said below it. */
  warning?: string;
  /** The page sends `id` back. */
  copy: { id: string; label: string };
  /** A mailto: link. */
  mail?: { link: string; label: string };
}

export type DeniedHostMessage =
  /** First answer to `ready`. */
  | { type: 'frame'; title: string; subtitle: string; refresh: string }
  /** What is being waited for; what was shown stays. */
  | { type: 'loading'; text: string }
  /** `text` says when it was read. */
  | { type: 'view'; view: DeniedView; text: string }
  /** What a click did. */
  | { type: 'status'; text: string }
  /** What went wrong, and buttons for what to do; the page sends `id` back. */
  | { type: 'failed'; happened: string; toDo: string; actions: readonly { id: string; label: string }[] };

export type DeniedPageMessage =
  /** The page is there (again) and knows nothing. */
  { type: 'ready' } | { type: 'refresh' } | { type: 'copy'; id: string } | { type: 'action'; action: string };
