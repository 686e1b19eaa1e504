/** One measured figure, as `npm run bench -- --json FILE` writes it. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** The same unit, measured in the same run; null for a figure that is held against its goal alone. */
  yardstick: number | null;
  /** value / yardstick */
  ratio: number | null;
  /** For people: `at most 1.5 times the yardstick`. */
  goal: string;
  holds: boolean;
}

/** What a measurement is given. */
export interface BenchContext {
  /** A folder of its own, removed afterwards. */
  home: string;
  /** The extension's package, freshly built. */
  vsix: string;
  signal: AbortSignal;
}

/** A measurement: each file of test/bench exports one of these as `measure`. */
export type Measure = (context: BenchContext) => Promise<Figure[]>;

/** A figure beside its yardstick. */
export function comparedFigure(figure: {
  name: string;
  value: number;
  unit: string;
  yardstick: number;
  /** Greatest value / yardstick. */
  atMost: number;
}): Figure {
  const { name, value, unit, yardstick, atMost } = figure;
  const ratio = value / yardstick;
  return { name, value, unit, yardstick, ratio, goal: `at most ${atMost} x the yardstick`, holds: ratio <= atMost };
}

/** A figure with a limit of its own. */
export function limitedFigure(figure: { name: string; value: number; unit: string; atMost: number }): Figure {
  const { name, value, unit, atMost } = figure;
  return { name, value, unit, yardstick: null, ratio: null, goal: `at most ${atMost} ${unit}`, holds: value <= atMost };
}

/** The middle value; of an even number of them the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing.');
  return (low + high) / 2;
}
