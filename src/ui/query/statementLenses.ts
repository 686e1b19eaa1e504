import {
  CodeLens,
  EventEmitter,
  l10n,
  Range,
  window,
  workspace,
  type CodeLensProvider,
  type DocumentSelector,
  type TextDocument,
} from 'vscode';
import type { Disposable } from '../../core/ports';
import { commands, languages, settings, settingsSection } from '../contributions';
import type { DocumentStatements } from './documentStatements';
import { isWithin, mergedLines, type Lines } from './lines';
import type { LensClick } from './runCommands';
import { fileKey } from './sqlDocument';
import type { SqlRuns } from './sqlRuns';

/** The documents of `isSql`, as far as the editor can be told. */
export const sqlSelector: DocumentSelector = [{ language: languages.sql }, { pattern: '**/*.[sS][qQ][lL]' }];

interface Parts {
  runs: Pick<SqlRuns, 'fileOf' | 'onDidChange'>;
  statements: DocumentStatements;
  /** Whether a document is one of ours, or may become one: another extension's SQL files are left alone. */
  isOurs: (document: TextDocument) => boolean;
  onDidChangeOurs: (listener: () => void) => Disposable;
}

/** Lines above and below what is visible that have their CodeLens before they are scrolled to. */
const margin = 100;
const scrollMs = 50;
/** Statements that end sooner than this do not flash their Cancel. */
const runMs = 300;

/** Run, Run up to Here and Cancel above the statements that are visible, or nearly. */
export class StatementLenses implements CodeLensProvider, Disposable {
  readonly #changes = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changes.event;
  /** The lines of each document that have theirs. */
  readonly #given = new Map<string, readonly Lines[]>();
  readonly #listeners: Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #runTimer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: Parts) {
    this.#listeners = [
      window.onDidChangeTextEditorVisibleRanges(({ textEditor: { document } }) => {
        if (this.#given.has(fileKey(document)) && !this.#isEnough(document)) this.#changeIn(scrollMs);
      }),
      window.onDidChangeVisibleTextEditors(() => this.#changeIn(scrollMs)),
      workspace.onDidCloseTextDocument((document) => this.#given.delete(fileKey(document))),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`${settingsSection}.${settings.codeLens}`)) this.#changeIn(0);
      }),
      parts.runs.onDidChange(() => this.#changeWhenQuiet()),
      parts.onDidChangeOurs(() => this.#changeIn(0)),
    ];
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const key = fileKey(document);
    const isOn = workspace.getConfiguration(settingsSection, document).get<boolean>(settings.codeLens, true);
    if (!isOn || !this.parts.isOurs(document)) {
      this.#given.delete(key);
      return [];
    }
    const given = mergedLines(visibleLines(document), margin, document.lineCount);
    this.#given.set(key, given);
    const index = this.parts.statements.of(document);
    const running = this.#running(document);
    return given.flatMap(({ first, last }) => {
      const from = document.offsetAt(document.lineAt(first).range.start);
      const to = document.offsetAt(document.lineAt(last).range.end);
      return index
        .between(from, to)
        .filter(({ start }) => start >= from)
        .flatMap(({ start }, nth) => {
          const at = new Range(document.positionAt(start), document.positionAt(start));
          const lens = (act: LensClick['act'], title: string): CodeLens => {
            const click: LensClick = { act, file: key, version: document.version, start };
            return new CodeLens(at, { command: commands.runLens, title, arguments: [click] });
          };
          if (running.has(start)) return [lens('cancel', `$(debug-stop) ${l10n.t('Cancel')}`)];
          const run = lens('run', `$(play) ${l10n.t('Run')}`);
          // The first of a file has nothing before it.
          const isFirst = nth === 0 && index.between(0, start).length < 2;
          return isFirst ? [run] : [run, lens('runUpTo', l10n.t('Run up to Here'))];
        });
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#runTimer);
    for (const listener of this.#listeners) listener.dispose();
    this.#changes.dispose();
  }

  /** Where the statements begin that run now. */
  #running(document: TextDocument): ReadonlySet<number> {
    const file = this.parts.runs.fileOf(document);
    const run = file?.active === true ? file.lastRun : undefined;
    if (run === undefined) return new Set();
    const running = run.record.indexesOf('running').flatMap((index) => run.places.of(index) ?? []);
    return new Set(running.map(({ start }) => start));
  }

  #isEnough(document: TextDocument): boolean {
    const needed = mergedLines(visibleLines(document), margin / 2, document.lineCount);
    return needed.every((lines) => isWithin(lines, this.#given.get(fileKey(document)) ?? []));
  }

  /** Statements that follow each other quickly are told of when one of them takes its time, or all are done. */
  #changeWhenQuiet(): void {
    clearTimeout(this.#runTimer);
    this.#runTimer = setTimeout(() => this.#changes.fire(), runMs);
  }

  /** Changes come in crowds: they are told of once. */
  #changeIn(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changes.fire();
    }, ms);
  }
}

/** The lines that are to be seen in any editor; the first ones as long as the editor has not told. */
export function visibleLines(document: TextDocument): Lines[] {
  const found = window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap(({ visibleRanges }) => visibleRanges.map(({ start, end }) => ({ first: start.line, last: end.line })));
  return found.length > 0 ? found : [{ first: 0, last: 0 }];
}
