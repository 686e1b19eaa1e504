import { l10n, window, workspace, type TextDocument } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { Statement } from '../../sql/splitter';
import { registerCommand } from '../commandRunner';
import { commands } from '../contributions';
import type { Messages } from '../messages';
import { runAsBatch } from './batchRuns';
import { statementsUpTo, type DocumentStatements } from './documentStatements';
import { inEditor } from './inEditor';
import { fileKey, statementsIn } from './sqlDocument';
import type { SqlRuns } from './sqlRuns';

/** What a CodeLens does, and about which statement of which text. */
export interface LensClick {
  act: 'run' | 'runUpTo' | 'cancel';
  file: string;
  version: number;
  /** Where the statement begins. */
  start: number;
}

interface Parts {
  runs: SqlRuns;
  statements: DocumentStatements;
  messages: Messages;
}

/** The commands that run several statements in other ways than one by one up to an error, and what a CodeLens runs. */
export function registerRunCommands(parts: Parts): Disposable[] {
  const { runs, statements, messages } = parts;
  const running = l10n.t('running SQL');
  const all = (document: TextDocument): readonly Statement[] => statements.of(document).statements;
  return [
    registerCommand(
      messages,
      commands.runToCursor,
      running,
      inEditor(({ document, selection }) =>
        runs.run(document, statementsUpTo(statements.of(document), document.offsetAt(selection.active))),
      ),
    ),
    registerCommand(
      messages,
      commands.runFileGoOn,
      running,
      inEditor(({ document }) => runs.run(document, all(document), { onError: 'goOn' })),
    ),
    registerCommand(
      messages,
      commands.runFileAsBatch,
      running,
      inEditor(({ document }) => runAsBatch(parts, document, all(document))),
    ),
    registerCommand(
      messages,
      commands.runSelectionAsBatch,
      running,
      inEditor(({ document, selections }) => runAsBatch(parts, document, statementsIn(document, selections))),
    ),
    registerCommand(messages, commands.runLens, running, (click: LensClick) => runLens(parts, click)),
  ];
}

function runLens({ runs, statements }: Parts, { act, file, version, start }: LensClick): unknown {
  const document = workspace.textDocuments.find((each) => fileKey(each) === file);
  if (document === undefined) return undefined;
  if (act === 'cancel') return runs.fileOf(document)?.cancel();
  if (document.version !== version) {
    // The editor shows it anew in a moment; until then it is not sure to mean the statement that it stands above.
    void window.showInformationMessage(l10n.t('The file has just changed, so nothing was run. Click again.'));
    return undefined;
  }
  const index = statements.of(document);
  const upTo = index.between(0, start);
  return runs.run(document, act === 'run' ? upTo.slice(-1) : upTo);
}
