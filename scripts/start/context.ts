/** What an editor is started with. */
export interface StartContext {
  /** A folder of this run's own. */
  home: string;
  /** The folder that the editor opens. */
  workspace: string;
  /** The extension's package. */
  vsix: string;
  /** User settings. */
  settings: Readonly<Record<string, unknown>>;
  /** Port of the address in the browser; 0 for a free one. */
  port: number;
  /** Whether to open a browser. */
  open: boolean;
  signal: AbortSignal;
}

export interface RunningEditor {
  /** What to tell the person: a heading and a text. */
  lines: [string, string][];
  /** Resolves when the editor has ended by itself. */
  ended: Promise<unknown>;
  stop(): Promise<void>;
}
