/** What agencies hold besides, for scenarios that need more than the made-up council has: at the agencies' edge, never in the hub. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';
import { startEducation } from '#demo/systems/education/index.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import { systemClock } from '#terms/clock.ts';
import { COUNCIL } from '#tests/support/council.ts';
import { ago, sql } from './stage.ts';

/** A police row as the hub has landed it, about one person's part in a matter with others. */
interface PoliceRow {
  readonly category: 'DOMESTIC_ABUSE' | 'POLICE_REFERRALS';
  readonly person: string;
  readonly involvement: 'VICTIM' | 'ALLEGED_PERPETRATOR' | 'SUBJECT';
  readonly others?: readonly string[];
  readonly days?: number;
  readonly concern?: string;
}

/** The police's file had one more row. */
export async function policeRecorded({
  category,
  person,
  involvement,
  others = [],
  days = 3,
  concern = 'OTHER',
}: PoliceRow): Promise<void> {
  const content = { risk: 'BRONZE', involvement, minor: false, concern, schoolInformed: null };
  await sql(
    `insert into landed_row (agency, agency_person_id, category, key, occurred_at, as_of, content)
      select 'police', own.agency_person_id, $2, 'Made up ' || gen_random_uuid(), $3, now(), $5::jsonb || jsonb_build_object('others',
        array(select other.agency_person_id from agency_link other where other.agency = 'police' and other.person_id::text = any($4)))
      from agency_link own where own.agency = 'police' and own.person_id = $1`,
    [person, category, ago({ days }), others, JSON.stringify(content)],
  );
}

const CODES = [
  { id: 'made-up-E', code: 'E' },
  { id: 'made-up-Y5', code: 'Y5' },
];

/** The education system, with a suspended morning and a detained afternoon today in everybody's register. */
export async function startEducationWithCodes() {
  const education = await startEducation({ world: makeWorld({ ...COUNCIL, madeOn: inject('madeOn') }), clock: systemClock });
  const { origin, pathname } = new URL(education.settings['URL'] ?? '');
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', origin);
    const { authorization = '' } = request.headers;
    void fetch(url, { headers: { authorization } }).then(async (answered) => {
      const page = (await answered.json()) as { data: unknown };
      if (Array.isArray(page.data)) page.data.push(...added(url));
      response.writeHead(answered.status, { 'content-type': 'application/json' }).end(JSON.stringify(page));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: { ...education.settings, URL: `http://127.0.0.1:${port}${pathname}` },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await education.close();
    },
  };
}

function added({ pathname, searchParams }: URL): object[] {
  if (pathname.endsWith('/attendance-codes')) return CODES.map((code) => ({ ...code, description: '', active: true }));
  if (!pathname.endsWith('/attendance/session') || searchParams.has('cursor')) return [];
  const date = {
    date: `${searchParams.get('attendance_date_before')} 00:00:00.000000`,
    timezone_type: 3,
    timezone: 'Europe/London',
  };
  const students = searchParams.get('students')?.split(',') ?? [];
  return students.flatMap((student) => [
    { id: `${student}-morning`, student, date, session: 'AM', attendance_code: 'made-up-E' },
    { id: `${student}-afternoon`, student, date, session: 'PM', attendance_code: 'made-up-Y5' },
  ]);
}
