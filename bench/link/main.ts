/**
 * `npm run bench -- link`: how well records are linked, on data that nobody here made up, on sets made after public ones, and on a made-up
 * population with its traps; with `--records 1000000` also how fast.
 */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { lineOf } from './goals.ts';
import { goalsOfPopulation, measurePopulation } from './measure-population.ts';
import { measureScale } from './measure-scale.ts';
import { measureSets } from './measure-sets.ts';

const say = (line: string): void => console.log(line);
const { values } = parseArgs({ options: { records: { type: 'string' } } });
const { figures, goals } = await measureSets(say);
const population = measurePopulation(say);
goals.push(...goalsOfPopulation(population));
if (values.records !== undefined) goals.push(...(await measureScale(Number(values.records), say)));
for (const goal of goals) say(lineOf(goal));
const machine = { cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', node: process.version };
const report = { goals, figures, population, machine, measuredAt: new Date().toISOString() };
await writeFile(new URL('../results-link.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
