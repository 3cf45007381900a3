import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Agency, Answers, Connector, Question, SubjectQuestion, Tools } from '#connectors/contract.ts';
import { addAnswer } from '#connectors/contract.ts';
import { TransportError } from '#connectors/transports/http.ts';
import { webAddress } from '#terms/addresses.ts';
import { londonDate } from '#terms/clock.ts';
import { askSchool, isContact, pupilOf, questionsBySchool } from './asking.ts';
import type { SchoolAnswer } from './asking.ts';
import { createEducationClient } from './client.ts';
import type { Asked } from './records.ts';
import { createEducationPeople } from './people.ts';
import { answerOf, nothingOfContact, notAnswered } from './records.ts';

const settings = z.object({
  URL: webAddress,
  TOKEN: z.string().min(1),
  /** The ids of all schools of the borough, with commas between: only with each of them the list of pupils is of everybody. */
  SCHOOLS: z.string().optional(),
});

/** Schools, asked through one API in Wonde's manner. */
export const education: Connector<z.infer<typeof settings>> = {
  id: 'education',
  name: 'Education',
  dataKind: 'OTHER',
  sdl: readFileSync(new URL('./education.graphql', import.meta.url), 'utf8'),
  categories: [
    {
      name: 'ATTENDANCE',
      field: 'attendance',
      recordType: 'Attendance',
      service: 'School attendance',
      items: 'recentSessions',
      summaryFields: ['academicYear', 'attendanceRate', 'persistentlyAbsent', 'severelyAbsent'],
    },
    {
      name: 'SUSPENSIONS',
      field: 'suspensions',
      recordType: 'Suspensions',
      service: 'School suspensions and exclusions',
      items: 'suspensions',
      summaryFields: [],
    },
    {
      name: 'SPECIAL_EDUCATIONAL_NEEDS',
      field: 'specialEducationalNeeds',
      recordType: 'SpecialEducationalNeeds',
      service: 'Special educational needs support',
      items: null,
      summaryFields: ['provision'],
    },
  ],
  identifier: 'school-and-student',
  settings,
  connect({ URL: url, TOKEN: token, SCHOOLS: schools = '' }, tools): Agency {
    const client = createEducationClient({ url, token, cache: tools.cache });
    const list = createEducationPeople({
      url,
      token,
      schools: schools.split(',').flatMap((id) => id.trim() || []),
      clock: tools.clock,
    });
    return {
      async ask(question, signal) {
        const at = tools.clock.now();
        const today = londonDate(at);
        const schools = new Map<string, SchoolAnswer>();
        const asked = [...questionsBySchool(question, today).values()].map(async (school) => {
          schools.set(school.schoolId, await askSchool(client, school, today, signal));
        });
        await Promise.all(asked);
        if (signal.aborted) throw new TransportError('ABORTED');
        judge([...schools.values()], tools);
        return answers(question, schools, { today, at });
      },
      people: list.people,
      async close() {
        await Promise.all([client.close(), list.close()]);
      },
    };
  },
};

const SERVICES: ReadonlyMap<string, string> = new Map(education.categories.map(({ name, service }) => [name, service]));

function answers(question: Question, schools: ReadonlyMap<string, SchoolAnswer>, when: Omit<Asked, 'service'>): Answers {
  const answers: Answers = new Map();
  for (const subject of question.subjects) {
    const parts = partsOf(subject, schools);
    const onlyContact = subject.ids.length > 0 && subject.ids.every(isContact);
    for (const category of subject.categories) {
      const asked = { ...when, service: SERVICES.get(category.category) ?? 'Schools' };
      const answer = parts ? answerOf(category, parts, asked) : onlyContact ? nothingOfContact(asked) : notAnswered(asked);
      addAnswer(answers, subject.subject, category.category, answer);
    }
  }
  return answers;
}

/**
 * A person's schools; null where there is an id that a school could not be asked by, and so the answer would not be whole. Where
 * they are a contact no school keeps anything of them.
 */
function partsOf({ ids }: SubjectQuestion, schools: ReadonlyMap<string, SchoolAnswer>) {
  const parts = [...new Set(ids.filter((id) => !isContact(id)))].map((id) => {
    const pupil = pupilOf(id);
    const answer = pupil && schools.get(pupil.schoolId);
    return pupil && answer ? { pupil, answer } : null;
  });
  const whole = parts.filter((part) => part !== null);
  return whole.length > 0 && whole.length === parts.length ? whole : null;
}

/** Tells the operator what failed. Rejects where no school can be asked at all, which is the agency's failure and not a school's. */
function judge(schools: readonly SchoolAnswer[], tools: Tools): void {
  const report = (event: string, count: number) => count > 0 && tools.report({ agency: education.id, event, count });
  const wrong = schools.filter(({ failures }) => failures.some(({ kind }) => kind === 'WRONG_PERSON'));
  const failed = schools.filter(({ failures }) => failures.length > 0);
  report('WRONG_PERSON_ANSWERED', wrong.length);
  report('SCHOOL_NOT_ANSWERED', failed.length - wrong.length);
  const first = failed[0]?.failures[0];
  const isSilent = ({ summaries, sessions, exclusions, provisions, failures }: SchoolAnswer) =>
    !summaries && !sessions && !exclusions && !provisions && failures.length > 0 && failures.every(isOfTheAgency);
  if (first && schools.every(isSilent)) throw first;
}

function isOfTheAgency({ kind, status }: TransportError): boolean {
  return kind === 'REFUSED' || status === 401;
}
