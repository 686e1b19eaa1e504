import { l10n, window, type TextDocument } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { BatchMode } from '../../redshift/statements';
import { checkBatchMode, checkBatchSize } from '../../run/checkBatch';
import type { Statement } from '../../sql/splitter';
import type { Messages } from '../messages';
import type { SqlRuns } from './sqlRuns';

/** Runs statements as one request, in the mode that the person chooses. What cannot be a batch is told, with the way on. */
export async function runAsBatch(
  { runs, messages }: { runs: SqlRuns; messages: Messages },
  document: TextDocument,
  statements: readonly Statement[],
): Promise<void> {
  const refusal =
    checkBatchSize(statements) ??
    // Without statements there is nothing to choose: the run says so.
    (statements.length > 0 ? await chosenMode(statements) : undefined);
  if (typeof refusal === 'object') {
    const runOneByOne = (): Promise<void> => runs.run(document, statements);
    void messages.showFailure(refusal, l10n.t('running SQL'), { runOneByOne });
    return;
  }
  await runs.run(document, statements, refusal === undefined ? {} : { batch: refusal });
}

/** The mode, or why it cannot be. Rejects with Cancelled. */
async function chosenMode(statements: readonly Statement[]): Promise<BatchMode | ReturnType<typeof checkBatchMode>> {
  const choices: { mode: BatchMode; label: string; description: string; detail: string }[] = [
    {
      mode: 'TRANSACTION',
      label: l10n.t('All or nothing'),
      description: 'TRANSACTION',
      detail: l10n.t('One transaction: one that fails takes all the others back'),
    },
    {
      mode: 'AUTO_COMMIT',
      label: l10n.t('Each by itself'),
      description: 'AUTO_COMMIT',
      detail: l10n.t('Each is committed when it is done: one that fails takes nothing back, and the rest runs'),
    },
  ];
  const title = l10n.t('Run {0} Statements as One Batch', statements.length);
  const chosen = await window.showQuickPick(choices, { title, placeHolder: l10n.t('What happens when one fails') });
  if (chosen === undefined) throw new Cancelled();
  return checkBatchMode(statements, chosen.mode) ?? chosen.mode;
}
