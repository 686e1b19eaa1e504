/** Types that a person may choose for a parameter; `asIs` leaves the type to the server, which reads the text as it needs. */
export type ParameterKind = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'timestamp' | 'asIs';

export type ParameterValue =
  /** NULL, of a type where one was chosen. */
  { kind: 'null'; type?: Exclude<ParameterKind, 'asIs'> } | { kind: ParameterKind; value: string };

/** Why the text is no value of its kind. */
export type ValueProblem =
  | 'notAnInteger'
  | 'notADecimal'
  | 'notABoolean'
  /** Not of the form 2024-12-31. */
  | 'notADate'
  /** Not of the form 2024-12-31 23:59:59.999999 (T between the two, or shorter, as far as the day). */
  | 'notATimestamp'
  /** Of the right form, but no day or time of the calendar. */
  | 'notInCalendar'
  /** Beyond what 64 bits hold. */
  | 'integerTooBig'
  /** More than 38 digits, or more than 37 behind the point. */
  | 'tooManyDigits'
  /** More than 65,535 bytes of UTF-8. */
  | 'textTooLong'
  /** A character of code 0, which the server has in no text. */
  | 'zeroCharacter';

/** Bytes of the longest VARCHAR that every Redshift has. */
const longestText = 65_535;

/** What is wrong with a text as a value of this kind; undefined where the server will take it. */
export function checkValue(kind: ParameterKind | 'null', text: string): ValueProblem | undefined {
  if (kind !== 'null' && text.includes('\0')) return 'zeroCharacter';
  switch (kind) {
    case 'integer':
      if (!/^[+-]?\d+$/.test(text)) return 'notAnInteger';
      return fits64Bits(text) ? undefined : 'integerTooBig';
    case 'decimal':
      if (!decimalPattern.test(text)) return 'notADecimal';
      return digitsFit(text) ? undefined : 'tooManyDigits';
    case 'boolean':
      // The literals of the developer guide's "Boolean type"; PostgreSQL's further ones (on, off) are not among them.
      return /^(?:t|true|y|yes|1|f|false|n|no|0)$/i.test(text) ? undefined : 'notABoolean';
    case 'date':
      if (!datePattern.test(text)) return 'notADate';
      return inCalendar(text) ? undefined : 'notInCalendar';
    case 'timestamp':
      if (!timestampPattern.test(text)) return 'notATimestamp';
      return inCalendar(text) ? undefined : 'notInCalendar';
    case 'text':
      return text.length * 3 > longestText && Buffer.byteLength(text) > longestText ? 'textTooLong' : undefined;
    case 'asIs':
    case 'null':
      return undefined;
  }
}

/**
 * The type that a value is cast to; undefined for `asIs`. Never shorter than the value, because a cast cuts and rounds in silence:
 * - text: Redshift's VARCHAR and TEXT without a length hold 256 bytes, so the greatest length is written out;
 * - integer: the widest there is, and the server narrows it on assignment, or says that it does not fit;
 * - decimal: all 38 digits, as many of them behind the point as the value has; DECIMAL alone would be DECIMAL(18,0);
 * - timestamp: without time zone, which a text without one means.
 *
 * @param value of which only the number of digits behind the point is used; without one (NULL) there are ten
 */
export function sqlType(kind: ParameterKind, value?: string): string | undefined {
  switch (kind) {
    case 'text':
      return `VARCHAR(${longestText})`;
    case 'integer':
      return 'BIGINT';
    case 'decimal':
      return `DECIMAL(38,${value === undefined ? 10 : Math.min(fraction(value).length, greatestScale)})`;
    case 'boolean':
      return 'BOOLEAN';
    case 'date':
      return 'DATE';
    case 'timestamp':
      return 'TIMESTAMP';
    case 'asIs':
      return undefined;
  }
}

const greatestPrecision = 38;
const greatestScale = 37;
const decimalPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const datePattern = /^\d{4}-\d\d-\d\d$/;
const timestampPattern = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?$/;

function fits64Bits(text: string): boolean {
  // Longer ones need not be read to be known as too big.
  const digits = text.replace(/^[+-]?0*/, '');
  if (digits.length > 19) return false;
  const value = BigInt(`${text.startsWith('-') ? '-' : ''}${digits === '' ? '0' : digits}`);
  return BigInt.asIntN(64, value) === value;
}

function fraction(decimal: string): string {
  return decimal.split('.')[1] ?? '';
}

function digitsFit(decimal: string): boolean {
  const whole = decimal.replace(/^[+-]?0*/, '').split('.')[0] ?? '';
  const scale = fraction(decimal).length;
  return scale <= greatestScale && whole.length + scale <= greatestPrecision;
}

/** A date or timestamp of the right form: whether there is such a day, and such a time in it. */
function inCalendar(text: string): boolean {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (text.match(/\d+/g) ?? []).map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day <= days && hour < 24 && minute < 60 && second < 60;
}
