/** The files in a folder that an agency drops into: which there are, when the agency made them, and which are complete. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#terms/clock.ts';

/** What a file's name tells it by: a group `timestamp`, `20260901T063000Z`, says when the agency made the file. */
export interface FileKind {
  readonly pattern: RegExp;
}

export interface DroppedFile<Kind extends FileKind> {
  readonly path: string;
  readonly name: string;
  readonly kind: Kind;
  readonly asOf: Date;
  /** Name, size and time of change: what can be known of a file without reading it. */
  readonly state: string;
  readonly changedAt: number;
}

const SENTENCES = {
  FOLDER: 'The folder of dropped files cannot be read.',
  FILE: 'A dropped file cannot be read.',
} as const;

export class FileDropError extends Error {
  readonly kind: keyof typeof SENTENCES;

  constructor(kind: keyof typeof SENTENCES) {
    super(SENTENCES[kind]);
    this.name = 'FileDropError';
    this.kind = kind;
  }
}

/** How far ahead an agency's clock may be. */
const CLOCK_SKEW_MS = 3_600_000;

/** A file that has not changed for this long is taken to be complete, in milliseconds. */
const QUIET_MS = 1_000;

/** Whether a file says that it was made tomorrow: nothing could ever correct it. */
export function isAhead({ asOf }: { readonly asOf: Date }, clock: Clock): boolean {
  return asOf.getTime() > clock.now().getTime() + CLOCK_SKEW_MS;
}

/** The folder's files by name, oldest first by the time they state. One that ends in `.part` or `.tmp` has no kind's name yet. */
export async function listDropped<Kind extends FileKind>(folder: string, kinds: readonly Kind[]): Promise<DroppedFile<Kind>[]> {
  const names = await readdir(folder).catch(() => {
    throw new FileDropError('FOLDER');
  });
  const dropped: DroppedFile<Kind>[] = [];
  for (const name of names.filter((name) => !/\.(part|tmp)$/i.test(name))) {
    for (const kind of kinds) {
      const asOf = instantOf(kind.pattern.exec(name)?.groups?.['timestamp']);
      const path = join(folder, name);
      const file = asOf && (await stat(path).catch(() => null));
      if (!asOf || !file?.isFile()) continue;
      dropped.push({ path, name, kind, asOf, state: stateOf(name, file), changedAt: file.mtimeMs });
      break;
    }
  }
  return dropped.sort((a, b) => a.asOf.getTime() - b.asOf.getTime() || a.name.localeCompare(b.name));
}

/** Looks again, a moment later, at files that changed just now; those still changing are left for the next call. */
export async function leaveUnfinished<File extends DroppedFile<FileKind>>(
  files: readonly File[],
  signal: AbortSignal,
): Promise<File[]> {
  const now = Date.now();
  if (files.every(({ changedAt }) => changedAt <= now - QUIET_MS)) return [...files];
  await sleep(QUIET_MS, undefined, { signal });
  const states = await Promise.all(
    files.map(({ path, name }) =>
      stat(path).then(
        (file) => stateOf(name, file),
        () => null,
      ),
    ),
  );
  return files.filter(({ state }, index) => state === states[index]);
}

/** @throws FileDropError where a file's bytes cannot be read */
export async function readable<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
  return reading.catch(() => {
    signal.throwIfAborted();
    throw new FileDropError('FILE');
  });
}

function stateOf(name: string, { size, mtimeMs }: { size: number; mtimeMs: number }): string {
  return `${name} ${size} ${mtimeMs}`;
}

function instantOf(timestamp: string | undefined): Date | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp ?? '') ?? [];
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
