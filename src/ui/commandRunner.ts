import { commands as editorCommands, l10n, window } from 'vscode';
import type { Disposable } from '../core/ports';
import type { commands } from './contributions';
import type { Messages } from './messages';
import { onNode } from './onNode';

type CommandId = (typeof commands)[keyof typeof commands];

/**
 * Registers a command whose errors a person gets to see. `doing` is localized: what is being done, as in "signing in".
 * What the editor hands over is a node of ours, an argument of our own calls, or nothing: it is taken for what `run` takes.
 */
export function registerCommand(
  messages: Messages,
  id: CommandId,
  doing: string,
  run: (argument: never) => unknown,
): Disposable {
  return editorCommands.registerCommand(id, async (argument: unknown) => {
    try {
      await run(argument as never);
    } catch (error) {
      // Not waited for: the command is over, the message may stand for hours.
      void messages.showFailure(error, doing, { accountId: accountOf(argument), retry: () => run(argument as never) });
    }
  });
}

/** The same for what a tree's nodes offer: without a node it does nothing and says why. */
export function registerNodeCommand(
  messages: Messages,
  id: CommandId,
  doing: string,
  run: (node: never) => unknown,
): Disposable {
  const gone = (): void =>
    void window.showInformationMessage(l10n.t('The list has just changed, so nothing was done. Click again.'));
  return registerCommand(messages, id, doing, onNode<never>(run, gone));
}

function accountOf(argument: unknown): string | undefined {
  const about = argument as { accountId?: unknown } | undefined;
  return typeof about?.accountId === 'string' ? about.accountId : undefined;
}
