import type { EditorApi } from '../editorApi';
import type { InspectorHostMessage, InspectorPageMessage } from '../inspectorProtocol';

/** What survives hiding the page. */
export interface KeptState {
  filter: string;
  onlyDifferences?: boolean;
  /** Schemas whose rows are open. */
  open: readonly string[];
  /** px from the top. */
  scrolled: number;
}

const nothingKept: KeptState = { filter: '', open: [], scrolled: 0 };

/** The page's end of the line to the editor. */
export class Host {
  #kept: KeptState;

  constructor(private readonly api: EditorApi) {
    const state = api.getState();
    this.#kept = typeof state === 'object' && state !== null ? (state as KeptState) : nothingKept;
  }

  send(message: InspectorPageMessage): void {
    this.api.postMessage(message);
  }

  onMessage(listener: (message: InspectorHostMessage) => void): void {
    // Content security policy lets no frame into the page, so that the editor's own frame is the only sender.
    window.addEventListener('message', (event: MessageEvent<InspectorHostMessage>) => listener(event.data));
  }

  get kept(): KeptState {
    return this.#kept;
  }

  keep(changes: Partial<KeptState>): void {
    this.#kept = { ...this.#kept, ...changes };
    this.api.setState(this.#kept);
  }
}
