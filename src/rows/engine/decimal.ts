/** A number as the server writes it, read to the last digit: 0.digits times ten to the power of `exponent`. */
export interface Decimal {
  negative: boolean;
  /** Without zeros at either end; empty for zero. */
  digits: string;
  exponent: number;
}

const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

/** Undefined for what is no finite number. */
export function readDecimal(text: string): Decimal | undefined {
  const [, sign, whole, fraction = '', power = '0'] = form.exec(text) ?? [];
  if (whole === undefined || whole.length + fraction.length === 0) return undefined;
  const all = whole + fraction;
  const start = leadingZeros(all);
  const digits = all.slice(start).replace(/0+$/, '');
  if (digits === '') return { negative: false, digits, exponent: 0 };
  return { negative: sign === '-', digits, exponent: whole.length - start + Number(power) };
}

/** Exactly, whatever their size. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  const sign = signOf(one) - signOf(other);
  if (sign !== 0) return Math.sign(sign);
  const larger = one.negative ? -1 : 1;
  if (one.exponent !== other.exponent) return one.exponent < other.exponent ? -larger : larger;
  if (one.digits === other.digits) return 0;
  // Both begin behind the point: what counts is the first digit that differs, or that one has more of them.
  return one.digits < other.digits ? -larger : larger;
}

/** One text for all spellings of a number. */
export function canonicalDecimal({ negative, digits, exponent }: Decimal): string {
  return `${negative ? '-' : ''}${digits}e${exponent}`;
}

function signOf({ negative, digits }: Decimal): number {
  return digits === '' ? 0 : negative ? -1 : 1;
}

function leadingZeros(digits: string): number {
  let at = 0;
  while (digits.charCodeAt(at) === 0x30) at++;
  return at;
}
