import { l10n } from 'vscode';
import { readDenial } from '../../access/denied/denial';
import type { ServerError } from '../../core/result';
import type { ErrorView } from '../../webview/protocol';

/**
 * What to do about an error of the database, by its kind; nothing where its own words say all there is to say.
 * @param statement place of the statement in its run
 */
export function serverAdvice(error: ServerError, statement: number): Pick<ErrorView, 'toDo' | 'action'> {
  const why = { id: `${whyDenied}${statement}`, label: l10n.t('Why Denied?') };
  return { ...adviceFor(error), ...(readDenial(error.message) && { action: why }) };
}

const whyDenied = 'whyDenied:';

/** The statement that such an action asks about; undefined for all others. */
export function askedWhyDenied(action: string): number | undefined {
  return action.startsWith(whyDenied) ? Number(action.slice(whyDenied.length)) : undefined;
}

function adviceFor({ kind }: Pick<ServerError, 'kind'>): { toDo?: string } {
  switch (kind) {
    case 'permission':
      return {
        toDo: l10n.t('None of your database roles allows this: see what is missing, and ask for it.'),
      };
    case 'connection':
      return {
        toDo: l10n.t(
          'The connection to the database ended, and its session with it. Run it again from where its transaction or temporary tables begin.',
        ),
      };
    case 'cancelled':
      return { toDo: l10n.t('It was stopped at the warehouse: by somebody, by a time-out or by a rule of its queue.') };
    case 'missing':
    case 'syntax':
    case 'other':
      return {};
  }
}
