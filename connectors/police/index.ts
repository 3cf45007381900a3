import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Connector } from '#connectors/contract.ts';
import { connectPolice } from './client.ts';

const settings = z.object({
  /** The folder into which the police drop their files. */
  FOLDER: z.string().min(1),
});

/** The police: files dropped into a managed folder, once or more a day. */
export const police: Connector<z.infer<typeof settings>> = {
  id: 'police',
  name: 'Police',
  dataKind: 'CRIMINAL_OFFENCE',
  sdl: readFileSync(new URL('./police.graphql', import.meta.url), 'utf8'),
  categories: [
    {
      name: 'POLICE_REFERRALS',
      field: 'policeReferrals',
      recordType: 'PoliceReferrals',
      service: 'Police vulnerability referrals',
      items: 'referrals',
      summaryFields: [],
    },
    {
      name: 'DOMESTIC_ABUSE',
      field: 'domesticAbuse',
      recordType: 'DomesticAbuse',
      service: 'Operation Encompass',
      items: 'incidents',
      summaryFields: [],
    },
    {
      name: 'MISSING_EPISODES',
      field: 'missingEpisodes',
      recordType: 'MissingEpisodes',
      service: 'Police missing persons',
      items: 'episodes',
      summaryFields: [],
    },
  ],
  identifier: 'nominal-reference',
  settings,
  connect: ({ FOLDER }, tools) => connectPolice(FOLDER, tools),
};
