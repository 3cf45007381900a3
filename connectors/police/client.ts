/** Answers from what the police have dropped and the hub has landed; the police themselves are not asked. */
import { londonDate } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { LandedFile, LandedRow } from '#terms/landed.ts';
import type { Source } from '#terms/source.ts';
import { addAnswer } from '#connectors/contract.ts';
import type { Agency, Answer, Answers, CategoryQuestion, Question, Tools } from '#connectors/contract.ts';
import { isUnreadable, landFolder } from '#connectors/transports/file-drop.ts';
import { isVictim, toEpisode, toIncident, toReferral } from './content.ts';
import type { ToItem } from './content.ts';
import { createPolicePeople } from './people.ts';
import { FEEDS } from './wire.ts';

const AGENCY = 'police';

interface Kind {
  readonly feed: string;
  readonly service: string;
  readonly items: string;
  readonly toItem: ToItem;
}

const KINDS: Readonly<Record<string, Kind>> = {
  POLICE_REFERRALS: {
    feed: 'referrals',
    service: 'Police vulnerability referrals',
    items: 'referrals',
    toItem: toReferral,
  },
  DOMESTIC_ABUSE: { feed: 'encompass', service: 'Operation Encompass', items: 'incidents', toItem: toIncident },
  MISSING_EPISODES: { feed: 'missing', service: 'Police missing persons', items: 'episodes', toItem: toEpisode },
};

export function connectPolice(folder: string, tools: Tools): Agency {
  const { clock, landed, report } = tools;
  const settled = new Set<string>();
  return {
    async ask(question, signal) {
      signal.throwIfAborted();
      const [rows, files] = await Promise.all([landed.rowsOf(AGENCY, ...asked(question)), landed.newestFiles(AGENCY)]);
      signal.throwIfAborted();
      return answersFrom(question, rows, files, clock.now());
    },
    land: (signal) => landFolder({ agency: AGENCY, folder, feeds: FEEDS, landed, clock, report, signal, settled }),
    people: createPolicePeople(folder, tools),
    close: async () => {},
  };
}

function asked({ subjects }: Question): [ids: string[], categories: string[]] {
  const ids = new Set(subjects.flatMap((subject) => subject.ids));
  const categories = new Set(subjects.flatMap((subject) => subject.categories.map(({ category }) => category)));
  return [[...ids], [...categories]];
}

function answersFrom(
  question: Question,
  rows: readonly LandedRow[],
  files: ReadonlyMap<string, LandedFile>,
  retrievedAt: Date,
): Answers {
  const byPerson = Map.groupBy(rows, (row) => row.agencyPersonId);
  const answers: Answers = new Map();
  for (const { subject, ids, categories } of question.subjects) {
    const own = [...new Set(ids)].flatMap((id) => byPerson.get(id) ?? []);
    for (const wanted of categories) {
      const kind = KINDS[wanted.category];
      if (kind) addAnswer(answers, subject, wanted.category, answerOf(kind, wanted, own, files.get(kind.feed), retrievedAt));
    }
  }
  return answers;
}

/** A feed of which no file has ever landed says nothing about anybody, not even that there is nothing. */
function answerOf(
  kind: Kind,
  { category, since, victimOnly }: CategoryQuestion,
  rows: readonly LandedRow[],
  newest: LandedFile | undefined,
  retrievedAt: Date,
): Answer {
  const source: Source = { agency: 'Police', service: kind.service, retrievedAt, contact: null };
  if (!newest) return { outcome: 'NOT_ANSWERED', source: { ...source, updatedAt: null, coversFrom: null, coversTo: null } };

  const covered: Source = {
    ...source,
    updatedAt: newest.asOf,
    coversFrom: later(newest.coversFrom, since),
    coversTo: londonDate(newest.asOf),
  };
  const ofCategory = rows.filter((row) => row.category === category);
  const items = ofCategory
    .filter((row) => !isUnreadable(row))
    .filter((row) => since === null || londonDate(row.occurredAt) >= since)
    .filter((row) => !victimOnly || isVictim(row))
    .sort((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime() || a.key.localeCompare(b.key))
    .map(kind.toItem);
  // Under a permit for victims only, nothing may tell whether there is a row at all.
  const isOpen = !victimOnly || items.length > 0;
  if (isOpen && ofCategory.some((row) => isUnreadable(row) && row.occurredAt.getTime() === newest.asOf.getTime())) {
    return { outcome: 'NOT_ANSWERED', source: covered };
  }
  if (items.length === 0) return { outcome: 'NOTHING_HELD', source: covered };
  return { outcome: 'HELD', record: { source: covered, [kind.items]: items } };
}

function later(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  return a !== null && b !== null ? (a > b ? a : b) : (a ?? b);
}
