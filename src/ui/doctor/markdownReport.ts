import { l10n } from 'vscode';
import type { DoctorStepView } from '../../webview/doctorProtocol';

/** What a ticket needs: every step with what was seen and what is wrong. There are no secrets in a diagnosis. */
export function markdownReport(title: string, at: Date, text: string, steps: readonly DoctorStepView[]): string {
  const lines = steps.flatMap(({ title: step, stateText, evidence, findings }, index) => [
    `${index + 1}. **${plain(step)}**: ${stateText}`,
    ...findings.map(({ happened, toDo }) => `   - ${plain(happened)} *${plain(toDo)}*`),
    ...evidence.map(({ label, value }) => `   - ${plain(label)}: ${code(value)}`),
  ]);
  return [`# ${plain(title)}`, '', `${l10n.t('Made at {0}.', at.toISOString())} ${plain(text)}`, '', ...lines, ''].join(
    '\n',
  );
}

/** Names from outside must not become markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, '\\$&').replace(/\s+/g, ' ');
}

/** Spaces at the ends may be what is wrong: they stay. */
function code(text: string): string {
  return `\`${text.replace(/`/g, 'ˋ').replace(/[\r\n]+/g, ' ')}\``;
}
