/** Why the hub did not start, in one clear sentence each. */
import { ConfigError } from './config.ts';

export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}

const SENTENCES: Readonly<Record<string, (error: NodeJS.ErrnoException & { port?: number }) => string>> = {
  EADDRINUSE: ({ port }) => `Port ${port ?? ''} is taken: stop the other program, or set PORT to another.`,
  EACCES: ({ path }) => `${path ?? 'A folder'} cannot be written: check its owner and modes, or set DATA_DIRECTORY to another.`,
  EROFS: ({ path }) => `${path ?? 'A folder'} cannot be written: it is read-only; set DATA_DIRECTORY to another.`,
  ENOTDIR: ({ path }) => `${path ?? 'DATA_DIRECTORY'} is not a folder: set DATA_DIRECTORY to another.`,
  EEXIST: ({ path }) => `${path ?? 'DATA_DIRECTORY'} is not a folder: set DATA_DIRECTORY to another.`,
  ECONNREFUSED: () => 'DATABASE_URL: nothing answers there. Check host and port, and that the database runs.',
  ENOTFOUND: () => 'DATABASE_URL: its host does not exist. Check the name.',
  EAI_AGAIN: () => 'DATABASE_URL: its host cannot be looked up. Check the name.',
  ETIMEDOUT: () => 'DATABASE_URL: its host does not answer. Check host and port.',
  '28P01': () => 'DATABASE_URL: the database refuses the name or password.',
  '28000': () => 'DATABASE_URL: the database refuses this user.',
  '3D000': () => 'DATABASE_URL: there is no database of this name. Create it first.',
  '42501': () =>
    'DATABASE_URL: this user may not do what the hub needs. Migrate as the owner, and grant the user the role family_view_application.',
  '22023': () =>
    'DATABASE_URL: this user may not act as family_view_application. Migrate as the owner, and grant the user that role.',
};

const CLEAR = new Set(['StartError', 'StorageError', 'CouncilError']);

/** One line for each thing that is wrong; never a stack trace. */
export function explainFailure(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems;
  if (!(error instanceof Error)) return ['The hub did not start.'];
  if (CLEAR.has(error.name)) return [error.message];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const sentence = code === undefined ? undefined : SENTENCES[code];
    if (sentence) return [sentence(cause as NodeJS.ErrnoException)];
  }
  return [`The hub did not start: ${error.message.split('\n')[0] ?? error.name}`];
}
