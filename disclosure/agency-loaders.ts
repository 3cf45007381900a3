/** Gathers what one request asks of each agency into one question per agency (and, without look-ahead, one per level). */
import DataLoader from 'dataloader';
import type { AgencyPort, CategoryQuestion, PortAnswer, Question } from '#connectors/contract.ts';

export interface AgencyAsk extends CategoryQuestion {
  readonly subject: string;
  readonly ids: readonly string[];
}

export type AskAgency = (port: AgencyPort, ask: AgencyAsk) => Promise<PortAnswer>;

/** One set of loaders for one request: nothing is shared between callers. */
export function createAgencyLoaders(): AskAgency {
  const loaders = new Map<string, DataLoader<AgencyAsk, PortAnswer, string>>();
  return (port, ask) => {
    let loader = loaders.get(port.id);
    if (!loader) {
      loader = new DataLoader((asks) => askTogether(port, asks), {
        cacheKeyFn: ({ subject, category }) => `${subject} ${category}`,
      });
      loaders.set(port.id, loader);
    }
    return loader.load(ask);
  };
}

async function askTogether(port: AgencyPort, asks: readonly AgencyAsk[]): Promise<PortAnswer[]> {
  const answers = await port.ask(questionOf(asks));
  return asks.map(({ subject, category }) => {
    const answer = answers.get(subject)?.get(category);
    if (!answer) throw new Error(`The port of ${port.id} left out an answer.`);
    return answer;
  });
}

function questionOf(asks: readonly AgencyAsk[]): Question {
  const subjects = new Map<string, { ids: readonly string[]; categories: CategoryQuestion[] }>();
  for (const { subject, ids, category, since, victimOnly } of asks) {
    const known = subjects.get(subject) ?? { ids, categories: [] };
    known.categories.push({ category, since, victimOnly });
    subjects.set(subject, known);
  }
  return { subjects: [...subjects].map(([subject, asked]) => ({ subject, ...asked })) };
}
