import { statSync } from 'node:fs';
import { limitedFigure, type BenchContext, type Figure } from '../../scripts/bench/figure';

/** What a person downloads. The nearest peer, RedLens 1.0.7, is 0.58 MB. */
export function measure({ vsix }: BenchContext): Promise<Figure[]> {
  const kilobytes = statSync(vsix).size / 1000;
  return Promise.resolve([limitedFigure({ name: 'package size', value: kilobytes, unit: 'KB', atMost: 580 })]);
}
