import { Uri } from 'vscode';
import type { Clock, Disposable, Log } from '../../core/ports';
import type { RowEngine } from '../../rows/engine/rowEngine';
import { loadFaces } from '../faces';

/** The engine of a window, made when rows are first sorted, filtered or searched. */
export class LazyEngine implements Disposable {
  #engine: Promise<RowEngine> | undefined;

  constructor(
    private readonly extensionUri: Uri,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  get(): Promise<RowEngine> {
    this.#engine ??= loadFaces().then(({ RowEngine: Engine }) => {
      const workerFile = Uri.joinPath(this.extensionUri, 'dist', 'rowsWorker.js').fsPath;
      return new Engine({ workerFile, clock: this.clock, log: this.log });
    });
    return this.#engine;
  }

  dispose(): void {
    void this.#engine?.then((engine) => engine.dispose());
  }
}
