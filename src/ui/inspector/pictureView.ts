import { l10n } from 'vscode';
import type { AccessPicture } from '../../access/accessPicture';
import type { FactsView, PictureView, TableView } from '../../webview/inspectorProtocol';
import { kindWords } from '../query/targetWords';
import { findingNotes, untoldNote } from './findingWords';
import { matrixView } from './matrixView';
import { stationViews } from './stationViews';

/** A picture in words, as the page draws it. */
export function pictureView(picture: AccessPicture): PictureView {
  return {
    stations: stationViews(picture),
    findings: findingNotes(picture),
    matrix: matrixView(picture),
    tables: [systemTable(picture), defaultTable(picture)],
    facts: factsView(picture),
  };
}

function systemTable({ systemPrivileges: told }: AccessPicture): TableView {
  const heading = l10n.t('System privileges');
  const columns = [l10n.t('Privilege'), l10n.t('Role')];
  if (!told.told) return { heading, columns, rows: [], notes: [untoldNote(heading, told.why)] };
  const rows = told.value.map(({ privilege, role }) => [privilege, role]);
  return { heading, columns, rows, notes: none(rows, l10n.t('Your roles bring none.')) };
}

function defaultTable({ defaultPrivileges: told }: AccessPicture): TableView {
  const heading = l10n.t('Default privileges');
  const columns = [l10n.t('Objects'), l10n.t('Made by'), l10n.t('Schema'), l10n.t('Privilege'), l10n.t('Given to')];
  if (!told.told) return { heading, columns, rows: [], notes: [untoldNote(heading, told.why)] };
  const rows = told.value.map(({ objects, owner, schema, privilege, grantee }) => [
    objects,
    owner,
    schema ?? l10n.t('any'),
    privilege,
    grantee,
  ]);
  return { heading, columns, rows, notes: none(rows, l10n.t('None that you can see.')) };
}

function none(rows: readonly unknown[], text: string): TableView['notes'] {
  return rows.length === 0 ? [{ tone: 'neutral', text }] : [];
}

function factsView({ aws, provider, profile, warehouse, database, user }: AccessPicture): FactsView {
  return {
    heading: l10n.t('Details'),
    facts: [
      { label: l10n.t('Connection'), value: profile },
      { label: l10n.t('Issuer'), value: provider.issuer, code: true },
      { label: l10n.t('Role ARN'), value: aws.roleArn, code: true },
      { label: l10n.t('Session ARN'), value: aws.sessionArn, code: true },
      { label: l10n.t('Expires'), value: new Date(aws.expiresAt).toLocaleString() },
      { label: l10n.t('Warehouse'), value: `${warehouse.name} (${kindWords(warehouse)})` },
      { label: l10n.t('Database'), value: database, code: true },
      { label: 'current_user', value: user.current, code: true },
    ],
  };
}
