import { env, l10n, ThemeIcon, window, type QuickInputButton, type Uri } from 'vscode';
import type { Prompts } from '../../federation/prompts';
import { pasteProblem } from '../failures/ways';
import { codeProblem, codePrompt, factorLabel } from './factorWords';
import { pickWhile, promptInput, type PromptQuestion } from './promptInput';

/**
 * The boxes of the ways in without a browser. Each names the host that gets the answer; secrets are dots; the running sign-in's own
 * notification, which can be cancelled, says what a push waits for.
 * @param profileName stands in each title
 * @param report shows a line in that notification
 */
export function passwordPrompts(profileName: string, report: (message: string) => void): Prompts {
  const title = l10n.t('Sign in to Amazon Redshift ({0})', profileName);
  const text = async (question: Omit<PromptQuestion, 'title'>, signal: AbortSignal): Promise<string> =>
    (await promptInput({ title, ...question }, signal)) as string;
  return {
    askUser: async ({ host, suggestion }, signal) => {
      const prompt = l10n.t('User name at {0}', host);
      return (await text({ prompt, value: suggestion, judge: notBlank }, signal)).trim();
    },

    askPassword: ({ host, user, problem }, signal) =>
      text(
        {
          prompt: l10n.t('Password for {0} at {1}', user, host),
          password: true,
          problem: problem && l10n.t('{0} did not accept the user name and password. Try again.', host),
        },
        signal,
      ),

    async chooseFactor({ host, factors }, signal) {
      const items = factors.map((factor) => ({ label: factorLabel(factor), description: factor.detail, factor }));
      const placeHolder = l10n.t('How {0} shall make sure that it is you', host);
      const chosen = await pickWhile(signal, (token) =>
        window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }, token),
      );
      return chosen.factor;
    },

    async askCode({ host, factor, problem, canResend, hasOthers }, signal) {
      const buttons = [...(canResend ? [resend()] : []), ...(hasOthers ? [otherFactor()] : [])];
      const reply = await promptInput(
        {
          title,
          prompt: codePrompt(factor, host),
          password: factor.kind === 'question',
          problem: problem && codeProblem(problem),
          buttons,
        },
        signal,
      );
      if (typeof reply === 'string') return { code: reply.trim() };
      return canResend && reply === buttons[0] ? 'resend' : 'otherFactor';
    },

    showPush: ({ host, factor, number }) =>
      report(
        number === undefined
          ? l10n.t('Approve the sign-in at {0} on {1}.', host, factor.detail || l10n.t('your phone'))
          : l10n.t(
              'Choose {0} on {1} to approve the sign-in at {2}.',
              number,
              factor.detail || l10n.t('your phone'),
              host,
            ),
      ),

    askResponse({ host, loginUrl, judge }, signal) {
      const open: QuickInputButton = {
        iconPath: new ThemeIcon('link-external'),
        tooltip: l10n.t('Open the sign-in page of {0}', host),
      };
      return text(
        {
          prompt: l10n.t('SAML response of {0}: the field SAMLResponse, from the browser’s developer tools', host),
          placeholder: 'PHNhbWxwOlJlc3BvbnNl…',
          password: true,
          judge: (pasted) => {
            const problem = judge(pasted);
            return problem && pasteProblem(problem);
          },
          buttons: [help(), open],
          onButton: (button) => {
            if (button !== open) {
              void window.showInformationMessage(howToCopy());
              return true;
            }
            // As text: a Uri decodes its query, which spoils a SAMLRequest. The editor takes a text too, its types say otherwise.
            void env.openExternal(loginUrl as unknown as Uri);
            return true;
          },
        },
        signal,
      );
    },
  };
}

function resend(): QuickInputButton {
  return { iconPath: new ThemeIcon('refresh'), tooltip: l10n.t('Send another code') };
}

function otherFactor(): QuickInputButton {
  return { iconPath: new ThemeIcon('list-unordered'), tooltip: l10n.t('Use another factor') };
}

function help(): QuickInputButton {
  return { iconPath: new ThemeIcon('question'), tooltip: l10n.t('How to get it') };
}

/** The same as docs/pasting.md, shorter. */
function howToCopy(): string {
  return l10n.t(
    'Open the browser’s developer tools (F12), the Network tab, and tick “Preserve log”. Sign in on the provider’s page; whatever page comes last is fine. Look for the request with the form field SAMLResponse (to “redshift/” or “saml”), copy that field from its payload, and paste it here within five minutes.',
  );
}

function notBlank(value: string): string | undefined {
  return value.trim() === '' ? l10n.t('Type in your user name.') : undefined;
}
