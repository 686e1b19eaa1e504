/** The messages between the editor's side and the page of the set-up guide: texts and what was typed, nothing secret. */

/** A field of the form, all texts localized; a choice where it has options. */
export interface SetupFieldView {
  name: string;
  label: string;
  hint?: string;
  options?: readonly { value: string; label: string }[];
  /** Shown only while another field has this value. */
  onlyFor?: { name: string; value: string };
}

export interface SetupFormView {
  title: string;
  lead: string;
  parts: readonly { heading: string; fields: readonly SetupFieldView[] }[];
  /** The lines of groups; {0} in `remove` and `line` is the number of the line. */
  rows: {
    heading: string;
    hint: string;
    fields: readonly SetupFieldView[];
    line: string;
    add: string;
    remove: string;
  };
  submit: string;
}

/** What was typed, by the names of the fields. */
export interface SetupValues {
  fields: Readonly<Record<string, string>>;
  rows: readonly Readonly<Record<string, string>>[];
}

/** One step of the guide with its texts. */
export interface SetupStepView {
  heading: string;
  why: string;
  texts: readonly { id: string; title: string; file: string; text: string; copy: string }[];
}

export type SetupHostMessage =
  /** First answer to `ready`. */
  | { type: 'form'; form: SetupFormView; values: SetupValues }
  /** What came of the values: problems at their fields, or the steps. */
  | {
      type: 'result';
      problems: readonly { field: string; row?: number; text: string }[];
      warnings: readonly string[];
      steps: readonly SetupStepView[];
      write: string;
      status: string;
    }
  /** What was done; read aloud. */
  | { type: 'status'; text: string };

export type SetupPageMessage =
  /** The page is there (again) and knows nothing. */
  | { type: 'ready' }
  | { type: 'changed'; values: SetupValues }
  | { type: 'submit'; values: SetupValues }
  | { type: 'copy'; id: string }
  | { type: 'write' };
