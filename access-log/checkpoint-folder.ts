/** The folder that checkpoints are exported to: a file a day that is only added to, and the latest, replaced whole. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

export interface CheckpointFolder {
  /** The newest checkpoint exported, or undefined. */
  latest(): Promise<string | undefined>;
  /** Returns when both files are durable. Adding the latest again adds nothing. */
  add(note: string, now: Date): Promise<void>;
}

/** @param isGiven whether somebody else keeps it: one that is missing is not made, for what was exported before would be missed */
export function createCheckpointFolder(folder: string, isGiven = false): CheckpointFolder {
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
      if (!isGiven) await mkdir(folder, { recursive: true });
      const day = join(folder, `${now.toISOString().slice(0, 10)}.checkpoints`);
      await addDurably(day, note);
      const unfinished = `${latestPath}.${process.pid}`;
      await writeDurably(unfinished, note);
      await rename(unfinished, latestPath);
      await syncFolder(folder);
    },
  };
}

/** Bytes: many notes. Only there does a crash leave anything unfinished. */
const TAIL = 16_384;
/** Read as bytes, so that what is cut off within a letter has its length. */
const DASH = Buffer.from('— ').toString('latin1');
/** A whole signature that ends a note: an empty line or nothing comes after it. */
const NOTE_END = new RegExp(`\\n${DASH}[^\\n]+\\n(?=\\n|$)`, 'g');

async function addDurably(path: string, note: string): Promise<void> {
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    const tail = await readTail(file, size);
    const rest = afterLastNote(tail, size);
    const isCutOff = isBeginning(rest.replace(/^\n/, ''), Buffer.from(note).toString('latin1'));
    if (isCutOff) await file.truncate(size - rest.length);
    await file.appendFile(separatorAfter(isCutOff ? tail.slice(0, tail.length - rest.length) : tail) + note);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readTail(file: FileHandle, size: number): Promise<string> {
  const buffer = Buffer.alloc(Math.min(size, TAIL));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, size - buffer.length);
  return buffer.toString('latin1', 0, bytesRead);
}

/** Nothing, where the tail begins somewhere in the middle and no note ends in it: nothing is known to be unfinished. */
function afterLastNote(tail: string, size: number): string {
  const last = [...tail.matchAll(NOTE_END)].at(-1);
  if (last) return tail.slice(last.index + last[0].length);
  return size > tail.length ? '' : tail;
}

function separatorAfter(text: string): string {
  if (text === '' || text.endsWith('\n\n')) return '';
  return text.endsWith('\n') ? '\n' : '\n\n';
}

/** Size, root, an empty line, signatures: as far as they go. */
const AFTER_ORIGIN = new RegExp(`^\\d*(?:\\n[^\\n]*(?:\\n(?:\\n(?:${DASH}[^\\n]+\\n)*[^\\n]*)?)?)?$`);

/** What a crash cut off of a note of this log is no note, and was never the latest. Anything else is not ours to remove. */
function isBeginning(text: string, note: string): boolean {
  const origin = note.slice(0, note.indexOf('\n') + 1);
  return origin.startsWith(text) || (text.startsWith(origin) && AFTER_ORIGIN.test(text.slice(origin.length)));
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
