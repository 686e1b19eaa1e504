import { l10n } from 'vscode';
import { stations, type AccessPicture, type SchemaAccess, type Station } from '../../access/accessPicture';
import type { StationItem, StationView, Tone } from '../../webview/inspectorProtocol';
import { partsOfRoleArn } from '../accounts/roleArn';
import { timeOf } from './times';

/** The stations of the chain in words, from the provider to the privileges. */
export function stationViews(picture: AccessPicture): StationView[] {
  return stations.map((id) => ({ id, tone: toneOf(id, picture), ...viewOf[id](picture) }));
}

type Rest = Omit<StationView, 'id' | 'tone'>;

const viewOf: Readonly<Record<Station, (picture: AccessPicture) => Rest>> = {
  provider: ({ provider: { samlUser, issuer }, profile }) => ({
    title: l10n.t('Identity provider'),
    items: [{ text: samlUser, code: true, title: issuer }, { text: profile }],
    state: l10n.t('signed in'),
  }),
  tags: (picture) => ({
    title: l10n.t('Principal tags'),
    items: picture.tags.map(({ name, value }) => ({ label: name, text: value, code: true })),
    state: tagsState(picture),
  }),
  aws: ({ aws: { roleArn, sessionArn, expiresAt }, findings }) => ({
    title: l10n.t('AWS role'),
    items: [
      { text: partsOfRoleArn(roleArn).name, code: true, title: roleArn },
      { label: l10n.t('Session'), text: sessionArn.split('/').at(-1) ?? sessionArn, code: true, title: sessionArn },
    ],
    state: findings.some(({ code }) => code === 'session.expired')
      ? l10n.t('expired')
      : l10n.t('until {0}', timeOf(expiresAt)),
  }),
  user: ({ user: { current, standing } }) => ({
    title: l10n.t('Database user'),
    items: [{ text: current, code: true }],
    state: {
      same: l10n.t('as asked for'),
      different: l10n.t('another one than asked for'),
      shared: l10n.t('shared by the AWS role'),
      untagged: l10n.t('none asked for'),
    }[standing],
  }),
  roles: ({ roles }) => ({
    title: l10n.t('Session roles'),
    items: roles.map(roleItem),
    state: rolesState(roles),
  }),
  inherited: ({ inherited }) => ({
    title: l10n.t('Inherited roles'),
    items: inherited.told
      ? inherited.value.map(({ role, inherits }) => ({ text: inherits, code: true, note: l10n.t('by {0}', role) }))
      : [],
    state: inherited.told
      ? counted(inherited.value.length, l10n.t('none'), l10n.t('1 role'), (count) => l10n.t('{0} roles', count))
      : l10n.t('not to be seen'),
  }),
  privileges: ({ schemas }) => ({
    title: l10n.t('Privileges'),
    items: schemas.told ? privilegeItems(schemas.value) : [],
    state: schemas.told ? schemasState(schemas.value.length) : l10n.t('not to be seen'),
  }),
};

/** The worst of what is to be known about a station; what cannot be seen neither holds nor fails. */
function toneOf(id: Station, { findings, inherited, schemas }: AccessPicture): Tone {
  const tones = findings.filter(({ station }) => station === id).map(({ tone }) => tone);
  const worst = (['bad', 'warning', 'neutral'] as const).find((tone) => tones.includes(tone));
  if (worst) return worst;
  if (id === 'inherited') return inherited.told && inherited.value.length > 0 ? 'good' : 'neutral';
  if (id === 'privileges') return schemas.told && schemas.value.length > 0 ? 'good' : 'neutral';
  return 'good';
}

function tagsState({ tags, findings }: AccessPicture): string {
  if (findings.some(({ code }) => code === 'tag.atLimit')) return l10n.t('at the limit of 256 characters');
  if (findings.some(({ code }) => code === 'roles.untagged')) return l10n.t('{0} is missing', 'RedshiftDbRoles');
  return counted(tags.length, l10n.t('none'), l10n.t('1 tag'), (count) => l10n.t('{0} tags', count));
}

/** A role beside what the tag asks for. */
export function roleItem({ name, standing, sessionName }: AccessPicture['roles'][number]): StationItem {
  const item = { text: name, code: true };
  switch (standing) {
    case 'granted':
      return sessionName === undefined || sessionName === name
        ? { ...item, tone: 'good' }
        : { ...item, tone: 'good', note: l10n.t('as {0}', sessionName) };
    case 'missing':
      return { ...item, tone: 'bad', note: l10n.t('not granted') };
    case 'unnamed':
      return { ...item, tone: 'neutral', note: l10n.t('not in the tag') };
  }
}

function rolesState(roles: AccessPicture['roles']): string {
  const missing = roles.filter(({ standing }) => standing === 'missing').length;
  const wanted = roles.filter(({ standing }) => standing !== 'unnamed').length;
  if (missing > 0) return l10n.t('{0} of {1} not granted', missing, wanted);
  if (roles.length === 0) return l10n.t('none');
  return wanted === 0 ? l10n.t('none asked for') : l10n.t('all granted');
}

/** What one comes for, in two lines. */
function privilegeItems(schemas: readonly SchemaAccess[]): StationItem[] {
  const sum = (of: (schema: SchemaAccess) => number | undefined): number =>
    schemas.reduce((total, schema) => total + (of(schema) ?? 0), 0);
  const relations = sum((schema) => schema.relations);
  const creates = schemas.filter(({ create }) => create).length;
  const selects = sum(({ counts }) => counts.SELECT);
  return [
    ...(relations === 0 ? [] : [{ text: l10n.t('Tables and views: SELECT on {0} of {1}', selects, relations) }]),
    ...(creates === 0 ? [] : [{ text: l10n.t('CREATE in {0}', schemasState(creates)) }]),
  ];
}

/** `1 schema`, `3 schemas`. */
export function schemasState(count: number): string {
  return counted(count, l10n.t('no schemas'), l10n.t('1 schema'), (many) => l10n.t('{0} schemas', many));
}

function counted(count: number, none: string, one: string, many: (count: string) => string): string {
  return count === 0 ? none : count === 1 ? one : many(count.toLocaleString());
}
