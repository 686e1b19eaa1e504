import { l10n } from 'vscode';
import type { AccessPicture, Finding, Untold } from '../../access/accessPicture';
import type { NoteView } from '../../webview/inspectorProtocol';

/** What is to be known about the links, and what could not be seen of them; one good word where it is nothing. */
export function findingNotes({ findings, inherited, othersStatements }: AccessPicture): NoteView[] {
  const notes = [
    ...findings.map((finding): NoteView => ({ tone: finding.tone, text: findingWords(finding) })),
    ...(inherited.told ? [] : [untoldNote(l10n.t('Inherited roles'), inherited.why)]),
    ...(othersStatements.told ? [] : [untoldNote(l10n.t('Statements of others'), othersStatements.why)]),
  ];
  if (notes.length > 0) return notes;
  return [{ tone: 'good', text: l10n.t('Every link holds: you are who your identity provider says, with its roles.') }];
}

/** A finding in one sentence, with what to do where there is something. */
export function findingWords(finding: Finding): string {
  switch (finding.code) {
    case 'role.missing':
      return l10n.t(
        'Your identity provider asks for the role {0}, and your session does not have it. Does the database have a role of that very name?',
        finding.role,
      );
    case 'role.unnamed':
      return l10n.t(
        'Your session has the role {0}, which the tag {1} does not name: it was granted in the database.',
        finding.role,
        'RedshiftDbRoles',
      );
    case 'roles.untagged':
      return l10n.t('Your identity provider asks for no roles: the assertion has no tag {0}.', 'RedshiftDbRoles');
    case 'tag.atLimit':
      return l10n.t(
        'The tag {0} has 256 characters, the most that AWS takes: what follows was most likely cut off.',
        finding.tag,
      );
    case 'user.different':
      return l10n.t(
        'Your identity provider asks for the user {0}, but the database knows you as {1}.',
        finding.tagged,
        finding.current,
      );
    case 'user.shared':
      return l10n.t(
        'The database knows you as {0}: a user of the AWS role, which everybody on that role may share.',
        finding.current,
      );
    case 'user.untagged':
      return l10n.t('Your identity provider asks for no user: the assertion has no tag {0}.', 'RedshiftDbUser');
    case 'statements.readable':
      return l10n.t(
        'You can read statements of others on your AWS role, and they can read yours ({0} of the latest 100): its policy does not limit them to their owner.',
        finding.count,
      );
    case 'session.expired':
      return l10n.t('The AWS session is over: sign in again.');
  }
}

/** Says that something cannot be seen, which is not the same as that it is not there; the server's words with it. */
export function untoldNote(what: string, { kind, message }: Untold): NoteView {
  const text = {
    denied: l10n.t('{0}: not to be seen with your rights.', what),
    unknown: l10n.t('{0}: this warehouse does not tell.', what),
    failed: l10n.t('{0}: could not be read.', what),
  }[kind];
  return { tone: 'neutral', text, ...(message === '' ? {} : { detail: message }) };
}
