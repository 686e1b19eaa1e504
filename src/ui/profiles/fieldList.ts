import { l10n, QuickPickItemKind, type QuickPickItem } from 'vscode';
import type { Log } from '../../core/ports';
import type { EndpointOverrides, Profile } from '../../core/profile';
import { wayLabel } from '../accounts/wayWords';
import { askProvider, askStatements, askWarehouses, askWay, askYesNo, statementRuleWords } from './choiceSteps';
import type { ConnectionDraft } from './connectionDraft';
import { askMetadata } from './metadataStep';
import { profileDefaults } from './parseProfiles';
import { providerLabels } from './providerWords';
import type { Step } from './steps';
import {
  askAcsPort,
  askAllowedRecipients,
  askEndpoint,
  askLoginUrl,
  askName,
  askPreferredRole,
  askRegion,
  askSessionDuration,
  askSignInTimeout,
  askSpEntityId,
} from './textSteps';
import { askChoice, back, type StepFrame } from './wizardInput';

interface FieldItem extends QuickPickItem {
  step?: Step;
}

/** What ends the list. */
export interface Conclusion {
  label: string;
  detail: string;
}

/**
 * Shows every value of a connection, changes what is picked, and ends when the first entry is picked; `back` when the person
 * wants the step before. Rejects with Cancelled.
 */
export async function editFields(
  frame: StepFrame,
  draft: ConnectionDraft,
  log: Log,
  conclude: (draft: ConnectionDraft) => Conclusion,
): Promise<typeof back | undefined> {
  let last: string | undefined;
  for (;;) {
    const first: FieldItem = { ...conclude(draft), alwaysShow: true };
    const fields = fieldItems(draft, log);
    const items = [first, { label: l10n.t('Change'), kind: QuickPickItemKind.Separator }, ...fields];
    const active = fields.find(({ label }) => label === last) ?? first;
    const chosen = await askChoice(frame, l10n.t('Choose a value to change it'), items, active);
    if (chosen === back) return back;
    if (chosen.step === undefined) return undefined;
    last = chosen.label;
    // Within the list, back always leads to the list.
    await chosen.step({ title: `${frame.title}: ${chosen.label}`, step: 2, totalSteps: 0 }, draft);
  }
}

function fieldItems(draft: ConnectionDraft, log: Log): FieldItem[] {
  const none = l10n.t('none');
  const item = (label: string, value: string, step: Step): FieldItem => ({ label, description: value, step });
  const yesNo = (value: boolean | undefined): string => (value ? l10n.t('yes') : l10n.t('no'));
  const number = (field: 'acsPort' | 'sessionDuration' | 'signInTimeout'): string =>
    String(draft[field] ?? profileDefaults[field]);
  return [
    item(l10n.t('Name'), draft.name ?? '', askName),
    item(l10n.t('Provider'), providerLabels()[draft.provider ?? profileDefaults.provider], askProvider),
    item(l10n.t('Login URL'), draft.loginUrl ?? l10n.t('as the metadata says'), askLoginUrl),
    item(l10n.t('Metadata'), metadataWords(draft.metadata), askMetadata(log)),
    item(l10n.t('SP entity ID'), draft.spEntityId ?? profileDefaults.spEntityId, askSpEntityId),
    item(l10n.t('Region'), draft.region ?? '', askRegion),
    item(l10n.t('Warehouses'), warehouseWords(draft.warehouses) ?? l10n.t('those that AWS lists'), askWarehouses),
    item(
      l10n.t('Statements that change something'),
      statementRuleWords(draft.statements ?? 'run').label,
      askStatements,
    ),
    item(l10n.t('AWS role'), draft.preferredRole ?? l10n.t('asked where there are several'), askPreferredRole),
    item(l10n.t('Port of the answer'), number('acsPort'), askAcsPort),
    item(l10n.t('Way to sign in'), wayWords(draft.way), askWay),
    item(
      l10n.t('Allowed recipients'),
      draft.allowedRecipients?.join(', ') ?? l10n.t('AWS’s sign-in pages, and our own address'),
      askAllowedRecipients,
    ),
    item(l10n.t('Length of a sign-in (seconds)'), number('sessionDuration'), askSessionDuration),
    item(l10n.t('Wait for the answer (seconds)'), number('signInTimeout'), askSignInTimeout),
    item(
      l10n.t('FIPS endpoints'),
      yesNo(draft.useFips),
      askYesNo('useFips', l10n.t('Use the endpoints of AWS that are validated by FIPS 140?')),
    ),
    item(
      l10n.t('Dual-stack endpoints'),
      yesNo(draft.useDualStack),
      askYesNo('useDualStack', l10n.t('Use the endpoints of AWS that are reached by IPv6 too?')),
    ),
    ...endpointLabels.map(([service, name]) =>
      item(l10n.t('Endpoint of {0}', name), draft.endpoints?.[service] ?? none, askEndpoint(service, name)),
    ),
  ];
}

/** AWS's names of its services, for people. */
export const endpointLabels: readonly (readonly [keyof EndpointOverrides, string])[] = [
  ['sts', 'AWS STS'],
  ['redshift', 'Amazon Redshift'],
  ['redshiftServerless', 'Amazon Redshift Serverless'],
  ['redshiftData', 'Amazon Redshift Data API'],
];

function metadataWords(metadata: string | undefined): string {
  if (metadata === undefined) return l10n.t('none: AWS alone checks signatures');
  return metadata.trimStart().startsWith('<') ? l10n.t('in the settings') : metadata;
}

function warehouseWords(warehouses: ConnectionDraft['warehouses'] = []): string | undefined {
  return warehouses.length === 0 ? undefined : warehouses.map(({ name, database }) => `${name}/${database}`).join(', ');
}

function wayWords(way: Profile['way']): string {
  if (way === undefined) return l10n.t('the best one that works here');
  return way === 'ask' ? l10n.t('asked each time') : wayLabel(way);
}
