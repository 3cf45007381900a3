/**
 * `npm run bench -- link`: how well records are linked, on data that nobody here made up, on sets made after public ones, and on a made-up
 * population with its traps; with `--records 1000000` also how fast; with `--index
 * 1000000` how fast one changed record is placed among so many.
 */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { lineOf } from './goals.ts';
import { goalsOfPopulation, measurePopulation } from './measure-population.ts';
import { measureScale } from './measure-scale.ts';
import { measureSets } from './measure-sets.ts';
import { measurePlacing } from './place-one.ts';

const say = (line: string): void => console.log(line);
const { values } = parseArgs({ options: { records: { type: 'string' }, index: { type: 'string' } } });
const { figures, goals } = await measureSets(say);
const population = measurePopulation(say);
goals.push(...goalsOfPopulation(population));
if (values.records !== undefined) goals.push(...(await measureScale(Number(values.records), say)));
if (values.index !== undefined) await measurePlacing(say, Number(values.index));
for (const goal of goals) say(lineOf(goal));
const machine = { cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', node: process.version };
const report = { goals, figures, population, machine, measuredAt: new Date().toISOString() };
await writeFile(new URL('../results-link.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
