import { l10n } from 'vscode';
import type { Explanation } from '../../access/denied/explanation';
import { needWords, subjectWords } from './nameWords';

/** Who asks, and where. */
export interface Requester {
  /** Name of the account. */
  account: string;
  roleArn: string;
  warehouse: string;
  /** The server's words, where there was an error. */
  message?: string;
}

/** A request for access in Markdown, for a person who can decide or pass it on. The statement is not in it: it may hold data. */
export function requestText(explanation: Explanation, requester: Requester): { subject: string; markdown: string } {
  const { user, database, needs, holders, remedy, path } = explanation;
  const missing = needs.filter(({ held }) => held !== true).map((need) => needWords(need, database));
  const roles = holders.filter(({ kind, how }) => kind === 'role' && how === 'own').map(({ name }) => code(name));
  const { tag, statements } = remedy;
  const subject = l10n.t('Access to {0}', subjectWords(explanation));
  const lines = [
    `# ${subject.replaceAll(/\s+/g, ' ')}`,
    '',
    path?.rights === 'owner'
      ? l10n.t(
          'I ask for rights for {0}, whose view or procedure I use: {1}.',
          ownerOf(explanation),
          missing.map(code).join(', '),
        )
      : l10n.t('I ask for: {0}.', missing.map(code).join(', ')),
    '',
    `- ${l10n.t('Who')}: ${requester.account}, ${l10n.t('database user')} ${code(user)}`,
    `- ${l10n.t('Where')}: ${requester.warehouse}, ${l10n.t('database')} ${code(database)}`,
    `- ${l10n.t('My database roles')}: ${roles.length === 0 ? l10n.t('none') : roles.join(', ')}`,
    `- ${l10n.t('AWS role')}: ${code(requester.roleArn)}`,
    ...(requester.message === undefined ? [] : [`- ${l10n.t('What the database said')}: ${code(requester.message)}`]),
    `- ${l10n.t('What for')}: `,
    '',
    ...(statements.length === 0
      ? []
      : [l10n.t('An administrator of the database can give it by:'), '', ...fenced(statements, 'sql'), '']),
    ...(path?.rights === 'owner'
      ? []
      : [
          l10n.t(
            'Or a group of the identity provider that carries a role which has it, so that the tag {0} becomes:',
            'RedshiftDbRoles',
          ),
          '',
          ...fenced([tag.wanted], ''),
        ]),
  ];
  return { subject, markdown: `${lines.join('\n').trimEnd()}\n` };
}

function ownerOf({ path }: Explanation): string {
  return code(path?.steps.at(-1)?.owner ?? '');
}

/** Between as many backticks as the text needs, on one line. */
function code(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  const pad = fence.length > 1 ? ' ' : '';
  return `${fence}${pad}${text.replaceAll(/\s+/g, ' ')}${pad}${fence}`;
}

function fenced(lines: readonly string[], language: string): string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}${language}`, ...lines, fence];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
