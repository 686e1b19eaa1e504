import { l10n, type ExtensionContext } from 'vscode';
import type { Disposable } from '../../core/ports';
import { registerCommand } from '../commandRunner';
import { commands } from '../contributions';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import type { SetupPanel } from './setupPanel';

type Context = Pick<ExtensionContext, 'extensionUri' | 'globalState'>;

/** Hands the set-up guide to the editor; there is one at a time. */
export function registerSetup({ extensionUri, globalState }: Context, messages: Messages): Disposable[] {
  let panel: SetupPanel | undefined;
  const open = async (): Promise<void> => {
    const { SetupPanel } = await loadFaces();
    if (panel) panel.reveal();
    else panel = new SetupPanel({ extensionUri, memory: globalState, messages }, () => (panel = undefined));
  };
  return [
    { dispose: () => panel?.dispose() },
    registerCommand(messages, commands.openSetupGuide, l10n.t('opening the set-up guide'), open),
  ];
}
