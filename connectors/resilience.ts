/** One agency failing costs only its own categories, within a bounded time, as one entry. */
import type { Category } from '#terms/category.ts';
import type { Clock } from '#terms/clock.ts';
import type { Source } from '#terms/source.ts';
import type {
  Agency,
  AgencyPort,
  Answers,
  CategoryDeclaration,
  Connector,
  PortAnswer,
  PortAnswers,
  Question,
} from './contract.ts';

export interface ResilienceOptions {
  readonly connector: Pick<Connector, 'id' | 'name' | 'categories' | 'identifier'>;
  readonly agency: Agency;
  readonly clock: Clock;
  /** The longest that one question may take, in milliseconds. */
  readonly deadlineMs: number;
  /** Told of each failure; never about a person. */
  readonly onFailure?: (agency: string, timedOut: boolean) => void;
}

interface CategoryState {
  failingSince: Date | null;
  lastAnswered: Date | null;
}

/** Wraps a connected agency so that a failure of any kind becomes `UNAVAILABLE`, within the deadline. */
export function createAgencyPort({ connector, agency, clock, deadlineMs, onFailure }: ResilienceOptions): AgencyPort {
  const states = new Map<Category, CategoryState>(
    connector.categories.map((category) => [category.name, { failingSince: null, lastAnswered: null }]),
  );
  const declarations = new Map(connector.categories.map((category) => [category.name, category]));

  const complete = (question: Question, answers: Answers): PortAnswers => {
    const now = clock.now();
    for (const [category, state] of states) noteAnswers(category, state, question, answers, now);
    const result: PortAnswers = new Map();
    for (const { subject, categories } of question.subjects) {
      const ofSubject = new Map<Category, PortAnswer>();
      for (const { category } of categories) {
        const answer = answers.get(subject)?.get(category);
        if (answer && answer.outcome !== 'NOT_ANSWERED') {
          ofSubject.set(category, answer);
          continue;
        }
        const source = answer?.source ?? sourceOf(connector.name, declarations.get(category));
        const { failingSince, lastAnswered } = states.get(category) ?? NEVER;
        ofSubject.set(category, { outcome: 'UNAVAILABLE', source, since: failingSince ?? now, lastAnswered });
      }
      result.set(subject, ofSubject);
    }
    return result;
  };

  return {
    id: connector.id,
    name: connector.name,
    categories: connector.categories,
    identifier: connector.identifier,
    async ask(question) {
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), deadlineMs);
      try {
        return complete(question, await Promise.race([agency.ask(question, deadline.signal), whenAborted(deadline.signal)]));
      } catch {
        onFailure?.(connector.id, deadline.signal.aborted);
        // Whatever the agency still does for this question is of no use any more.
        deadline.abort();
        return complete(question, new Map());
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

const NEVER: CategoryState = { failingSince: null, lastAnswered: null };

/** A category fails from when somebody was not answered until everybody asked about is answered again. */
function noteAnswers(category: Category, state: CategoryState, question: Question, answers: Answers, now: Date): void {
  const asked = question.subjects.filter((subject) => subject.categories.some((entry) => entry.category === category));
  if (asked.length === 0) return;
  const isWhole = asked.every(({ subject }) => {
    const outcome = answers.get(subject)?.get(category)?.outcome;
    return outcome !== undefined && outcome !== 'NOT_ANSWERED';
  });
  if (isWhole) {
    state.failingSince = null;
    state.lastAnswered = now;
  } else state.failingSince ??= now;
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The agency did not answer in time.')), { once: true });
  });
}

function sourceOf(agency: string, category: CategoryDeclaration | undefined): Source {
  return { agency, service: category?.service ?? null };
}
