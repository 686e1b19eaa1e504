import { l10n, QuickInputButtons, window, type QuickPickItem } from 'vscode';
import { Cancelled } from '../../core/failure';

/** An entry with what it stands for; one that `tells` something is no choice: the list stays open behind what it tells. */
export type Choice<T> = QuickPickItem & ({ value: T } | { tells: () => unknown });

export interface PickStep<T> {
  title: string;
  placeholder: string;
  /** Offers a way back to the step before. */
  canGoBack: boolean;
  /** Entries that are there at once; those that come later follow them. */
  first?: readonly Choice<T>[];
  /** Fetches the other entries; the signal is aborted when the person turns away. */
  load(signal: AbortSignal): Promise<readonly Choice<T>[]>;
  /** Entries for what is typed in by hand and is not among the others. */
  typed?(text: string): readonly Choice<T>[];
}

/** One step of a choice: a list that is busy until its entries are there. Rejects with Cancelled, or as `load` does. */
export async function pickStep<T>(step: PickStep<T>): Promise<T | 'back'> {
  const pick = window.createQuickPick<Choice<T>>();
  const gone = new AbortController();
  let listed: readonly Choice<T>[] = step.first ?? [];
  const show = (): void => {
    const text = pick.value.trim();
    const known = listed.some(({ label }) => label === text);
    pick.items = [...listed, ...(text === '' || known ? [] : (step.typed?.(text) ?? []))];
  };
  pick.title = step.title;
  pick.placeholder = step.placeholder;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.busy = true;
  if (step.canGoBack) pick.buttons = [QuickInputButtons.Back];
  try {
    return await new Promise<T | 'back'>((resolve, reject) => {
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item !== undefined) {
          if ('tells' in item) void item.tells();
          else resolve(item.value);
        }
      });
      pick.onDidTriggerButton(() => resolve('back'));
      pick.onDidHide(() => reject(new Cancelled()));
      pick.onDidChangeValue(show);
      show();
      pick.show();
      step.load(gone.signal).then((loaded) => {
        listed = [...listed, ...loaded];
        pick.busy = false;
        if (listed.length === 0) pick.placeholder = l10n.t('Nothing to choose from: type a name');
        show();
      }, reject);
    });
  } finally {
    gone.abort();
    pick.dispose();
  }
}
