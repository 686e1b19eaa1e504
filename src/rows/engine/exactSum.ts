/** Most digits behind the point that a mean has beyond those of its numbers. */
const meanDigits = 16;

const smallForm = /^[+-]?\d+(?:\.\d+)?$/;

/** A sum of decimals to the last digit, in any order. Numbers with an exponent count too. */
export class ExactSum {
  /** Sums of numbers with so many digits behind the point, without their point. */
  readonly #byScale = new Map<number, { small: number; large: bigint }>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** @returns false for what is no finite number; it is not added */
  add(text: string): boolean {
    if (!smallForm.test(text)) return this.#addWithExponent(text);
    const point = text.indexOf('.');
    const scale = point === -1 ? 0 : text.length - point - 1;
    this.#addDigits(point === -1 ? text : text.slice(0, point) + text.slice(point + 1), scale);
    return true;
  }

  /** As decimal text, without zeros at its end that no number had. */
  sum(): string {
    const { value, scale } = this.#total();
    return textOf(value, scale);
  }

  /** Rounded half away from zero, {@link meanDigits} digits behind those of the numbers; undefined of nothing. */
  mean(): string | undefined {
    if (this.#count === 0) return undefined;
    const { value, scale } = this.#total();
    const count = BigInt(this.#count);
    const scaled = value * 10n ** BigInt(meanDigits) * 2n;
    const half = value < 0n ? -count : count;
    const text = textOf((scaled + half) / (2n * count), scale + meanDigits);
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  }

  #addDigits(digits: string, scale: number): void {
    this.#count++;
    let sums = this.#byScale.get(scale);
    if (sums === undefined) this.#byScale.set(scale, (sums = { small: 0, large: 0n }));
    // Fewer digits are exact as a JavaScript number, and so is their sum as long as it is looked at each time.
    const small = digits.length <= 15 ? sums.small + Number(digits) : NaN;
    if (Number.isSafeInteger(small)) sums.small = small;
    else {
      sums.large += BigInt(sums.small) + BigInt(digits.replace(/^\+/, ''));
      sums.small = 0;
    }
  }

  #addWithExponent(text: string): boolean {
    const [, sign, whole = '', fraction = '', power = ''] =
      /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text) ?? [];
    if (sign === undefined || whole.length + fraction.length === 0) return false;
    const scale = fraction.length - Number(power);
    const digits = `${sign}${whole}${fraction}`;
    if (scale >= 0) this.#addDigits(digits, scale);
    else this.#addDigits(digits + '0'.repeat(-scale), 0);
    return true;
  }

  #total(): { value: bigint; scale: number } {
    const scale = Math.max(0, ...this.#byScale.keys());
    let value = 0n;
    for (const [own, { small, large }] of this.#byScale) {
      value += (BigInt(small) + large) * 10n ** BigInt(scale - own);
    }
    return { value, scale };
  }
}

function textOf(value: bigint, scale: number): string {
  if (scale === 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
