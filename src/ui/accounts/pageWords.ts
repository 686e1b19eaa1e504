import { env, l10n } from 'vscode';
import type { PageWords } from '../../federation/resultPage';

/** What the browser's page says when the provider's answer has arrived, in the editor's language. */
export function pageWords(): PageWords {
  const backToEditor = l10n.t('You can close this page and return to the editor.');
  return {
    language: env.language,
    signedIn: (account) => ({
      tone: 'good',
      heading: l10n.t('You are signed in'),
      paragraphs: [l10n.t('Signed in to Amazon Redshift as {0}.', account), backToEditor],
    }),
    chooseRole: () => ({
      tone: 'plain',
      heading: l10n.t('One more step'),
      paragraphs: [l10n.t('Return to the editor and choose the AWS role. You can close this page.')],
    }),
    confirmUser: () => ({
      tone: 'plain',
      heading: l10n.t('One more step'),
      paragraphs: [l10n.t('Return to the editor and confirm the user. You can close this page.')],
    }),
    refused: (reason, final) => ({
      tone: 'bad',
      heading: l10n.t('This sign-in was not accepted'),
      paragraphs: [
        ...reason,
        final ? l10n.t('Return to the editor to go on.') : l10n.t('The editor still waits for the right answer.'),
      ],
    }),
    cancelled: () => ({ tone: 'plain', heading: l10n.t('The sign-in was cancelled'), paragraphs: [backToEditor] }),
    answered: () => ({
      tone: 'plain',
      heading: l10n.t('Nothing to do here'),
      paragraphs: [l10n.t('This sign-in has had its answer already.'), backToEditor],
    }),
    notAnAnswer: (acs) => ({
      tone: 'bad',
      heading: l10n.t('This is no answer of an identity provider'),
      paragraphs: [l10n.t('An editor waits here for a sign-in. The provider’s answer must be posted to {0}', acs)],
    }),
  };
}
