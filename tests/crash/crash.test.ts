/** Whatever is killed, and whenever: what a client was answered is in the log, and what the log says is true. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASES } from './cases.ts';
import type { CrashWorld } from './world.ts';
import { startCrashWorld } from './world.ts';

const RUNS = Number(process.env['CRASH_RUNS'] ?? 2);
const STEPS_A_RUN = 12;

let world: CrashWorld;
beforeAll(async () => {
  world = await startCrashWorld();
}, 120_000);
afterAll(() => world.close());

const KILLED = CASES.flatMap((each) => (['hub', 'database'] as const).map((dies) => ({ ...each, dies })));

describe('Killed with −9', () => {
  test.each(KILLED)(
    'the $dies, in $name: nothing is lost, and nothing is shown that is not logged',
    async ({ doing, step, dies }) => {
      await world.attempt('give');
      await world.attempt('view');
      expect(await world.crash(doing, { ...step, dies })).toBe(true);
      await world.attempt('view');
      await world.attempt('withdraw');
      await world.attempt('view');
      await world.expectAllHolds();
    },
  );

  test('a hub that answered before its leaves were durable would be found out', async () => {
    const wrong = await startCrashWorld({ answersEarly: true });
    try {
      await wrong.attempt('view');
      await wrong.expectAllHolds();
      await wrong.crash('view', { statement: 'select access_log_append', when: 'before', dies: 'database' });
      await wrong.attempt('view');
      await expect(wrong.expectAllHolds()).rejects.toThrow('to deeply equal []');
    } finally {
      await wrong.close();
    }
  }, 120_000);

  test(
    'at any step of any history: every answer has its leaf, and no disclosure follows its withdrawal',
    { timeout: 60_000 + RUNS * 60_000 },
    async () => {
      const doing = fc.constantFrom('view', 'give', 'withdraw', 'break glass', 'sign', 'restart');
      const killed = fc.constantFrom(...KILLED);
      const history = fc.array(fc.oneof({ weight: 3, arbitrary: doing }, { weight: 1, arbitrary: killed }), {
        minLength: STEPS_A_RUN,
        maxLength: STEPS_A_RUN,
      });
      let held = { views: 0, leaves: 0, checkpoints: 0 };
      await fc.assert(
        fc.asyncProperty(history, async (steps) => {
          for (const each of steps) {
            if (each === 'restart') await world.restartHub();
            else if (typeof each === 'string') await world.attempt(each as 'view');
            else await world.crash(each.doing, { ...each.step, dies: each.dies });
          }
          held = await world.expectAllHolds();
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
      console.log(`${RUNS} histories: ${held.views} views answered, ${held.leaves} leaves, ${held.checkpoints} checkpoints`);
    },
  );
});
