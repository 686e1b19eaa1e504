import { l10n } from 'vscode';
import type { Explanation, Holder, Need } from '../../access/denied/explanation';
import { mailtoLink } from '../../access/denied/mailto';
import type { DeniedAsk, DeniedView } from '../../webview/deniedProtocol';
import { deniedNotes } from './deniedNotes';
import { kindWords, nameOf, needWords } from './nameWords';
import { requestText, type Requester } from './requestText';

/** The explanation in words; the page's `copy` ids are the keys of `texts`. */
export function deniedView(
  explanation: Explanation,
  requester: Requester,
  mailAddress: string,
): { view: DeniedView; texts: Record<string, string> } {
  const { needs, database, subject, user, holders } = explanation;
  const roles = holders.filter(({ kind, how }) => kind === 'role' && how === 'own').map(({ name }) => name);
  const parts = asksOf(explanation, requester, mailAddress);
  const view: DeniedView = {
    summary: summaryOf(explanation),
    ...(requester.message !== undefined && {
      message: { label: l10n.t('The database said'), text: requester.message },
    }),
    facts: [
      ...(subject === undefined || subject.kind === 'database' || subject.kind === 'language'
        ? []
        : [{ label: l10n.t('What it is'), value: foundWords(explanation) }]),
      { label: l10n.t('Database user'), value: user, code: true },
      ...(roles.length > 0 ? [{ label: l10n.t('Database roles'), value: roles.join(', '), code: true }] : []),
    ],
    needs: {
      heading: l10n.t('What is needed'),
      rows: needs.map((need) => ({
        text: needWords(need, database),
        state: stateOf(need),
        words: stateWords(explanation, need),
      })),
    },
    ...(holders.length > 0 && {
      holders: {
        heading: l10n.t('Who has what'),
        columns: [l10n.t('Who'), l10n.t('How'), l10n.t('On the schema'), l10n.t('On the thing itself')],
        rows: holders.map(holderRow),
      },
    }),
    notes: deniedNotes(explanation),
    asks: { heading: l10n.t('Ask for it'), parts },
  };
  return { view, texts: Object.fromEntries(parts.map(({ copy, text }) => [copy.id, text])) };
}

function summaryOf({ denial, subject, found, needs, database, path }: Explanation): string {
  if (denial?.why === 'superuser') return l10n.t('Only a superuser may do this; no role can be given it.');
  if (subject === undefined) return l10n.t('The database does not say what it is that was denied.');
  const missing = needs.filter(({ held }) => held !== true).map((need) => needWords(need, database));
  if (missing.length === 0) return l10n.t('As far as one can see, nothing is missing: you have all that this needs.');
  const list = missing.join(', ');
  if (path?.rights === 'owner') return l10n.t('{0} lacks {1}.', path.steps.at(-1)?.owner ?? '', list);
  const unseen = found === undefined && subject.kind !== 'database' && subject.kind !== 'language';
  return unseen
    ? l10n.t('It cannot be told apart from something that does not exist. If it is there, you lack {0}.', list)
    : l10n.t('You lack {0}.', list);
}

function foundWords({ found, subject }: Explanation): string {
  if (found === undefined) return l10n.t('not to be seen with your rights');
  const name = nameOf(
    found.kind === 'schema' ? { name: found.schema } : { schema: found.schema, name: subject?.name ?? '' },
  );
  const thing = `${kindWords(found.kind)} ${name}`;
  return found.owner === '' ? thing : l10n.t('{0}, owned by {1}', thing, found.owner);
}

function stateOf({ held }: Need): 'has' | 'lacks' | 'unknown' {
  return held === undefined ? 'unknown' : held ? 'has' : 'lacks';
}

function stateWords({ path }: Explanation, { held }: Need): string {
  const owner = path?.rights === 'owner' ? path.steps.at(-1)?.owner : undefined;
  if (owner !== undefined) return l10n.t('{0} lacks it', owner);
  if (held === undefined) return l10n.t('not to be seen');
  return held ? l10n.t('you have it') : l10n.t('you lack it');
}

function holderRow({ kind, name, how, onSchema, onThing }: Holder): string[] {
  const none = l10n.t('nothing');
  const kinds: Record<Holder['kind'], string> = {
    user: l10n.t('user'),
    role: l10n.t('role'),
    group: l10n.t('group'),
    public: l10n.t('everybody'),
  };
  const hows: Record<Holder['how'], string> = {
    own: kind === 'user' ? l10n.t('you') : kind === 'role' ? l10n.t('your role') : kinds[kind],
    inherited: l10n.t('inherited by your roles'),
    other: l10n.t('{0}, not yours', kinds[kind]),
  };
  return [kind === 'public' ? 'PUBLIC' : name, hows[how], onSchema.join(', ') || none, onThing.join(', ') || none];
}

function asksOf(explanation: Explanation, requester: Requester, to: string): DeniedAsk[] {
  const { subject: thing, needs, remedy, path } = explanation;
  if (thing === undefined || needs.every(({ held }) => held === true)) return [];
  const { subject, markdown } = requestText(explanation, requester);
  const mail = mailtoLink(
    { to, subject, body: markdown },
    l10n.t('(The rest did not fit into the link: copy the request.)'),
  );
  const { statements, tag } = remedy;
  return [
    {
      heading: l10n.t('A request for a person'),
      text: markdown,
      copy: { id: 'request', label: l10n.t('Copy Request') },
      mail: { link: mail.link, label: l10n.t('Open Mail') },
      ...(mail.cut && { warning: l10n.t('It is too long for a mail link: the mail has its beginning.') }),
    },
    ...(statements.length === 0
      ? []
      : [
          {
            heading: l10n.t('For an administrator of the database; nothing of it is run from here'),
            text: statements.join('\n'),
            copy: { id: 'grant', label: l10n.t('Copy GRANT') },
          },
        ]),
    ...(path?.rights === 'owner'
      ? []
      : [
          {
            heading: l10n.t(
              'For an administrator of the identity provider: the tag {0} with one role more',
              'RedshiftDbRoles',
            ),
            text: tag.wanted,
            copy: { id: 'tag', label: l10n.t('Copy Tag') },
            ...(tag.tooLong && {
              warning: l10n.t(
                'It has {0} characters, and AWS takes 256: give a role that you have more rights, or join roles.',
                tag.wanted.length,
              ),
            }),
          },
        ]),
  ];
}
