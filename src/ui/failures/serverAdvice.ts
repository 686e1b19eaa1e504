import { l10n } from 'vscode';
import type { ServerError } from '../../core/result';

/** What to do about an error of the database, by its kind; nothing where its own words say all there is to say. */
export function serverAdvice({ kind }: Pick<ServerError, 'kind'>): { toDo?: string } {
  switch (kind) {
    case 'permission':
      return {
        toDo: l10n.t(
          'None of your database roles allows this. The Role Inspector shows which ones you have; ask for another.',
        ),
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
