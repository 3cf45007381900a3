import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Agency, Answers, Connector, Question, Tools } from '#connectors/contract.ts';
import { addAnswer } from '#connectors/contract.ts';
import { TransportError } from '#connectors/transports/http.ts';
import { webAddress } from '#terms/addresses.ts';
import { startOfLondonDay } from '#terms/clock.ts';
import type { HealthClient } from './client.ts';
import { createHealthClient } from './client.ts';
import { createHealthPeople } from './people.ts';
import { answerOf, notAnswered } from './records.ts';
import type { Contact, Patient } from './wire.ts';

const settings = z.object({
  URL: webAddress,
  TOKEN_URL: webAddress,
  CLIENT_ID: z.string().min(1),
  CLIENT_SECRET: z.string().min(1),
});

/** Community, primary, emergency and mental health services, asked through one FHIR R4 server (UK Core). */
export const health: Connector<z.infer<typeof settings>> = {
  id: 'health',
  name: 'Health',
  dataKind: 'HEALTH',
  sdl: readFileSync(new URL('./health.graphql', import.meta.url), 'utf8'),
  categories: [
    contactsCategory('HEALTH_CONTACTS', 'healthContacts', 'HealthContacts', 'Health services'),
    contactsCategory('MENTAL_HEALTH', 'mentalHealth', 'MentalHealth', 'Mental health services'),
    contactsCategory('SUBSTANCE_MISUSE', 'substanceMisuse', 'SubstanceMisuse', 'Drug and alcohol services'),
  ],
  identifier: 'nhs-number',
  settings,
  connect({ URL: url, TOKEN_URL: tokenUrl, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret }, tools): Agency {
    const options = { url, tokenUrl, clientId, clientSecret, clock: tools.clock };
    const client = createHealthClient(options);
    const list = createHealthPeople(options);
    return {
      async ask(question, signal) {
        try {
          return answers(question, await askAll(client, question, signal), tools);
        } catch (error) {
          if (error instanceof TransportError && error.kind === 'WRONG_PERSON') report(tools, 'WRONG_PERSON_ANSWERED', 1);
          throw error;
        }
      },
      people: list.people,
      async close() {
        await Promise.all([client.close(), list.close()]);
      },
    };
  },
};

function contactsCategory(name: string, field: string, recordType: string, service: string) {
  return { name, field, recordType, service, items: 'contacts', summaryFields: [] };
}

const SERVICES: ReadonlyMap<string, string> = new Map(health.categories.map(({ name, service }) => [name, service]));

interface Found {
  /** By NHS number: those for whom it is verified. */
  readonly verified: ReadonlyMap<string, readonly Patient[]>;
  /** The numbers that are held, but verified for nobody. */
  readonly unverified: ReadonlySet<string>;
  readonly contacts: readonly Contact[];
}

async function askAll(client: HealthClient, question: Question, signal: AbortSignal): Promise<Found> {
  const asked = new Set(question.subjects.flatMap(({ ids }) => ids).filter(isNhsNumber));
  const patients = asked.size > 0 ? await client.patients([...asked], signal) : [];
  const numbers = patients.flatMap((patient) => patient.nhsNumbers.map((number) => ({ ...number, patient })));
  const known = numbers.filter(({ value }) => asked.has(value));
  const verified = Map.groupBy(
    known.filter((number) => number.verified),
    ({ value }) => value,
  );
  const ids = new Set([...verified.values()].flat().map(({ patient }) => patient.id));
  return {
    verified: new Map([...verified].map(([value, held]) => [value, held.map(({ patient }) => patient)])),
    unverified: new Set(known.map(({ value }) => value).filter((value) => !verified.has(value))),
    contacts: ids.size > 0 ? await client.contacts([...ids], earliest(question), signal) : [],
  };
}

/** The earliest date that anybody's answer may hold; null where one has no such limit. Each is cut to its own later. */
function earliest({ subjects }: Question): Date | null {
  const dates = subjects.flatMap(({ categories }) => categories.map(({ since }) => since));
  const first = dates.includes(null) ? null : dates.filter((date) => date !== null).toSorted((a, b) => a.localeCompare(b))[0];
  return first ? startOfLondonDay(first) : null;
}

function answers(question: Question, found: Found, tools: Tools): Answers {
  const answers: Answers = new Map();
  const at = tools.clock.now();
  for (const { subject, ids, categories } of question.subjects) {
    // A record under a number that nobody checked may be somebody else's: neither theirs nor nothing.
    const unclear = ids.length === 0 || ids.some((id) => !isNhsNumber(id) || found.unverified.has(id));
    const patients = ids.flatMap((id) => found.verified.get(id) ?? []);
    const own = new Set(patients.map(({ id }) => id));
    const contacts = found.contacts.filter(({ patientIds }) => patientIds.some((id) => own.has(id)));
    for (const category of categories) {
      const asked = { at, service: SERVICES.get(category.category) ?? 'Health services' };
      const answer = unclear ? notAnswered(asked) : answerOf(category, { patients, contacts }, asked);
      addAnswer(answers, subject, category.category, answer);
    }
  }
  report(tools, 'UNVERIFIED_IDENTIFIER', found.unverified.size);
  return answers;
}

function report(tools: Tools, event: string, count: number): void {
  if (count > 0) tools.report({ agency: health.id, event, count });
}

/** Ten digits: nothing that could change the search it is put into. */
function isNhsNumber(id: string): boolean {
  return /^\d{10}$/.test(id);
}
