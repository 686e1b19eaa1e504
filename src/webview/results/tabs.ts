import { el, setAttribute } from '../dom';
import { fill } from '../words';
import { icon } from './icons';
import type { Language } from './language';
import { messagesTab, type PageModel } from './model';

interface Tab {
  id: string;
  title: string;
  count?: string;
  tip?: string;
  mark?: 'failed' | 'unknown' | 'stale';
}

/** The tabs: one for each result, then the messages. Arrow keys move among them, as the pattern for tabs wants it. */
export class Tabs {
  readonly element: HTMLElement;
  #drawn = '';

  constructor(
    private readonly language: Language,
    private readonly onPick: (id: string) => void,
  ) {
    this.element = el('div', { class: 'tabs', role: 'tablist', 'aria-label': language.texts.results });
    this.element.addEventListener('keydown', (event) => this.#move(event));
  }

  update(model: PageModel): void {
    const tabs = this.#tabsOf(model);
    const drawn = JSON.stringify([tabs, model.selected]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(...tabs.map((tab) => this.#draw(tab, tab.id === model.selected)));
    const selected = this.element.querySelector<HTMLElement>('[aria-selected="true"]');
    selected?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (hadFocus) selected?.focus();
  }

  #tabsOf({ run }: PageModel): Tab[] {
    if (run === undefined) return [];
    const has = (state: 'failed' | 'unknown'): boolean => run.statements.some((statement) => statement.state === state);
    const mark = run.error !== undefined || has('failed') ? 'failed' : has('unknown') ? 'unknown' : undefined;
    const results = run.results.map((result): Tab => {
      const text = run.statements.find((statement) => statement.index === result.statement)?.text;
      return {
        id: result.id,
        title: result.title,
        count: this.language.number(result.totalRows),
        ...(result.stale
          ? { mark: 'stale', tip: this.language.texts.staleTab }
          : text === undefined
            ? {}
            : { tip: text }),
      };
    });
    return [...results, { id: messagesTab, title: this.language.texts.messages, ...(mark && { mark }) }];
  }

  #draw(tab: Tab, selected: boolean): HTMLElement {
    const { texts } = this.language;
    const sign = tab.mark === 'stale' ? undefined : tab.mark;
    const said = sign === 'failed' ? texts.statementFailed : texts.statementUnknown;
    const element = el(
      'button',
      {
        type: 'button',
        class: `tab${tab.mark === undefined ? '' : ` ${tab.mark}`}`,
        role: 'tab',
        id: `tab-${tab.id}`,
        title: tab.tip,
        tabindex: selected ? 0 : -1,
        'aria-selected': String(selected),
        'aria-controls': 'panel',
        'aria-label': sign && fill('{0}, {1}', tab.title, said),
      },
      el('span', { class: 'tab-title' }, tab.title),
      tab.count === undefined ? undefined : el('span', { class: 'tab-count' }, tab.count),
    );
    if (sign !== undefined) element.append(icon(sign));
    element.addEventListener('click', () => this.onPick(tab.id));
    return element;
  }

  #move(event: KeyboardEvent): void {
    const tabs = [...this.element.querySelectorAll<HTMLElement>('[role="tab"]')];
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    const to =
      event.key === 'ArrowRight' ? at + 1
      : event.key === 'ArrowLeft' ? at - 1
      : event.key === 'Home' ? 0
      : event.key === 'End' ? tabs.length - 1
      : undefined; // prettier-ignore
    if (to === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab?.focus();
    tab?.click();
  }
}

/** Whether an element is out of the tabs' sight is the browser's to say; this marks the panel as that of a tab. */
export function labelPanel(panel: HTMLElement, model: PageModel): void {
  setAttribute(panel, 'aria-labelledby', model.run === undefined ? undefined : `tab-${model.selected}`);
}
