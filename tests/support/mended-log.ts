import type { Pool } from 'pg';
import { hashLeaf, hashNode } from '#access-log/verify.ts';

/** Makes every hash after a change right again, as somebody would who has read how the tree is kept. */
export async function mendLog(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ index: string; bytes: Buffer }>('select index, bytes from access_log_leaf order by index');
  const peaks: string[] = [];
  for (const [place, { index, bytes }] of rows.entries()) {
    let node = hashLeaf(bytes);
    const nodes = [node];
    for (let left = place; left % 2 === 1; left = (left - 1) / 2) nodes.push((node = hashNode(peaks.pop()!, node)));
    peaks.push(node);
    await pool.query('update access_log_leaf set nodes = $2, index = $3 where index = $1', [
      index,
      Buffer.from(nodes.join(''), 'latin1'),
      place,
    ]);
  }
  await pool.query('update access_log_head set size = $1, peaks = $2', [rows.length, Buffer.from(peaks.join(''), 'latin1')]);
}
