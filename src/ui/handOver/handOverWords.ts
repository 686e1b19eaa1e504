import { l10n } from 'vscode';
import type { WrittenNote } from '../../federation/jdbcUrlText';

/** What a person should know of a JDBC URL that was written; a whole sentence or two. */
export function writtenNoteText(note: WrittenNote): string {
  switch (note) {
    case 'noLoginUrl':
      return l10n.t(
        'The connection has no login URL, and the driver does not read metadata: give it the app’s address as “login_url”.',
      );
    case 'wantsRequest':
      return l10n.t(
        'The driver opens the login URL as it is, and this address of Entra wants a request: give it the app’s user access URL as “login_url”.',
      );
    case 'browserInstead':
      return l10n.t('The driver has not the way by which you sign in here: the URL says the browser.');
  }
}
