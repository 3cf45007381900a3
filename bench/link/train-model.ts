/** `npm run model:train`: trains the hub's model once more, from the made-up population, and writes people/matching/model.json. */
import { writeFile } from 'node:fs/promises';
import { trainOnMadeUp } from './measure-population.ts';

const model = trainOnMadeUp((line) => console.error(line));
await writeFile(new URL('../../people/matching/model.json', import.meta.url), `${JSON.stringify(model)}\n`);
