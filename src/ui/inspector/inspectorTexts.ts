import { l10n } from 'vscode';
import type { InspectorTexts } from '../../webview/inspectorProtocol';

/** All words of the access page that are not part of a picture; {0}, {1} are filled in by the page itself. */
export function inspectorTexts(): InspectorTexts {
  return {
    chain: l10n.t('From the identity provider to what you may do'),
    findings: l10n.t('What is to be known'),
    good: l10n.t('Holds'),
    bad: l10n.t('Does not hold'),
    warning: l10n.t('Attention'),
    neutral: l10n.t('Note'),
    filter: l10n.t('Filter schemas'),
    filtered: l10n.t('{0} of {1} schemas'),
    onlyDifferences: l10n.t('Only differences'),
    schema: l10n.t('Schema'),
    tables: l10n.t('Tables'),
    all: l10n.t('all {0}'),
    some: l10n.t('{0} of {1}'),
    none: l10n.t('none'),
    held: l10n.t('yes'),
    notHeld: l10n.t('no'),
    notKnown: l10n.t('not known'),
    onColumns: l10n.t('{0} columns'),
    onColumn: l10n.t('{0} column'),
    differs: l10n.t('differs'),
    loading: l10n.t('Reading tables and views…'),
    noRelations: l10n.t('No tables or views that you may use'),
    moreRelations: l10n.t('Show {0} more'),
    goTo: l10n.t('Go to {0} in the explorer'),
    goToTip: l10n.t('Go to it in the explorer'),
    noMatch: l10n.t('No schema has that in its name.'),
  };
}
