const form =
  /^(?:(\d{4,6})-(\d\d)-(\d\d))?[ T]?(?:(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?(?:(Z)|([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)?( BC)?$/;

/** A point in time: seconds since 1970 (UTC where a zone is named, else as the text says), and microseconds from 0 to 999999. */
export interface Instant {
  seconds: number;
  micros: number;
}

/**
 * A date, time or timestamp, with or without a zone, as PostgreSQL writes them (DateStyle ISO); undefined for another text. A time of
 * day counts from 1970.
 */
export function readInstant(text: string): Instant | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', , sign, zoneHour, zoneMinute, zoneSecond, bc] =
    match;
  if (year === undefined && hour === undefined) return undefined;
  const days =
    year === undefined ? 0 : daysOf(bc === undefined ? Number(year) : 1 - Number(year), Number(month), Number(day));
  const offset = clock(zoneHour, zoneMinute, zoneSecond) * (sign === '-' ? -1 : 1);
  return { seconds: days * 86_400 + clock(hour, minute, second) - offset, micros: Number(fraction.padEnd(6, '0')) };
}

function clock(hour = '0', minute = '0', second = '0'): number {
  return Number(hour) * 3600 + Number(minute) * 60 + Number(second);
}

/** Days since 1970 in the Gregorian calendar, also before it was made, as PostgreSQL counts. */
function daysOf(year: number, month: number, day: number): number {
  // Years that begin in March: the leap day is their last one.
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}
