/** What the editor gives a page; may be asked for once. */
export interface EditorApi {
  postMessage(message: unknown): void;
  /** The state that survives hiding the view; undefined before the first setState. */
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  function acquireVsCodeApi(): EditorApi;
}
