/** The file that tells of the staff, read as the hub starts. */
import { readFile } from 'node:fs/promises';
import type { Staff } from '#review/queue-staff.ts';
import { readStaff } from '#review/queue-staff.ts';
import { StartError } from './start-error.ts';

/** @throws StartError where there is no such file, or it is none of the staff */
export async function readStaffFile(path: string | null): Promise<Staff | null> {
  if (path === null) return null;
  const text = await readFile(path, 'utf8').catch(() => {
    throw new StartError(`STAFF_FILE cannot be used: there is no file at ${path} that the hub can read.`);
  });
  try {
    return readStaff(text);
  } catch (error) {
    throw new StartError(`STAFF_FILE cannot be used: ${(error as Error).message}.`);
  }
}
