import {
  DecorationRangeBehavior,
  MarkdownString,
  Range,
  ThemeColor,
  window,
  workspace,
  type DecorationOptions,
  type TextEditor,
  type TextEditorDecorationType,
} from 'vscode';
import type { Disposable } from '../../core/ports';
import { settings, settingsSection } from '../contributions';
import { mergedLines } from './lines';
import { markedLines, type MarkedLine, type MarkState } from './markedLines';
import { markLines, markText } from './markWords';
import type { SqlRuns } from './sqlRuns';

/** Colours that can be read as text in the light and the dark themes alike; the sign in the text tells the same. */
const colours: Readonly<Record<MarkState, string>> = {
  running: 'editorInfo.foreground',
  finished: 'gitDecoration.addedResourceForeground',
  failed: 'editorError.foreground',
  unknown: 'editorError.foreground',
  cancelled: 'editorWarning.foreground',
  notRun: 'descriptionForeground',
};
const states = Object.keys(colours) as MarkState[];

/** Changes come in crowds; ms. */
const settleMs = 50;
/** Lines above and below what is visible. */
const margin = 50;

/**
 * Says behind each statement of a file's last run what became of it. The marks go with the statements when the file is edited, and
 * are gone with an edit of their statement and with the next run. Only what is visible is made.
 */
export class StatementMarks implements Disposable {
  readonly #types = new Map<MarkState, TextEditorDecorationType>(states.map((state) => [state, typeOf(state)]));
  readonly #listeners: Disposable[];
  readonly #marked = new WeakSet<TextEditor>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly runs: Pick<SqlRuns, 'fileOf' | 'onDidChange'>) {
    const soon = (): void => this.#soon();
    this.#listeners = [
      runs.onDidChange(soon),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (runs.fileOf(document) !== undefined) soon();
      }),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if (runs.fileOf(textEditor.document) !== undefined) soon();
      }),
      window.onDidChangeVisibleTextEditors(soon),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`${settingsSection}.${settings.statementMarks}`)) soon();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
    for (const type of this.#types.values()) type.dispose();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const editor of window.visibleTextEditors) this.#show(editor);
    }, settleMs);
  }

  #show(editor: TextEditor): void {
    const lines = this.#linesOf(editor);
    if (lines.length === 0 && !this.#marked.has(editor)) return;
    if (lines.length === 0) this.#marked.delete(editor);
    else this.#marked.add(editor);
    for (const [state, type] of this.#types) {
      editor.setDecorations(
        type,
        lines.filter((line) => line.state === state).map((line) => decorationOf(editor, line)),
      );
    }
  }

  #linesOf({ document, visibleRanges }: TextEditor): MarkedLine[] {
    const run = this.runs.fileOf(document)?.lastRun;
    if (run === undefined) return [];
    if (!workspace.getConfiguration(settingsSection, document).get<boolean>(settings.statementMarks, true)) return [];
    const visible = visibleRanges.map(({ start, end }) => ({ first: start.line, last: end.line }));
    return mergedLines(visible, margin, document.lineCount).flatMap(({ first, last }) => {
      const from = document.offsetAt(document.lineAt(first).range.start);
      const to = document.offsetAt(document.lineAt(last).range.end);
      return markedLines(run, from, to, (offset) => document.positionAt(offset).line);
    });
  }
}

/** At the end of the line, so that nothing is pushed aside. */
function decorationOf({ document }: TextEditor, { line, marks }: MarkedLine): DecorationOptions {
  const { end } = document.lineAt(line).range;
  const hoverMessage = marks.map((mark) => {
    const text = new MarkdownString();
    markLines(mark).forEach((words, index) => {
      if (index > 0) text.appendMarkdown('  \n');
      text.appendText(words);
    });
    return text;
  });
  return {
    range: new Range(end.translate(0, end.character > 0 ? -1 : 0), end),
    hoverMessage,
    renderOptions: { after: { contentText: marks.map(markText).join('   ') } },
  };
}

function typeOf(state: MarkState): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    rangeBehavior: DecorationRangeBehavior.ClosedOpen,
    after: { margin: '0 0 0 2em', color: new ThemeColor(colours[state]) },
  });
}
