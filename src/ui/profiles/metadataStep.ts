import { env, l10n, ProgressLocation, Uri, window, workspace, type QuickPickItem } from 'vscode';
import { systemClock } from '../../core/clock';
import { Failure } from '../../core/failure';
import type { Log } from '../../core/ports';
import type { MetadataReport } from '../../federation/metadataReport';
import { loadBackend } from '../backend';
import { withSignal } from '../cancellation';
import { failureText } from '../failures';
import { guessMetadata, type ConnectionDraft } from './connectionDraft';
import { profileChecks } from './profileRules';
import { providerExamples } from './providerWords';
import { textStep, type Step } from './steps';
import { askChoice, back, type StepFrame } from './wizardInput';

/** Where metadata comes from. */
type Source = { address: string } | 'otherAddress' | 'file' | 'clipboard' | 'none' | 'keep';

/**
 * Asks for the provider's metadata: an address, a file, or what is on the clipboard. It is read at once, and what is wrong with it
 * is said; texts are kept in short.
 */
export function askMetadata(log: Log): Step {
  const step: Step = async (frame, draft) => {
    for (;;) {
      const source = await askSource(frame, draft);
      if (source === back) return back;
      if (source === 'keep') return undefined;
      if (source === 'none') {
        draft.metadata = undefined;
        return undefined;
      }
      const setting = await settingFrom(source, frame, draft);
      if (setting === undefined) continue;
      const metadata = await judged(setting, frame, draft, log);
      if (metadata === undefined) continue;
      draft.metadata = metadata;
      return undefined;
    }
  };
  return step;
}

async function askSource(frame: StepFrame, draft: ConnectionDraft): Promise<Source | typeof back> {
  const { metadata, loginUrl } = draft;
  const isAddress = metadata !== undefined && !metadata.trimStart().startsWith('<');
  const guess = isAddress ? metadata : loginUrl === undefined ? undefined : guessMetadata(loginUrl);
  const items: (QuickPickItem & { source: Source })[] = [
    ...(metadata !== undefined && !isAddress
      ? [{ label: l10n.t('Keep the metadata that is there'), source: 'keep' as const }]
      : []),
    ...(guess === undefined ? [] : [{ label: l10n.t('At its address'), detail: guess, source: { address: guess } }]),
    {
      label: guess === undefined ? l10n.t('At an address…') : l10n.t('At another address…'),
      detail: l10n.t('It is read now and kept, and read again when it may have changed'),
      source: 'otherAddress',
    },
    { label: l10n.t('In a file…'), detail: l10n.t('Keys that change later must be brought in again'), source: 'file' },
    {
      label: l10n.t('On the clipboard'),
      detail: l10n.t('Copy the whole XML, then choose this'),
      source: 'clipboard',
    },
    ...(loginUrl === undefined
      ? []
      : [
          {
            label: l10n.t('I have none'),
            detail: l10n.t('The provider’s signatures are then checked by AWS alone'),
            source: 'none' as const,
          },
        ]),
  ];
  const chosen = await askChoice(frame, l10n.t('Where is the SAML metadata of the provider’s app?'), items);
  return chosen === back ? back : chosen.source;
}

/** The value of the setting; undefined when the person turned back to the choice. */
async function settingFrom(
  source: Exclude<Source, 'none' | 'keep'>,
  frame: StepFrame,
  draft: ConnectionDraft,
): Promise<string | undefined> {
  if (typeof source === 'object') return source.address;
  if (source === 'clipboard') return env.clipboard.readText();
  if (source === 'file') {
    const [file] = (await window.showOpenDialog({ title: frame.title, openLabel: l10n.t('Use as Metadata') })) ?? [];
    return file && (await textOf(file));
  }
  let address: string | undefined;
  const question = {
    prompt: l10n.t('The address of the app’s SAML metadata'),
    placeholder: providerExamples[draft.provider ?? 'saml'].metadata,
    value: undefined,
    check: profileChecks.metadata,
  };
  await textStep({ ...frame, step: Math.max(frame.step, 2) }, question, (typed) => (address = typed));
  return address;
}

/** What is to be written into the setting; undefined when it is of no use and the person wants to try something else. */
async function judged(
  setting: string,
  frame: StepFrame,
  draft: ConnectionDraft,
  log: Log,
): Promise<string | undefined> {
  const isText = setting
    .trimStart()
    .replace(/^\uFEFF/, '')
    .startsWith('<');
  let report: MetadataReport;
  try {
    report = await read(setting.trim(), log);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    const { happened } = failureText(error);
    // An address that cannot be reached now may be reached later; what is wrong in itself stays so.
    return (await askOtherwise(frame, happened, Failure.has(error, 'metadata.unreachable'))) ? setting : undefined;
  }
  if (!report.namesAddress && draft.loginUrl === undefined) {
    const text = l10n.t('It names no address to sign in at, and the connection has no login URL.');
    await askOtherwise(frame, text, false);
    return undefined;
  }
  return isText ? report.text : setting;
}

async function read(setting: string, log: Log): Promise<MetadataReport> {
  const { reportMetadata } = await loadBackend();
  const title = l10n.t('Reading the provider’s metadata…');
  return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (_, token) =>
    withSignal(token, (signal) => reportMetadata(setting, { clock: systemClock, log, signal })),
  );
}

/** Says what is wrong; true when the person wants it all the same. */
async function askOtherwise(frame: StepFrame, problem: string, mayKeep: boolean): Promise<boolean> {
  const items: (QuickPickItem & { keep: boolean })[] = [
    { label: l10n.t('Try something else'), keep: false },
    ...(mayKeep ? [{ label: l10n.t('Use this address all the same'), keep: true }] : []),
  ];
  const chosen = await askChoice({ ...frame, step: 1 }, problem, items);
  return chosen !== back && chosen.keep;
}

async function textOf(file: Uri): Promise<string> {
  const bytes = await workspace.fs.readFile(file);
  if (bytes.length > 2_000_000) throw new Failure('metadata.invalid', { from: '', problem: 'tooLarge' });
  return Buffer.from(bytes).toString('utf8');
}
