import { l10n } from 'vscode';
import type { EndpointOverrides } from '../../core/profile';
import { acsUrl } from '../../core/profile';
import { guessName } from './connectionDraft';
import { profileDefaults } from './parseProfiles';
import { checkAddress, checkRecipient, profileChecks } from './profileRules';
import { providerExamples } from './providerWords';
import { asNumber, eachOf, itemsOf, optional, textStep, type Step } from './steps';

/** Steps that ask for one text or number. An empty answer means the default where there is one. */

export const askName: Step = (frame, draft) =>
  textStep(
    frame,
    {
      prompt: l10n.t('A name for the connection'),
      placeholder: l10n.t('My company'),
      value: draft.name ?? guessName(draft),
      check: profileChecks.name,
    },
    (typed) => (draft.name = typed),
  );

export const askLoginUrl: Step = (frame, draft) =>
  textStep(
    frame,
    {
      prompt: l10n.t(
        'The address of the provider’s app for Redshift: its embed link or its single sign-on URL. It may stay empty where you have the app’s SAML metadata',
      ),
      placeholder: providerExamples[draft.provider ?? 'saml'].loginUrl,
      value: draft.loginUrl,
      check: optional(profileChecks.loginUrl),
    },
    (typed) => (draft.loginUrl = typed === '' ? undefined : typed),
  );

export const askSpEntityId: Step = (frame, draft) =>
  textStep(
    frame,
    {
      prompt:
        draft.provider === 'entra'
          ? l10n.t('The identifier (entity ID) of the app in Entra, with its # and number where it has one')
          : l10n.t('What the provider’s app calls its service provider (SP entity ID)'),
      placeholder: profileDefaults.spEntityId,
      value: draft.spEntityId ?? profileDefaults.spEntityId,
      check: profileChecks.spEntityId,
    },
    (typed) => (draft.spEntityId = typed),
  );

export const askRegion: Step = (frame, draft) =>
  textStep(
    frame,
    {
      prompt: l10n.t('The AWS region of your warehouses'),
      placeholder: 'us-west-2',
      value: draft.region,
      check: profileChecks.region,
    },
    (typed) => (draft.region = typed),
  );

export const askAcsPort: Step = (frame, draft) =>
  textStep(
    frame,
    {
      prompt: l10n.t(
        'The port where the provider’s answer arrives. Its app and the trust policy of the AWS role must name the same address, such as {0}',
        acsUrl(profileDefaults),
      ),
      placeholder: String(profileDefaults.acsPort),
      value: String(draft.acsPort ?? profileDefaults.acsPort),
      check: optional(asNumber(profileChecks.acsPort)),
    },
    (typed) => (draft.acsPort = typed === '' ? undefined : Number(typed)),
  );

export const askPreferredRole: Step = (frame, draft) =>
  textStep(
    frame,
    {
      prompt: l10n.t('ARN of the AWS role to take where the provider offers several. Leave it empty to be asked'),
      placeholder: 'arn:aws:iam::123456789012:role/analyst',
      value: draft.preferredRole,
      check: optional(profileChecks.preferredRole),
    },
    (typed) => (draft.preferredRole = typed === '' ? undefined : typed),
  );

export const askSessionDuration: Step = (frame, draft) =>
  textStep(
    frame,
    {
      prompt: l10n.t(
        'How long the AWS credentials shall last, in seconds. Where the AWS role allows less, less is taken',
      ),
      placeholder: String(profileDefaults.sessionDuration),
      value: String(draft.sessionDuration ?? profileDefaults.sessionDuration),
      check: optional(asNumber(profileChecks.sessionDuration)),
    },
    (typed) => (draft.sessionDuration = typed === '' ? undefined : Number(typed)),
  );

export const askSignInTimeout: Step = (frame, draft) =>
  textStep(
    frame,
    {
      prompt: l10n.t('How long to wait for your sign-in at the provider, in seconds'),
      placeholder: String(profileDefaults.signInTimeout),
      value: String(draft.signInTimeout ?? profileDefaults.signInTimeout),
      check: optional(asNumber(profileChecks.signInTimeout)),
    },
    (typed) => (draft.signInTimeout = typed === '' ? undefined : Number(typed)),
  );

export const askAllowedRecipients: Step = (frame, draft) =>
  textStep(
    frame,
    {
      prompt: l10n.t(
        'Addresses for which a SAML response may be made out that comes by password or is pasted, by spaces. Leave it empty for the AWS sign-in pages and our own address',
      ),
      placeholder: 'https://signin.aws.amazon.com/saml',
      value: draft.allowedRecipients?.join(' '),
      check: eachOf(checkRecipient),
    },
    (typed) => {
      const items = itemsOf(typed);
      draft.allowedRecipients = items.length === 0 ? undefined : items;
    },
  );

/** Asks for the address that stands in for that of one service. */
export function askEndpoint(service: keyof EndpointOverrides, label: string): Step {
  return (frame, draft) =>
    textStep(
      frame,
      {
        prompt: l10n.t(
          'The address that stands in for that of {0}, such as a private endpoint. Leave it empty for AWS’s own',
          label,
        ),
        placeholder: 'https://vpce-….vpce.amazonaws.com',
        value: draft.endpoints?.[service],
        check: optional(checkAddress),
      },
      (typed) => {
        const { [service]: _, ...others } = draft.endpoints ?? {};
        draft.endpoints = typed === '' ? others : { ...others, [service]: typed };
      },
    );
}
