import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Figure, Measure } from './bench/figure';
import { packExtension, stageExtension } from './build/vsix';
import { root } from './common/paths';
import { Obstacle, say } from './common/say';
import { untilSignalled } from './common/signals';
import { inTemporaryFolder } from './common/temporary';

const folder = path.join(root, 'test/bench');

/** `npm run bench -- [NAME ...] [--json FILE]`: the measurements of test/bench, all or those named. */
export function main(args: readonly string[]): Promise<number> {
  return untilSignalled(async (signal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'string' } },
    });
    const figures = await inTemporaryFolder('bench', async (home) => {
      const vsix = path.join(home, 'extension.vsix');
      const stage = path.join(home, 'stage');
      await stageExtension(stage);
      await packExtension(stage, vsix, signal);
      const found: Figure[] = [];
      for (const name of chosen(positionals)) {
        say(`\n=== ${name}`);
        const own = path.join(home, name);
        mkdirSync(own);
        const { measure } = createRequire(__filename)(path.join(folder, `${name}.ts`)) as { measure: Measure };
        const measured = await measure({ home: own, vsix, signal });
        for (const figure of measured) say(line(figure));
        found.push(...measured);
      }
      return found;
    });
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
    const missed = figures.filter(({ holds }) => !holds).length;
    console.log(`${figures.length - missed} of ${figures.length} figures hold`);
    return missed === 0 ? 0 : 1;
  });
}

function chosen(names: readonly string[]): string[] {
  const all = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.basename(file, '.ts'));
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Obstacle(`There is no measurement ${unknown}; there are ${all.join(', ')}.`);
  return all.filter((name) => names.length === 0 || names.includes(name));
}

function line({ name, value, unit, yardstick, ratio, goal, holds }: Figure): string {
  const number = (of: number): string => String(Math.round(of * 100) / 100);
  const beside = yardstick === null || ratio === null ? '' : ` (yardstick ${number(yardstick)}, ${number(ratio)} x)`;
  return `${holds ? 'holds ' : 'MISSED'} ${name}: ${number(value)} ${unit}${beside}; goal ${goal}`;
}
