import { commands as editorCommands, l10n, window, type QuickPickItem } from 'vscode';
import { Failure } from '../../core/failure';
import type { ProviderKind } from '../../core/profile';
import type { WarehouseRef } from '../../core/warehouse';
import { commands } from '../contributions';
import { entryOf, guessMetadata, type ConnectionDraft } from './connectionDraft';
import { defaultDatabase } from './parseProfiles';
import { problemText } from './problemText';
import { profileChecks, warehouseChecks, type Check } from './profileRules';
import type { ProfileSettings } from './profileSettings';
import { askChoice, askText, back, type StepFrame, type TextQuestion } from './wizardInput';

type Draft = { -readonly [K in keyof ConnectionDraft]?: ConnectionDraft[K] | undefined };

/** Asks for one value and keeps it in the draft; gives `back` when the person wants the step before. */
type Step = (frame: StepFrame, draft: Draft) => Promise<typeof back | undefined>;

/** Asks for a connection step by step, writes it into the person's settings, and offers to sign in by it. */
export async function addConnection(profiles: ProfileSettings): Promise<void> {
  const draft: Draft = {};
  const steps: Step[] = [askName, askProvider, askLoginUrl, askMetadata, askRegion, askWarehouse];
  for (let at = 0; at < steps.length;) {
    const frame = { title: l10n.t('Add Connection to Amazon Redshift'), step: at + 1, totalSteps: steps.length };
    at += (await steps[at]?.(frame, draft)) === back ? -1 : 1;
  }
  const entry = entryOf(draft as ConnectionDraft, profiles.all());
  try {
    await profiles.add(entry);
  } catch (error) {
    throw new Failure('profile.notSaved', { problem: error instanceof Error ? error.message : '' }, { cause: error });
  }
  await offerSignIn(String(entry['id']), String(entry['name']));
}

async function offerSignIn(profileId: string, name: string): Promise<void> {
  const signIn = l10n.t('Sign In');
  const chosen = await window.showInformationMessage(l10n.t('The connection “{0}” was added.', name), signIn);
  if (chosen === signIn) await editorCommands.executeCommand(commands.signIn, { profileId });
}

const askName: Step = (frame, draft) =>
  text(frame, (value) => (draft.name = value), profileChecks.name, {
    prompt: l10n.t('A name for the connection'),
    placeholder: l10n.t('My company'),
    value: draft.name,
  });

const askProvider: Step = async (frame, draft) => {
  const labels: Record<ProviderKind, string> = {
    okta: 'Okta',
    entra: 'Microsoft Entra ID',
    pingfederate: 'PingFederate',
    pingone: 'PingOne',
    saml: l10n.t('Another SAML 2.0 provider'),
  };
  const items = (Object.keys(labels) as ProviderKind[]).map((provider) => ({ label: labels[provider], provider }));
  const active = items.find(({ provider }) => provider === draft.provider);
  const chosen = await askChoice(frame, l10n.t('Who do you sign in with?'), items, active);
  if (chosen === back) return back;
  draft.provider = chosen.provider;
  return undefined;
};

const askLoginUrl: Step = (frame, draft) =>
  text(frame, (value) => (draft.loginUrl = value), profileChecks.loginUrl, {
    prompt: l10n.t('The address of the provider’s app for Redshift: its embed link or its single sign-on URL'),
    placeholder: 'https://example.okta.com/home/…',
    value: draft.loginUrl,
  });

const askMetadata: Step = (frame, draft) =>
  text(frame, (value) => (draft.metadata = value === '' ? undefined : value), optional(profileChecks.metadata), {
    prompt: l10n.t('The address of the app’s SAML metadata. Leave it empty to have signatures checked by AWS alone'),
    placeholder: 'https://example.okta.com/app/…/sso/saml/metadata',
    value: draft.metadata ?? (draft.loginUrl === undefined ? undefined : guessMetadata(draft.loginUrl)),
  });

const askRegion: Step = (frame, draft) =>
  text(frame, (value) => (draft.region = value), profileChecks.region, {
    prompt: l10n.t('The AWS region of your warehouses'),
    placeholder: 'us-west-2',
    value: draft.region,
  });

const askWarehouse: Step = async (frame, draft) => {
  const items: (QuickPickItem & { warehouse?: WarehouseRef['kind'] })[] = [
    {
      label: l10n.t('List the warehouses that I may see'),
      detail: l10n.t('Your AWS role must be allowed to list them'),
    },
    { label: l10n.t('A cluster…'), detail: l10n.t('Type in its identifier'), warehouse: 'cluster' },
    { label: l10n.t('A serverless workgroup…'), detail: l10n.t('Type in its name'), warehouse: 'workgroup' },
  ];
  const chosen = await askChoice(frame, l10n.t('Which warehouse?'), items);
  if (chosen === back) return back;
  if (chosen.warehouse === undefined) {
    draft.warehouse = undefined;
    return undefined;
  }
  const warehouse: WarehouseRef = { kind: chosen.warehouse, name: '', database: defaultDatabase };
  const next = (by: number): StepFrame => ({ ...frame, step: frame.step + by, totalSteps: frame.totalSteps + 2 });
  const named = await text(next(1), (value) => (warehouse.name = value), warehouseChecks.name, {
    prompt: chosen.warehouse === 'cluster' ? l10n.t('The cluster identifier') : l10n.t('The name of the workgroup'),
  });
  if (named === back) return askWarehouse(frame, draft);
  const withDatabase = await text(next(2), (value) => (warehouse.database = value), warehouseChecks.database, {
    prompt: l10n.t('The database to start in'),
    value: defaultDatabase,
  });
  if (withDatabase === back) return askWarehouse(frame, draft);
  draft.warehouse = warehouse;
  return undefined;
};

type Question = Omit<TextQuestion, 'problem' | 'value'> & { value?: string | undefined };

async function text(
  frame: StepFrame,
  keep: (value: string) => void,
  check: Check,
  { value, ...question }: Question,
): Promise<typeof back | undefined> {
  const problem = (typed: string): string | undefined => {
    const found = check(typed);
    return found && l10n.t('This {0}.', problemText(found));
  };
  const answer = await askText(frame, { ...question, ...(value === undefined ? {} : { value }), problem });
  if (answer === back) return back;
  keep(answer);
  return undefined;
}

/** Nothing typed is fine too. */
function optional(check: Check): Check {
  return (value) => (value === '' ? undefined : check(value));
}
