import { commands as editorCommands, l10n, window } from 'vscode';
import { commands } from '../contributions';
import { failureText } from '../failures';
import { problemText } from './problemText';
import type { ProfileSettings } from './profileSettings';

/** Names every broken value of the profiles in one warning, once until the values change. */
export class ProfileProblems {
  #shown = '';

  constructor(private readonly profiles: ProfileSettings) {}

  async show(): Promise<void> {
    const texts = this.profiles.broken().map(({ profile, field, problem }) => {
      const facts = { profile, field, problem: problemText(problem) };
      return failureText({ code: 'profile.invalid', facts }).happened;
    });
    const text = texts.join(' ');
    if (text === this.#shown) return;
    this.#shown = text;
    if (text === '') return;
    const open = l10n.t('Open Settings');
    if ((await window.showWarningMessage(text, open)) === open)
      await editorCommands.executeCommand(commands.openSettings);
  }
}
