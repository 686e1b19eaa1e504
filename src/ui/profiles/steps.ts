import { l10n } from 'vscode';
import type { ConnectionDraft } from './connectionDraft';
import { problemText } from './problemText';
import type { Check, ProfileProblem } from './profileRules';
import { askText, type back, type StepFrame, type TextQuestion } from './wizardInput';

/** Asks for one value and keeps it in the draft; gives `back` when the person wants the step before. Rejects with Cancelled. */
export type Step = (frame: StepFrame, draft: ConnectionDraft) => Promise<typeof back | undefined>;

/** What a step asks for in an input box. */
export interface TextStep extends Omit<TextQuestion, 'problem' | 'value'> {
  value: string | undefined;
  /** Judges what is typed, at every key. */
  check: (typed: string) => ProfileProblem | undefined;
}

/** Asks for a text that a rule judges while it is typed; what is wrong is said in the rule's words. */
export async function textStep(
  frame: StepFrame,
  { value, check, ...question }: TextStep,
  keep: (typed: string) => void,
): Promise<typeof back | undefined> {
  const problem = (typed: string): string | undefined => {
    const found = check(typed);
    return found && l10n.t('This {0}.', problemText(found));
  };
  const answer = await askText(frame, { ...question, ...(value === undefined ? {} : { value }), problem });
  if (typeof answer === 'symbol') return answer;
  keep(answer);
  return undefined;
}

/** Nothing typed is fine too. */
export function optional(check: Check): (typed: string) => ProfileProblem | undefined {
  return (typed) => (typed === '' ? undefined : check(typed));
}

/** For whole numbers: what is typed is judged as the number that it is. */
export function asNumber(check: Check): Check {
  return (typed) => check(typeof typed === 'string' && /^\d{1,9}$/.test(typed) ? Number(typed) : typed);
}

/** For lists: items by spaces or commas. */
export function itemsOf(typed: string): string[] {
  return typed.split(/[\s,]+/).filter((item) => item !== '');
}

/** Judges each item of a list; the first that is not good counts. */
export function eachOf(check: Check): (typed: string) => ProfileProblem | undefined {
  return (typed) =>
    itemsOf(typed)
      .map(check)
      .find((problem) => problem !== undefined);
}
