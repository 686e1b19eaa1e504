import { l10n } from 'vscode';
import type { RolesPicture, RoleStanding, UserStanding } from '../../access/rolesPicture';
import type { InspectorSection, Tone } from '../../webview/protocol';
import { partsOfRoleArn } from '../accounts/roleArn';

/** What the inspector says beside the picture itself. */
export interface InspectorFacts {
  /** Name of the connection. */
  profile: string;
  expired: boolean;
}

type Row = NonNullable<InspectorSection['table']>['rows'][number];
type Note = InspectorSection['notes'][number];

/** The picture in words, the database first: that is what people come for. */
export function inspectorSections(picture: RolesPicture, facts: InspectorFacts): InspectorSection[] {
  return [userSection(picture), rolesSection(picture), awsSection(picture, facts), providerSection(picture, facts)];
}

function userSection({ currentUser, database, taggedUser, user }: RolesPicture): InspectorSection {
  return {
    heading: l10n.t('Database user'),
    facts: [
      { label: 'current_user', value: currentUser, code: true },
      { label: l10n.t('Database'), value: database, code: true },
      taggedUser === undefined
        ? { label: l10n.t('Tag {0}', 'RedshiftDbUser'), value: l10n.t('not sent') }
        : { label: l10n.t('Tag {0}', 'RedshiftDbUser'), value: taggedUser, code: true },
    ],
    notes: [userNote(user, currentUser, taggedUser ?? '')],
  };
}

function userNote(user: UserStanding, currentUser: string, tagged: string): Note {
  const notes: Record<UserStanding, Note> = {
    same: { tone: 'good', text: l10n.t('The database knows you by the user that your identity provider asks for.') },
    different: {
      tone: 'bad',
      text: l10n.t(
        'Your identity provider asks for the user {0}, but the database knows you as {1}.',
        tagged,
        currentUser,
      ),
    },
    shared: {
      tone: 'neutral',
      text: l10n.t(
        'Your identity provider asks for the user {0}, but the database knows you as {1}: a user of the AWS role, which everybody on that role may share.',
        tagged,
        currentUser,
      ),
    },
    untagged: {
      tone: 'neutral',
      text: l10n.t('Your identity provider asks for no user: the assertion has no tag {0}.', 'RedshiftDbUser'),
    },
  };
  return notes[user];
}

function rolesSection({ roles, rolesTagged }: RolesPicture): InspectorSection {
  return {
    heading: l10n.t('Database roles'),
    facts: [],
    ...(roles.length === 0
      ? {}
      : {
          table: {
            caption: l10n.t('Roles that the tag {0} asks for, beside the roles of the session', 'RedshiftDbRoles'),
            columns: [l10n.t('Role'), l10n.t('Tag {0}', 'RedshiftDbRoles'), l10n.t('Session')],
            rows: roles.map(roleRow),
          },
        }),
    notes: roleNotes(roles, rolesTagged),
  };
}

function roleRow({ name, standing, sessionName }: RoleStanding): Row {
  const wanted = l10n.t('wanted');
  switch (standing) {
    case 'granted': {
      const text =
        sessionName === undefined || sessionName === name ? l10n.t('granted') : l10n.t('granted as {0}', sessionName);
      return { cells: [name, wanted, text], tone: 'good' };
    }
    case 'missing':
      return { cells: [name, wanted, l10n.t('not granted')], tone: 'bad' };
    case 'unnamed':
      return { cells: [name, l10n.t('not named'), l10n.t('granted in the database')], tone: 'neutral' };
  }
}

function roleNotes(roles: readonly RoleStanding[], rolesTagged: boolean): Note[] {
  const named = (standing: RoleStanding['standing']): string[] =>
    roles.filter((role) => role.standing === standing).map(({ name }) => name);
  const notes: Note[] = [];
  const note = (tone: Tone, text: string): void => void notes.push({ tone, text });
  const missing = named('missing');
  if (!rolesTagged) {
    note(
      'neutral',
      l10n.t('Your identity provider asks for no roles: the assertion has no tag {0}.', 'RedshiftDbRoles'),
    );
  } else if (missing.length > 0) {
    note('bad', l10n.t('Not granted: {0}. Does the database have a role of that very name?', missing.join(', ')));
  } else if (named('granted').length > 0) {
    note('good', l10n.t('All roles that your identity provider asks for are granted.'));
  } else {
    note('neutral', l10n.t('The tag {0} is empty: your identity provider asks for no roles.', 'RedshiftDbRoles'));
  }
  if (roles.every(({ standing }) => standing === 'missing')) note('neutral', l10n.t('The session has no roles.'));
  return notes;
}

function awsSection({ roleArn, sessionArn, expiresAt }: RolesPicture, { expired }: InspectorFacts): InspectorSection {
  const { name, account } = partsOfRoleArn(roleArn);
  const end = new Date(expiresAt).toLocaleString();
  return {
    heading: l10n.t('AWS session'),
    facts: [
      { label: l10n.t('AWS role'), value: name, code: true },
      { label: l10n.t('AWS account'), value: account, code: true },
      { label: l10n.t('Role ARN'), value: roleArn, code: true },
      { label: l10n.t('Session ARN'), value: sessionArn, code: true },
      { label: expired ? l10n.t('Expired') : l10n.t('Expires'), value: end },
    ],
    notes: [],
  };
}

function providerSection({ samlUser, issuer }: RolesPicture, { profile }: InspectorFacts): InspectorSection {
  return {
    heading: l10n.t('Identity provider'),
    facts: [
      { label: l10n.t('User'), value: samlUser, code: true },
      { label: l10n.t('Issuer'), value: issuer, code: true },
      { label: l10n.t('Connection'), value: profile },
    ],
    notes: [],
  };
}
