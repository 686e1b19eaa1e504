import { commands as editorCommands } from 'vscode';
import type { Disposable } from '../core/ports';
import type { commands } from './contributions';
import type { Messages } from './messages';

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

function accountOf(argument: unknown): string | undefined {
  const about = argument as { accountId?: unknown } | undefined;
  return typeof about?.accountId === 'string' ? about.accountId : undefined;
}
