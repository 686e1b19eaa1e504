import type { InspectorTexts } from '../inspectorProtocol';
import { fill } from '../words';

/** The page's words and numbers in the person's language. */
export class Language {
  readonly #numbers: Intl.NumberFormat;

  constructor(
    readonly texts: InspectorTexts,
    locale: string,
  ) {
    this.#numbers = new Intl.NumberFormat(locale);
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** How a privilege stands, as it is drawn: `3 of 7`, `all 7`; undefined where a sign alone stands there. */
  count(value: number, of: number | null): string | undefined {
    if (value === 0) return undefined;
    const { all, some } = this.texts;
    if (of === null) return this.number(value);
    return value === of ? fill(all, this.number(of)) : fill(some, this.number(value), this.number(of));
  }

  /** The same for who cannot see the sign. */
  spoken(value: boolean | number | null, of: number | null): string {
    const { held, notHeld, notKnown, none } = this.texts;
    if (value === null) return notKnown;
    if (typeof value === 'boolean') return value ? held : notHeld;
    return this.count(value, of) ?? none;
  }

  onColumns(count: number): string {
    return fill(count === 1 ? this.texts.onColumn : this.texts.onColumns, this.number(count));
  }
}
