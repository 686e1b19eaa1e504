import { l10n } from 'vscode';
import type { RowFailureFacts } from '../../core/failureFactsOfRows';
import type { FailureTexts } from './failureText';

/** Failures of a result's rows once they are here. */
export const rowTexts: FailureTexts<keyof RowFailureFacts> = {
  'rows.noRoom': ({ reason, megabytes }) => ({
    happened:
      reason === 'ENOSPC' || reason === 'EDQUOT'
        ? l10n.t(
            'The disk is full, and the {0} MB of memory for rows are used up. No more rows are fetched.',
            megabytes,
          )
        : l10n.t(
            'Rows cannot be written to disk ({0}), and the {1} MB of memory for them are used up. No more rows are fetched.',
            reason,
            megabytes,
          ),
    toDo: l10n.t(
      'Those that are here stay. Make room on the disk, or close files whose results you no longer need, and continue; or add a LIMIT to the statement.',
    ),
  }),
  'rows.damaged': () => ({
    happened: l10n.t('The rows cannot be read back from the disk: their file was changed or removed.'),
    toDo: l10n.t('Run the statement again, or open its result again from the history.'),
  }),
  'rows.noValue': ({ text, column, type }) => ({
    happened: l10n.t('“{0}” is no value of the column {1} ({2}).', text, column, type),
    toDo: l10n.t('Write it as the column shows its values.'),
  }),
  'rows.badPattern': ({ problem }) => ({
    happened: l10n.t('The regular expression cannot be used: {0}', problem),
    toDo: l10n.t('Correct it. It is one of JavaScript.'),
  }),
  'rows.slowPattern': ({ milliseconds }) => ({
    happened: l10n.t(
      'The regular expression took more than {0} ms for some of the rows, and was stopped.',
      milliseconds,
    ),
    toDo: l10n.t('Simplify it: repetitions within repetitions, such as (a+)+, take very long.'),
  }),
  'rows.tooMuchToSort': ({ column, megabytes }) => ({
    happened: l10n.t(
      'The texts of the column {0} are too long to be sorted here (more than {1} MB).',
      column,
      megabytes,
    ),
    toDo: l10n.t('Filter first, or sort in the statement with ORDER BY.'),
  }),
  'rows.notSaved': ({ file, reason }) => ({
    happened:
      reason === 'ENOSPC' || reason === 'EDQUOT'
        ? l10n.t('{0} was not saved: the disk is full.', file)
        : l10n.t('{0} was not saved: it could not be written ({1}).', file, reason),
    toDo: l10n.t('What was there by that name is unchanged. Save it elsewhere, or make room and try again.'),
    action: 'retry',
  }),
  'rows.unknownFormat': ({ file }) => ({
    happened: l10n.t('{0} was not saved: its name does not say which format it should have.', file),
    toDo: l10n.t('Let it end with .csv, .tsv, .json, .jsonl, .xlsx, .md or .sql.'),
    action: 'retry',
  }),
  'rows.tooLargeToSave': ({ file, megabytes }) => ({
    happened: l10n.t(
      '{0} was not saved: files that are not on this computer are written as a whole, and it has more than {1} MB.',
      file,
      megabytes,
    ),
    toDo: l10n.t('Save it on this computer, select fewer rows, or let Redshift write it to Amazon S3.'),
    action: 'prepareUnload',
  }),
  'rows.tooLongForExcel': ({ column, row, limit }) => ({
    happened: l10n.t(
      'Excel has no room for a text of the column {0} in row {1}: a cell holds {2} characters. Nothing was saved.',
      column,
      row,
      limit,
    ),
    toDo: l10n.t('Save it as CSV or JSON, or shorten the text in the statement, by LEFT.'),
    action: 'retry',
  }),
  'rows.goneWhileSaving': ({ file }) => ({
    happened: l10n.t('{0} was not saved: the result went before all of its rows were written.', file),
    toDo: l10n.t('Results go when their statements run again, their file is closed, or the account signs out.'),
  }),
  'rows.engineEnded': ({ problem }) => ({
    happened: l10n.t('Sorting or filtering broke down: {0}', problem),
    toDo: l10n.t('Try again. If memory is short, filter first, or sort in the statement with ORDER BY.'),
    action: 'showLog',
  }),
};
