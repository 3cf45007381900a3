/** Why the hub or a command did not start, in one clear sentence each. */
import { ConfigError } from './config.ts';

export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}

const CLEAR = new Set(['StartError', 'StorageError', 'CouncilError', 'VerifyError']);
const LONGEST_SENTENCE = 300;

/** One line for each thing that is wrong; never a stack trace. @param failed how the line of an unexpected error begins */
export function explainFailure(error: unknown, failed = 'The hub did not start'): readonly string[] {
  if (error instanceof ConfigError) return [...error.problems, 'docs/operate.md says what each setting is.'];
  if (!(error instanceof Error)) return [`${failed}.`];
  if (CLEAR.has(error.name)) return [error.message];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code, path } = cause as NodeJS.ErrnoException;
    const rights = code === undefined ? undefined : RIGHTS[code];
    if (rights !== undefined) return [`DATABASE_URL: ${rights}`];
    if (code !== undefined && code in FOLDER && path !== undefined) return [explainFolder(cause, path)];
  }
  const [sentence = error.name] = error.message.split('\n');
  return [`${failed}: ${sentence.slice(0, LONGEST_SENTENCE)}`];
}

const FOLDER: Readonly<Record<string, string>> = {
  EACCES: 'cannot be written. Check its owner and modes, or choose another folder.',
  EPERM: 'cannot be written. Check its owner and modes, or choose another folder.',
  EROFS: 'is read-only. Choose another folder.',
  ENOSPC: 'cannot be written: the disk is full.',
  ENOTDIR: 'is not a folder. Choose another.',
  EEXIST: 'is not a folder. Choose another.',
};

export function explainFolder(error: unknown, folder: string): string {
  return `DATA_DIRECTORY: ${folder} ${FOLDER[codeOf(error)] ?? 'cannot be made. Choose another folder.'}`;
}

/** Why a folder that is another's to make cannot be used. */
export function explainGivenFolder(setting: string, error: unknown, folder: string): string {
  const why =
    codeOf(error) === 'ENOENT'
      ? 'is not there. Make or mount it: the hub does not, since what was exported before would be missed.'
      : (FOLDER[codeOf(error)] ?? 'cannot be used. Choose another folder.');
  return `${setting}: ${folder} ${why}`;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Before the names of the settings that hold it. */
export type AddressSettings = '' | 'METRICS_';

export function explainPort(error: unknown, { host, port }: Address, settings: AddressSettings = ''): string {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `Port ${port} is taken: stop the other program, or set ${settings}PORT to another.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user: set ${settings}PORT to 1024 or above.`;
    default:
      return `${settings}HOST ${host} is not an address of this machine.`;
  }
}

/** What a login lacks once it is connected. */
const RIGHTS: Readonly<Record<string, string>> = {
  '42501': 'this user may not do what the hub needs. Migrate as the owner, and grant the user the role family_view_application.',
  '22023': 'this user may not act as family_view_application. Migrate as the owner, and grant the user that role.',
};

const CONNECTING: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there. Check host and port, and that the database runs.',
  ENOTFOUND: 'its host does not exist. Check the name.',
  EAI_AGAIN: 'its host cannot be looked up. Check the name.',
  ETIMEDOUT: 'its host does not answer. Check host and port.',
  EHOSTUNREACH: 'its host cannot be reached. Check host and port.',
  ENETUNREACH: 'its host cannot be reached. Check host and port.',
  '28P01': 'the database refuses the name or password.',
  '28000': 'the database refuses this user.',
  '3D000': 'there is no database of this name. Create it first.',
  '53300': 'the database has no connection to spare.',
  '57P03': 'the database is starting up or shutting down. Try again in a moment.',
  ...RIGHTS,
};

/** @param setting the name of the setting that holds the address; the address itself holds a password and is never said */
export function explainDatabase(setting: string, error: unknown): string {
  const timedOut = error instanceof Error && /timeout/i.test(error.message);
  return `${setting}: ${CONNECTING[timedOut ? 'ETIMEDOUT' : codeOf(error)] ?? 'the database there cannot be used. Check the address.'}`;
}

/** Why a migration failed. */
export function explainMigration(setting: string, error: unknown): string {
  if (codeOf(error) !== '42501') return explainDatabase(setting, error);
  return `${setting}: this user may not do what migrations need. It must own the database, and be a member of family_view_application and family_view_retention: docs/operate.md says how.`;
}

/** Why the made-up council was not made; what only its owner may do in a database, another login may not. */
export function explainFilling(error: unknown): unknown {
  if (codeOf(error) !== '42501') return error;
  return new StartError(
    'The database is empty, and this login may not fill it with the made-up council: set DATABASE_OWNER_URL to its owner’s login for the first start.',
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
