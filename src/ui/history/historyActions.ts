import { env, l10n, Selection, TextEditorRevealType, Uri, window, workspace, type TextDocument } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { LedgerRun, LedgerStatement } from '../../run/ledgerRuns';
import { statementKind } from '../../sql/statementKind';
import { languages } from '../contributions';
import { placesAfterReload } from '../query/placesAfterReload';
import { fileKey, rangeOf } from '../query/sqlDocument';
import type { SqlRuns } from '../query/sqlRuns';
import { targetWords } from '../query/targetWords';
import { firstLine } from './historyWords';
import type { ListedNode, RunNode, StatementNode } from './nodes';

/** What actions are about: one statement, or all that are shown of a run. */
export type HistoryItem = RunNode | StatementNode;

export async function copyStatement(node: HistoryItem | ListedNode): Promise<void> {
  await env.clipboard.writeText(textOf(node));
}

/** Opens the text as a document that is not saved anywhere. */
export async function openAsFile(node: HistoryItem | ListedNode): Promise<TextDocument> {
  const document = await workspace.openTextDocument({ language: languages.sql, content: textOf(node) });
  await window.showTextDocument(document, { preview: false });
  return document;
}

/** Runs it in a document of its own, where it ran before; asks first where it may do more than read. Rejects with Cancelled. */
export async function runAgain(node: HistoryItem, runs: Pick<SqlRuns, 'runOn'>): Promise<void> {
  const { run, statements } = partsOf(node);
  const writing = statements.filter(({ text }) => statementKind(text).kind !== 'reads');
  if (writing.length > 0) await confirm(run, writing);
  const document = await openAsFile(node);
  await runs.runOn(document, run.target);
}

/** Goes to the file, and in it to the statement where it is found. */
export async function goToFile(node: HistoryItem): Promise<void> {
  const { run, statements } = partsOf(node);
  const document = await openFile(run.file);
  if (document === undefined) {
    const open = l10n.t('Open as File');
    const text = l10n.t('{0} is not there any more, or was never saved.', run.name);
    if ((await window.showWarningMessage(text, open)) === open) await openAsFile(node);
    return;
  }
  const editor = await window.showTextDocument(document);
  const [place] = placesAfterReload(statements.slice(0, 1), document.getText());
  if (place === undefined || place.end === 0) return;
  const range = rangeOf(document, place);
  editor.selection = new Selection(range.start, range.start);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

function partsOf(node: HistoryItem): { run: LedgerRun; statements: readonly LedgerStatement[] } {
  const { run } = node;
  return {
    run,
    statements: node.kind === 'run' ? node.statements.map(({ statement }) => statement) : [node.statement],
  };
}

function textOf(node: HistoryItem | ListedNode): string {
  if (node.kind === 'listed') return `${node.statement.text};\n`;
  return partsOf(node)
    .statements.map(({ text }) => `${text};\n`)
    .join('\n');
}

async function confirm({ user, target }: LedgerRun, writing: readonly LedgerStatement[]): Promise<void> {
  const yes = l10n.t('Run Again');
  const question =
    writing.length === 1
      ? l10n.t('Run this again? It may change something.')
      : l10n.t('Run this again? {0} statements may change something.', writing.length);
  const detail = [...writing.slice(0, 5).map(({ text }) => firstLine(text)), '', targetWords(user, target)].join('\n');
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) throw new Cancelled();
}

async function openFile(file: string): Promise<TextDocument | undefined> {
  const open = workspace.textDocuments.find((document) => fileKey(document) === file);
  const uri = Uri.parse(file, true);
  if (open !== undefined || uri.scheme === 'untitled') return open;
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    // Deleted, moved, or on a file system that is not there: that is said, with the text at hand.
    return undefined;
  }
}
