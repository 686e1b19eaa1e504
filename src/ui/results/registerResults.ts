import { l10n } from 'vscode';
import type { Disposable } from '../../core/ports';
import { registerCommand } from '../commandRunner';
import { commands } from '../contributions';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import type { DocumentStatements } from '../query/documentStatements';
import type { ResultsStore } from './resultsStore';
import type { ResultsView } from './resultsView';

interface Parts {
  view: ResultsView;
  store: ResultsStore;
  statements: DocumentStatements;
  messages: Messages;
}

/** The commands of the results view. */
export function registerResults({ view, store, statements, messages }: Parts): Disposable[] {
  const copying = l10n.t('copying rows');
  return [
    registerCommand(messages, commands.copyResults, copying, () =>
      view.ask({ type: 'copySelection', withHeaders: false }),
    ),
    registerCommand(messages, commands.copyResultsWithHeaders, copying, () =>
      view.ask({ type: 'copySelection', withHeaders: true }),
    ),
    registerCommand(messages, commands.copyResultsAs, copying, async () => {
      const format = await (await loadFaces()).chooseCopyFormat();
      view.ask({ type: 'copySelection', withHeaders: true, format });
    }),
    registerCommand(messages, commands.selectAllResults, l10n.t('selecting rows'), () =>
      view.ask({ type: 'selectAll' }),
    ),
    registerCommand(messages, commands.showCell, l10n.t('showing a cell'), () => view.ask({ type: 'showCell' })),
    // From the grid's menu comes what its element says.
    registerCommand(messages, commands.saveResults, l10n.t('saving rows'), async (context?: { resultId?: string }) =>
      (await loadFaces()).saveResults(store, context?.resultId),
    ),
    registerCommand(messages, commands.prepareUnload, l10n.t('preparing UNLOAD'), async (statement?: unknown) =>
      (await loadFaces()).prepareUnload(statements, typeof statement === 'string' ? statement : undefined),
    ),
  ];
}
