/** A connector for each agency of the bench, written as a real one is: one batched call, the answer checked, nobody else's record let in. */
import { z } from 'zod';
import type { AgencyItem, Answer, Answers, CategoryQuestion, Connector, SubjectQuestion } from '#connectors/contract.ts';
import { addAnswer } from '#connectors/contract.ts';
import { readAs, TransportError } from '#connectors/transports/http.ts';
import { createJsonApi } from '#connectors/transports/json-api.ts';
import { startOfLondonDay } from '#terms/clock.ts';
import { recordsPath, sdlOf } from './agencies.ts';
import type { BenchAgency } from './agencies.ts';

const settings = z.object({ URL: z.url() });

const instant = z.iso.datetime().transform((text) => new Date(text));
const recordSchema = z.object({
  person: z.string(),
  updatedAt: instant,
  status: z.string(),
  level: z.number().int(),
  rate: z.number(),
  items: z.array(z.object({ id: z.string(), occurredAt: instant, kind: z.string(), outcome: z.string().nullable() })),
});
const answerSchema = z.object({ data: z.array(recordSchema) });
type BenchRecord = z.infer<typeof recordSchema>;

export function connectorFor(agency: BenchAgency): Connector<z.infer<typeof settings>> {
  const { id, name, category, field, recordType, service } = agency;
  return {
    id,
    name,
    sdl: sdlOf(agency),
    categories: [{ name: category, field, recordType, service, items: 'items', summaryFields: ['status'] }],
    identifier: 'bench-id',
    dataKind: 'OTHER',
    settings,
    connect({ URL: url }, { clock }) {
      const api = createJsonApi({ url, token: 'bench' });
      return {
        async ask({ subjects }, signal) {
          const ids = subjects.flatMap((subject) => subject.ids);
          const path = recordsPath(agency).slice(1);
          const { data } = readAs(answerSchema, await api.get(path, { ids: ids.join(',') }, { signal }));
          const records = new Map(data.map((record) => [record.person, record]));
          if ([...records.keys()].some((person) => !ids.includes(person))) throw new TransportError('WRONG_PERSON');
          return answersTo(subjects, (subject, asked) => answerOf(agency, recordOf(subject, records), asked, clock.now()));
        },
        close: api.close,
      };
    },
  };
}

function answersTo(
  subjects: readonly SubjectQuestion[],
  answer: (subject: SubjectQuestion, asked: CategoryQuestion) => Answer,
): Answers {
  const answers: Answers = new Map();
  for (const subject of subjects) {
    for (const asked of subject.categories) addAnswer(answers, subject.subject, asked.category, answer(subject, asked));
  }
  return answers;
}

function recordOf({ ids }: SubjectQuestion, records: ReadonlyMap<string, BenchRecord>): BenchRecord | undefined {
  return ids.map((id) => records.get(id)).find((record) => record !== undefined);
}

function answerOf(
  { name: agency, service }: BenchAgency,
  record: BenchRecord | undefined,
  { since }: CategoryQuestion,
  retrievedAt: Date,
): Answer {
  if (!record) return { outcome: 'NOTHING_HELD', source: { agency, service, retrievedAt } };
  const { updatedAt, status, level, rate } = record;
  const from = since === null ? null : startOfLondonDay(since);
  const items: AgencyItem[] = record.items.filter(({ occurredAt }) => from === null || occurredAt >= from);
  return { outcome: 'HELD', record: { source: { agency, service, retrievedAt, updatedAt }, status, level, rate, items } };
}
