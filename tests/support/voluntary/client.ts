/** Asks for everybody's visits with one call. */
import { z } from 'zod';
import type { Agency, Answers, Tools } from '#connectors/contract.ts';
import { addAnswer } from '#connectors/contract.ts';
import { readAs } from '#connectors/transports/http.ts';
import { createJsonApi } from '#connectors/transports/json-api.ts';
import { startOfLondonDay } from '#terms/clock.ts';

const visitsSchema = z.array(
  z.object({ client: z.string(), visit: z.string(), at: z.iso.datetime(), minutes: z.number(), branch: z.string() }),
);

export function connectVoluntary(options: { readonly url: string; readonly token: string }, { clock }: Tools): Agency {
  const api = createJsonApi(options);
  return {
    async ask({ subjects }, signal) {
      const clients = subjects.flatMap(({ ids }) => ids).join(',');
      const found = readAs(visitsSchema, await api.getPages('visits', { clients }, { signal }));
      const source = { agency: 'Home-Start', service: 'Home visiting', retrievedAt: clock.now() };
      const answers: Answers = new Map();
      for (const { subject, ids, categories } of subjects) {
        for (const { category, since } of categories) {
          const from = since === null ? null : startOfLondonDay(since);
          const visits = found
            .filter(({ client }) => ids.includes(client))
            .map(({ visit, at, minutes, branch }) => ({ id: visit, occurredAt: new Date(at), minutes, branch }))
            .filter(({ occurredAt }) => from === null || occurredAt >= from);
          const record = { source, organisation: visits[0]?.branch ?? null, visits };
          addAnswer(
            answers,
            subject,
            category,
            visits.length > 0 ? { outcome: 'HELD', record } : { outcome: 'NOTHING_HELD', source },
          );
        }
      }
      return answers;
    },
    close: api.close,
  };
}
