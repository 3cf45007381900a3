/** Where a hub starts with another model, everything is placed anew: a part at a time, so that no statement takes long. */
import type { Pool } from 'pg';
import { inTransaction } from '#storage/transaction.ts';

const PART = 2_000;

interface Progress {
  readonly model: string;
  readonly upTo: number;
  readonly until: number;
}

/** Marks one more part of what another model placed, until all is. */
export async function followModel(pool: Pool, model: string): Promise<void> {
  const read = async () =>
    (
      await pool.query<Progress>({
        name: 'linking-progress',
        text: `select model, up_to as "upTo", until from linking_progress where id = 0`,
      })
    ).rows[0];
  let progress = await read();
  if (progress?.model !== model) {
    await pool.query({ name: 'linking-model', text: BEGIN, values: [model] });
    progress = await read();
  }
  if (!progress || progress.upTo >= progress.until) return;
  const { upTo } = progress;
  await inTransaction(pool, async (client) => {
    const values = [upTo, upTo + PART];
    await client.query({ name: 'linking-place-anew', text: PLACE_ANEW, values });
    await client.query({
      name: 'linking-part',
      text: 'update linking_progress set up_to = $1 where id = 0',
      values: [upTo + PART],
    });
  });
}

const BEGIN = `
  insert into linking_progress as p (id, model, up_to, until) select 0, $1, 0, coalesce(max(number), 0) from agency_record
    on conflict (id) do update set model = excluded.model, up_to = 0, until = excluded.until where p.model <> excluded.model`;
const PLACE_ANEW = 'update agency_record set placed = false where number > $1 and number <= $2 and placed';
