import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStaffFile } from './staff-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'family-view-staff-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('The staff file', () => {
  test('tells who of the staff is whom and lives where', async () => {
    const path = join(folder, 'staff.csv');
    const id = 'b1472f45-6e83-8f30-ad02-3335975598b7';
    await writeFile(path, `\uFEFFsubject,personId,postcode,uprn,organisation\nlead-worker,${id.toUpperCase()},nm1 1aa,000123,\n`);
    const staff = await readStaffFile(path);
    const member = { subject: 'lead-worker', personId: id, postcode: 'NM11AA', uprn: '123', organisation: null };
    expect(staff?.find('lead-worker')).toEqual(member);
    expect(staff?.ofPerson(id)).toEqual(member);
    expect(staff?.find('other-worker')).toBeUndefined();
  });

  test('stops the start where it cannot be used, in one sentence that names the setting', async () => {
    const path = join(folder, 'other.csv');
    await expect(readStaffFile(path)).rejects.toThrow(
      `STAFF_FILE cannot be used: there is no file at ${path} that the hub can read.`,
    );
    await writeFile(path, 'name,address\nPriya Nair,1 High Street\n');
    await expect(readStaffFile(path)).rejects.toThrow(/^STAFF_FILE cannot be used: it is no CSV with the columns subject.*\.$/);
    await writeFile(path, 'subject,uprn\nlead-worker,High Street\n');
    await expect(readStaffFile(path)).rejects.toThrow(/^STAFF_FILE cannot be used: row 1 (?!.*High)/);
  });

  test('is optional', async () => {
    expect(await readStaffFile(null)).toBeNull();
  });
});
