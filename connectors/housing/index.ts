import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Connector } from '#connectors/contract.ts';
import { databaseAddress } from '#terms/addresses.ts';
import { connectHousing } from './client.ts';

const settings = z.object({
  /** The reporting database, with a login that may only read: `postgresql://…`. */
  DATABASE_URL: databaseAddress,
});

/** The housing service: read-only reporting views in its own database. */
export const housing: Connector<z.infer<typeof settings>> = {
  id: 'housing',
  name: 'Housing',
  dataKind: 'OTHER',
  sdl: readFileSync(new URL('./housing.graphql', import.meta.url), 'utf8'),
  categories: [
    {
      name: 'TENANCY',
      field: 'tenancy',
      recordType: 'Tenancy',
      service: 'Housing tenancies',
      items: null,
      summaryFields: ['tenure', 'capacity', 'startedOn', 'endedOn'],
    },
    {
      name: 'HOMELESSNESS',
      field: 'homelessness',
      recordType: 'Homelessness',
      service: 'Housing options',
      items: 'applications',
      summaryFields: [],
    },
    {
      name: 'REHOUSING',
      field: 'rehousing',
      recordType: 'Rehousing',
      service: 'Housing register',
      items: null,
      summaryFields: ['band', 'status'],
    },
  ],
  identifier: 'person-reference',
  settings,
  connect: ({ DATABASE_URL }, tools) => connectHousing(DATABASE_URL, tools),
};
