/** The folder that checkpoints are exported to: a file a day that is only added to, and the latest, replaced whole. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

export interface CheckpointFolder {
  /** The newest checkpoint exported, or undefined. */
  latest(): Promise<string | undefined>;
  /** Returns when both files are durable. Adding the latest again adds nothing. */
  add(note: string, now: Date): Promise<void>;
}

export function createCheckpointFolder(folder: string): CheckpointFolder {
  const latestPath = join(folder, 'latest.checkpoint');
  const latest = () =>
    readFile(latestPath, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });

  return {
    latest,
    async add(note, now) {
      if ((await latest()) === note) return;
      await mkdir(folder, { recursive: true });
      const day = join(folder, `${now.toISOString().slice(0, 10)}.checkpoints`);
      await addDurably(day, note);
      const unfinished = `${latestPath}.${process.pid}`;
      await writeDurably(unfinished, note);
      await rename(unfinished, latestPath);
      await syncFolder(folder);
    },
  };
}

/** Whole notes, each with an empty line before the next. What a crash cut off is no note, and was never the latest. */
const WHOLE = /^(?:(?:(?!— )[^\n]+\n)+\n(?:— [^\n]+\n)+(?:\n|$))*/u;

async function addDurably(path: string, note: string): Promise<void> {
  const file = await open(path, 'a+');
  try {
    const text = await file.readFile('utf8');
    const [whole = ''] = WHOLE.exec(text) ?? [];
    if (whole.length < text.length) await file.truncate(Buffer.byteLength(whole));
    await file.appendFile(whole === '' || whole.endsWith('\n\n') ? note : `\n${note}`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
