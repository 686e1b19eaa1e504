import { QuickInputButtons, window, type InputBox, type QuickPick, type QuickPickItem } from 'vscode';
import type { Disposable } from '../../core/ports';
import { Cancelled } from '../../core/failure';

/** The person wants the step before. */
export const back = Symbol('back');

export interface StepFrame {
  title: string;
  /** From 1; from the second on, the person can go back. */
  step: number;
  /** 0 where steps are not counted. */
  totalSteps: number;
}

export interface TextQuestion {
  prompt: string;
  placeholder?: string;
  /** What stands there at first. */
  value?: string;
  /** Judges what is typed, at every key; the reason in words, or nothing when it is good. */
  problem: (value: string) => string | undefined;
}

/** Asks for a text, trimmed. Rejects with Cancelled on Escape. */
export function askText(frame: StepFrame, question: TextQuestion): Promise<string | typeof back> {
  const input = window.createInputBox();
  input.prompt = question.prompt;
  input.placeholder = question.placeholder;
  input.value = question.value ?? '';
  const judge = (): string | undefined => question.problem(input.value.trim());
  return answer<string>(input, frame, (resolve) => [
    input.onDidChangeValue(() => {
      input.validationMessage = input.value.trim() === '' ? undefined : judge();
    }),
    input.onDidAccept(() => {
      input.validationMessage = judge();
      if (input.validationMessage === undefined) resolve(input.value.trim());
    }),
    input.onDidTriggerButton(() => resolve(back)),
  ]);
}

/** Asks for one of several. Rejects with Cancelled on Escape. */
export function askChoice<T extends QuickPickItem>(
  frame: StepFrame,
  placeholder: string,
  items: readonly T[],
  active?: T,
): Promise<T | typeof back> {
  const input = window.createQuickPick<T>();
  input.placeholder = placeholder;
  input.items = items;
  input.matchOnDetail = true;
  if (active) input.activeItems = [active];
  return answer<T>(input, frame, (resolve) => [
    input.onDidAccept(() => {
      const [chosen] = input.activeItems;
      if (chosen) resolve(chosen);
    }),
    input.onDidTriggerButton(() => resolve(back)),
  ]);
}

/** Shows an input until it is answered; it stays while the person fetches an address from the browser. */
async function answer<T>(
  input: InputBox | QuickPick<QuickPickItem & T>,
  frame: StepFrame,
  listen: (resolve: (value: T | typeof back) => void) => Disposable[],
): Promise<T | typeof back> {
  input.title = frame.title;
  if (frame.totalSteps > 0) Object.assign(input, { step: frame.step, totalSteps: frame.totalSteps });
  input.ignoreFocusOut = true;
  input.buttons = frame.step > 1 ? [QuickInputButtons.Back] : [];
  const listeners: Disposable[] = [];
  try {
    return await new Promise<T | typeof back>((resolve, reject) => {
      listeners.push(
        ...listen(resolve),
        input.onDidHide(() => reject(new Cancelled())),
      );
      input.show();
    });
  } finally {
    for (const listener of listeners) listener.dispose();
    input.dispose();
  }
}
