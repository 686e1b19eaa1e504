import { commands as editorCommands, l10n, window, type QuickPickItem, type TextDocument } from 'vscode';
import type { Clock, Disposable } from '../../core/ports';
import { registerCommand } from '../commandRunner';
import { commands, views } from '../contributions';
import type { Messages } from '../messages';
import { inEditor } from './inEditor';
import type { SessionFace } from './sessionFace';
import { faceOf } from './sessionStatusBar';
import { sessionWords } from './sessionWords';
import type { SqlRuns } from './sqlRuns';

interface Parts {
  runs: SqlRuns;
  messages: Messages;
  clock: Clock;
}

/** The command that offers what can be done about the session of the active file. */
export function registerSessionActions({ runs, messages, clock }: Parts): Disposable {
  return registerCommand(
    messages,
    commands.sessionActions,
    l10n.t('changing the session'),
    inEditor(async ({ document }) => {
      const face = faceOf(runs, document, clock);
      if (face === undefined) {
        void window.showInformationMessage(l10n.t('This file has no session: its next statement opens one.'));
        return;
      }
      const { text, spoken } = sessionWords(face);
      const chosen = await window.showQuickPick(choicesOf(face, runs, document), { title: text, placeHolder: spoken });
      await chosen?.act();
    }),
  );
}

function choicesOf(
  face: SessionFace,
  runs: SqlRuns,
  document: TextDocument,
): (QuickPickItem & { act: () => Thenable<unknown> })[] {
  // A statement that stands nowhere in the file: no edit and no error finds it.
  const run = (text: string) => (): Promise<void> => runs.run(document, [{ text, start: 0, end: 0 }]);
  const isOpen = (face.kind === 'transaction' || face.kind === 'failedTransaction') && !face.busy;
  const inTransaction = face.kind === 'transaction' || face.kind === 'failedTransaction';
  return [
    ...(isOpen && face.kind === 'transaction'
      ? [
          {
            label: `$(check) ${l10n.t('Commit')}`,
            description: 'COMMIT',
            detail: l10n.t('Keeps the changes of the transaction'),
            act: run('COMMIT'),
          },
        ]
      : []),
    ...(isOpen
      ? [
          {
            label: `$(discard) ${l10n.t('Roll Back')}`,
            description: 'ROLLBACK',
            detail: l10n.t('Takes the changes of the transaction back'),
            act: run('ROLLBACK'),
          },
        ]
      : []),
    {
      label: `$(close) ${l10n.t('Close Session')}`,
      detail: inTransaction
        ? l10n.t(
            'Cancels what runs and takes the changes of the transaction back; temporary tables and settings are gone',
          )
        : l10n.t('Cancels what runs; temporary tables and settings are gone'),
      act: () => runs.closeSession(document),
    },
    {
      label: `$(list-unordered) ${l10n.t('Show Sessions')}`,
      detail: l10n.t('All that you have open, with the files that use them'),
      act: () => editorCommands.executeCommand(`${views.sessions}.focus`),
    },
  ];
}
