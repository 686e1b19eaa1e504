import type { EditorApi } from '../editorApi';
import type { CellRange, ResultsHostMessage, ResultsPageMessage } from '../protocol';

/** Where a result was looked at, so that it comes back there. */
export interface Viewpoint {
  /** First row on screen, and px scrolled to the right. */
  top: number;
  left: number;
  /** Widths of the columns in px. */
  widths?: readonly number[];
  selection?: CellRange;
}

/** What survives hiding the view. */
export interface KeptState {
  runId: string;
  /** Tab that the person picked. */
  tab?: string;
  viewpoints: Readonly<Record<string, Viewpoint>>;
}

/** The page's end of the line to the editor. */
export class Host {
  constructor(private readonly api: EditorApi) {}

  send(message: ResultsPageMessage): void {
    this.api.postMessage(message);
  }

  onMessage(listener: (message: ResultsHostMessage) => void): void {
    // Content security policy lets no frame into the page, so that the editor's own frame is the only sender.
    window.addEventListener('message', (event: MessageEvent<ResultsHostMessage>) => listener(event.data));
  }

  get kept(): KeptState | undefined {
    const state = this.api.getState();
    return typeof state === 'object' && state !== null ? (state as KeptState) : undefined;
  }

  keep(state: KeptState): void {
    this.api.setState(state);
  }
}
