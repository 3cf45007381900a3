import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type { Logger } from 'pino';

/** The hub's own log, one JSON object a line. Nothing personal, no id of a person, no upstream text ever goes into it. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}

/** What may be said of an unexpected error: where it came from, never its message, which may hold values. */
export function describeError(error: unknown): { name: string; code: string | undefined; frames: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, code: undefined, frames: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8);
  return { name: error.name, code, frames: frames.map((frame) => frame.trim()) };
}
