/** `npm run bench:link`: how well records are linked, on data that nobody here made up and on a made-up population with its traps. */
import { measureFake1000 } from './fake-1000.ts';
import { measurePopulation } from './measure-population.ts';

const say = (line: string): void => console.log(line);
await measureFake1000(say);
measurePopulation(say);
