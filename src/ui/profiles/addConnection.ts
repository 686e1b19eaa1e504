import { commands as editorCommands, l10n, window } from 'vscode';
import type { Log } from '../../core/ports';
import { acsUrl } from '../../core/profile';
import { commands } from '../contributions';
import { askProvider, askWarehouses } from './choiceSteps';
import { entryOf, type ConnectionDraft } from './connectionDraft';
import { editFields } from './fieldList';
import { askMetadata } from './metadataStep';
import { parseProfiles, profileDefaults } from './parseProfiles';
import type { ProfileSettings } from './profileSettings';
import type { Step } from './steps';
import { askLoginUrl, askName, askRegion, askSpEntityId } from './textSteps';
import { back, type StepFrame } from './wizardInput';

export interface WizardParts {
  profiles: ProfileSettings;
  log: Log;
}

/**
 * Asks for a connection step by step, shows it whole, writes it into the person's settings, and offers to sign in by it.
 * @param draft what is known already; it is asked for all the same, as a proposal
 * @param askOnly asks for what is missing alone, before the whole is shown
 */
export async function addConnection(
  parts: WizardParts,
  draft: ConnectionDraft = {},
  askOnly?: 'missing',
): Promise<void> {
  const title = l10n.t('Add Connection to Amazon Redshift');
  const steps =
    askOnly === undefined ? undefined : stepsOf(draft, parts).filter(({ field }) => isMissing(field, draft));
  for (let at = 0; ;) {
    // Which provider was chosen decides what else is asked.
    const asked = [...(steps ?? stepsOf(draft, parts)).map(({ step }) => step), conclusion(parts)];
    const step = asked[at];
    if (step === undefined) break;
    const frame = { title, step: at + 1, totalSteps: asked.length };
    at += (await step(frame, draft)) === back ? -1 : 1;
  }
  const entry = entryOf(draft, parts.profiles.all());
  await parts.profiles.add(entry);
  await offerSignIn(String(entry['id']), String(entry['name']));
}

interface FieldStep {
  field: keyof ConnectionDraft;
  step: Step;
}

function stepsOf({ provider }: ConnectionDraft, { log }: WizardParts): FieldStep[] {
  return [
    { field: 'name', step: askName },
    { field: 'provider', step: askProvider },
    { field: 'loginUrl', step: askLoginUrl },
    { field: 'metadata', step: askMetadata(log) },
    ...(provider === 'entra' ? [{ field: 'spEntityId' as const, step: askSpEntityId }] : []),
    { field: 'region', step: askRegion },
    { field: 'warehouses', step: askWarehouses },
  ];
}

/** Whether a prepared draft lacks a value that it cannot do without, or holds one that is of no use. */
function isMissing(field: keyof ConnectionDraft, draft: ConnectionDraft): boolean {
  const isBroken = problemsOf(draft).some((broken) => broken.field === field);
  if (field === 'loginUrl') return isBroken;
  if (field === 'metadata') return isBroken || (draft.loginUrl === undefined && draft.metadata === undefined);
  return isBroken || field === 'name' || (field === 'spEntityId' && draft.spEntityId === undefined);
}

function problemsOf(draft: ConnectionDraft): ReturnType<typeof parseProfiles>['broken'] {
  return parseProfiles([entryOf({ ...draft, name: draft.name ?? 'x' }, [])]).broken;
}

/** The last step: the whole connection, as it would be written. */
function conclusion({ log }: WizardParts): Step {
  return (frame: StepFrame, draft) =>
    editFields(frame, draft, log, ({ acsPort = profileDefaults.acsPort }) => ({
      label: l10n.t('$(add) Add this connection'),
      detail: l10n.t('The provider’s app must send its answer to {0}', acsUrl({ acsPort })),
    }));
}

async function offerSignIn(profileId: string, name: string): Promise<void> {
  const signIn = l10n.t('Sign In');
  const chosen = await window.showInformationMessage(l10n.t('The connection “{0}” was added.', name), signIn);
  if (chosen === signIn) await editorCommands.executeCommand(commands.signIn, { profileId });
}
