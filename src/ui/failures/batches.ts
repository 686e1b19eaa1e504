import { l10n } from 'vscode';
import type { BatchFailureFacts } from '../../core/failureFactsOfBatches';
import type { FailureTexts } from './failureText';

/** Failures of statements that were to run as one batch. */
export const batchTexts: FailureTexts<keyof BatchFailureFacts> = {
  'batch.tooMany': ({ count, most }) => ({
    happened: l10n.t(
      'These are {0} statements; the Redshift Data API takes {1} in a batch. Nothing was sent.',
      count,
      most,
    ),
    toDo: l10n.t(
      'Select fewer and run them as a batch, or run all one by one: BEGIN before them and COMMIT behind them make them one transaction, too.',
    ),
    action: 'runOneByOne',
  }),
  'batch.ownTransaction': ({ word, number }) => ({
    happened: l10n.t(
      'Statement {1} is {0}, and a batch that is all or nothing is a transaction already: it cannot hold one of its own. Nothing was sent.',
      word,
      number,
    ),
    toDo: l10n.t('Take it out, or run the statements one by one: then their own BEGIN and COMMIT count.'),
    action: 'runOneByOne',
  }),
};
