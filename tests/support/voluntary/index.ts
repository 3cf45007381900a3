import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Connector } from '#connectors/contract.ts';
import { webAddress } from '#terms/addresses.ts';
import { connectVoluntary } from './client.ts';

const settings = z.object({ URL: webAddress, TOKEN: z.string().min(1) });

/** A made-up fifth agency, as a council would add one: this folder goes beside the others in `connectors/`. */
export const voluntary: Connector<z.infer<typeof settings>> = {
  id: 'voluntary',
  name: 'Home-Start',
  dataKind: 'OTHER',
  sdl: readFileSync(new URL('./voluntary.graphql', import.meta.url), 'utf8'),
  categories: [
    {
      name: 'FAMILY_SUPPORT',
      field: 'familySupport',
      recordType: 'FamilySupport',
      service: 'Home visiting',
      items: 'visits',
      summaryFields: [],
    },
  ],
  identifier: 'client-number',
  settings,
  connect: ({ URL: url, TOKEN: token }, tools) => connectVoluntary({ url, token }, tools),
};
