import { l10n, window } from 'vscode';
import { readJdbcUrl, type JdbcImport } from '../../federation/jdbcUrl';
import { addConnection, type WizardParts } from './addConnection';
import type { ConnectionDraft } from './connectionDraft';
import { leftAsideText, noteText, refusalText } from './jdbcWords';
import { askText } from './wizardInput';

/** Asks for a JDBC URL of the Redshift driver, and leads into the wizard with what it says. Rejects with Failure or Cancelled. */
export async function importJdbcUrl(parts: WizardParts): Promise<void> {
  const frame = { title: l10n.t('Import from a JDBC URL'), step: 1, totalSteps: 0 };
  const url = await askText(frame, {
    prompt: l10n.t('The URL that SQL Workbench/J, DBeaver or DataGrip connects by, with its properties'),
    placeholder: 'jdbc:redshift:iam://…?plugin_name=…&login_url=…',
    problem: (typed) => {
      const read = readJdbcUrl(typed);
      return 'refused' in read ? refusalText(read) : undefined;
    },
  });
  const read = typeof url === 'symbol' ? undefined : readJdbcUrl(url);
  if (read === undefined || 'refused' in read) return;
  const words = [...read.notes.map(noteText), ...leftAsideText(read.secrets, read.ignored)];
  // Not waited for: it stands beside the wizard while that is answered.
  if (words.length > 0) void window.showInformationMessage(words.join(' '));
  await addConnection(parts, draftOfJdbc(read), 'missing');
}

/** What a URL says, as the wizard's draft. */
export function draftOfJdbc({ connection: { warehouse, ...values } }: JdbcImport): ConnectionDraft {
  return { ...values, ...(warehouse === undefined ? {} : { warehouses: [warehouse] }) };
}
