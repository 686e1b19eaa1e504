import { CancellationTokenSource, window, type CancellationToken, type QuickInputButton } from 'vscode';
import type { Disposable } from '../../core/ports';
import { Cancelled, throwIfCancelled } from '../../core/failure';

export interface PromptQuestion {
  title: string;
  prompt: string;
  /** Shows dots instead of what is typed. */
  password?: boolean;
  placeholder?: string;
  value?: string;
  /** What was wrong with the answer before; stands until something is typed. */
  problem?: string | undefined;
  /** Judges what is typed; the reason in words, or nothing when it is good. */
  judge?: (value: string) => string | undefined;
  buttons?: readonly QuickInputButton[];
  /** Does something on the side while the box stays; true when it took the click. */
  onButton?: (button: QuickInputButton) => boolean;
}

/**
 * Asks for one text in a box that stays while the person looks things up elsewhere. Gives the text, or the button that was
 * pressed. Rejects with Cancelled on Escape and when the signal is aborted. The text is kept nowhere.
 */
export async function promptInput(question: PromptQuestion, signal: AbortSignal): Promise<string | QuickInputButton> {
  throwIfCancelled(signal);
  const { title, prompt, password = false, placeholder, value = '', judge, buttons = [], onButton } = question;
  const input = window.createInputBox();
  Object.assign(input, { title, prompt, password, placeholder, value, buttons, ignoreFocusOut: true });
  input.validationMessage = question.problem;
  const listeners: Disposable[] = [];
  const close = (): void => input.hide();
  try {
    return await new Promise<string | QuickInputButton>((resolve, reject) => {
      listeners.push(
        input.onDidChangeValue((typed) => {
          input.validationMessage = typed === '' ? undefined : judge?.(typed);
        }),
        input.onDidAccept(() => {
          input.validationMessage = judge?.(input.value);
          if (input.validationMessage === undefined && input.value !== '') resolve(input.value);
        }),
        input.onDidTriggerButton((button) => {
          if (onButton?.(button) !== true) resolve(button);
        }),
        input.onDidHide(() => reject(new Cancelled({ cause: signal.reason }))),
      );
      signal.addEventListener('abort', close, { once: true });
      input.show();
    });
  } finally {
    signal.removeEventListener('abort', close);
    for (const listener of listeners) listener.dispose();
    input.dispose();
  }
}

/** Shows a list until the person picks, or the signal is aborted. Rejects with Cancelled where nothing is picked. */
export async function pickWhile<T>(
  signal: AbortSignal,
  show: (token: CancellationToken) => Thenable<T | undefined>,
): Promise<T> {
  throwIfCancelled(signal);
  const source = new CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const picked = await show(source.token);
    if (picked === undefined) throw new Cancelled({ cause: signal.reason });
    return picked;
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}
