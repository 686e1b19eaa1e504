import { button, el, setText } from '../dom';
import type { CellRange, ResultView, RunView, SummaryView } from '../protocol';
import { fill } from '../words';
import type { Language } from './language';

export interface FooterListener {
  onStop(): void;
  onContinue(): void;
}

/** The line below the grid: size and time of the result, what is being loaded, what is selected, and where it came from. */
export class Footer {
  readonly element: HTMLElement;
  readonly #size = el('span', { class: 'size' });
  readonly #load = el('span', { class: 'load', role: 'status' });
  readonly #stop: HTMLButtonElement;
  readonly #continue: HTMLButtonElement;
  readonly #selection = el('span', { class: 'selection-size' });
  readonly #sum = el('span', { class: 'sums', role: 'status' });
  readonly #source = el('span', { class: 'source' });

  constructor(
    private readonly language: Language,
    listener: FooterListener,
  ) {
    this.#stop = button(language.texts.stopLoading, 'link', () => listener.onStop());
    this.#continue = button(language.texts.continueLoading, 'link', () => listener.onContinue());
    this.element = el(
      'footer',
      { class: 'foot' },
      this.#size,
      this.#load,
      this.#stop,
      this.#continue,
      this.#selection,
      this.#sum,
      this.#source,
    );
  }

  update(run: RunView | undefined, result: ResultView | undefined): void {
    setText(this.#source, run === undefined ? '' : `${run.file} · ${run.target}`);
    setText(this.#size, result === undefined ? '' : this.#sizeOf(result));
    setText(this.#load, result === undefined ? '' : this.#loadOf(result));
    this.#load.classList.toggle('failed', result?.load.state === 'failed');
    this.#stop.hidden = result?.load.state !== 'loading' || isShort(result);
    this.#continue.hidden = result === undefined || !['stopped', 'failed'].includes(result.load.state);
    if (result === undefined) this.select(undefined);
  }

  select(range: CellRange | undefined): void {
    const rows = range === undefined ? 0 : range.bottom - range.top + 1;
    const columns = range === undefined ? 0 : range.right - range.left + 1;
    const text = fill(this.language.texts.selection, this.language.number(rows), this.language.number(columns));
    setText(this.#selection, rows * columns > 1 ? text : '');
    setText(this.#sum, '');
  }

  /** Says what is selected comes to, if it is selected still. */
  sum({ range, rows, values, sum, mean }: SummaryView, selected: CellRange | undefined): void {
    if (selected === undefined || !isSame(range, selected)) return;
    const { texts } = this.language;
    const parts = [fill(texts.countOf, this.language.number(values))];
    if (sum !== undefined) parts.push(fill(texts.sumOf, sum));
    if (mean !== undefined) parts.push(fill(texts.meanOf, shortened(mean)));
    if (rows < range.bottom - range.top + 1) parts.push(fill(texts.countedRows, this.language.number(rows)));
    setText(this.#sum, parts.join(' · '));
    this.#sum.title = mean === undefined ? '' : fill(texts.meanOf, mean);
  }

  #sizeOf(result: ResultView): string {
    const { texts } = this.language;
    const columns = result.columns.length;
    const parts = [this.language.rows(result.totalRows)];
    parts.push(fill(columns === 1 ? texts.column : texts.columns, this.language.number(columns)));
    if (result.durationMs !== undefined) parts.push(this.language.duration(result.durationMs));
    return parts.join(' · ');
  }

  #loadOf(result: ResultView): string {
    const { texts } = this.language;
    const { load } = result;
    const counts = [this.language.number(load.loadedRows), this.language.number(result.totalRows)] as const;
    switch (load.state) {
      case 'idle':
        return '';
      case 'loading':
        return isShort(result) ? '' : fill(texts.loadingRows, ...counts);
      case 'stopped':
        return fill(texts.loadedRows, ...counts);
      case 'failed':
        return fill(texts.loadFailed, load.message ?? '');
    }
  }
}

/** A result of a few pages is there before anyone could read about it. */
function isShort(result: ResultView): boolean {
  return result.totalRows < 5_000;
}

function isSame(one: CellRange, other: CellRange): boolean {
  return one.top === other.top && one.left === other.left && one.bottom === other.bottom && one.right === other.right;
}

/** A mean without most of the digits that division gives it; the whole one is its tip. */
function shortened(mean: string): string {
  const found = /^(-?\d+\.\d{6})\d+$/.exec(mean);
  return found?.[1] === undefined ? mean : `${found[1]}…`;
}
