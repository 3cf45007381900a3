/** Interleaved rounds: A B C D A B C D …, one contender under load at a time, every answer and every upstream call checked. */
import { AGENCIES } from './agencies.ts';
import type { ContenderDeclaration } from './contenders.ts';
import type { LoadAnswer, LoadQuestion } from './load.ts';
import type { BenchOptions } from './options.ts';
import type { RunningProcess } from './processes.ts';
import { CALLS_PATH } from './upstreams.ts';
import { problemOf, REQUEST_BODY, saySame } from './view.ts';

export interface RunningContender extends ContenderDeclaration {
  readonly url: string;
  /** Views that it answered before it was measured. */
  readonly answered: number;
}

export type Headers = Readonly<Record<string, string>>;

export interface Bench {
  readonly contenders: readonly RunningContender[];
  readonly load: RunningProcess<LoadQuestion, LoadAnswer>;
  readonly upstreamUrl: string;
  readonly options: BenchOptions;
  /** The headers of every request, with a token that is still good. */
  headers(): Promise<Headers>;
  say(line: string): void;
}

export interface Measured {
  readonly contender: RunningContender;
  readonly rounds: readonly LoadAnswer[];
  /** All requests that it answered, warm-up and checks included. */
  readonly requests: number;
}

interface State {
  readonly contender: RunningContender;
  readonly expected: string;
  readonly rounds: LoadAnswer[];
  requests: number;
  rate: number;
}

/** Enough to know a contender's speed by, roughly. */
const FIRST_REQUESTS = 500;

/** @throws where an answer differs, or where a view is not exactly one call to each agency. */
export async function measure(bench: Bench): Promise<Measured[]> {
  const states = await firstAnswers(bench);
  bench.say('All contenders answer the same. Warming up.');
  for (const state of states) {
    state.rate = (await round(bench, state, FIRST_REQUESTS)).requestsPerSecond;
    state.rate = (await round(bench, state, state.rate * bench.options.seconds)).requestsPerSecond;
  }
  for (let number = 1; number <= bench.options.rounds; number++) {
    for (const state of states) {
      const result = await round(bench, state, state.rate * bench.options.seconds);
      state.rounds.push(result);
      state.rate = result.requestsPerSecond;
    }
    bench.say(`Round ${number} of ${bench.options.rounds}: ${states.map(({ rate }) => Math.round(rate)).join(' · ')} requests/s`);
  }
  return states.map(({ contender, rounds, requests }) => ({ contender, rounds, requests }));
}

async function firstAnswers({ contenders, headers }: Bench): Promise<State[]> {
  const states: State[] = [];
  for (const contender of contenders) {
    const expected = await askOnce(contender, await headers());
    const [first] = states;
    if (first && !saySame(first.expected, expected)) {
      throw new Error(`${contender.name}: The answer is not that of ${first.contender.name}.`);
    }
    states.push({ contender, expected, rounds: [], requests: contender.answered + 1, rate: 0 });
  }
  return states;
}

/** One whole answer. @throws where it is not whole. */
export async function askOnce({ name, url }: Pick<RunningContender, 'name' | 'url'>, headers: Headers): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers, body: REQUEST_BODY });
  const body = await response.text();
  const problem = response.ok ? problemOf(body) : `The answer has the status ${response.status}.`;
  if (problem) throw new Error(`${name}: ${problem}`);
  return body;
}

async function round(bench: Bench, state: State, wanted: number): Promise<LoadAnswer> {
  const { load, upstreamUrl, options } = bench;
  const { contender, expected } = state;
  const requests = Math.max(options.connections, Math.round(wanted));
  const before = await callsSoFar(upstreamUrl);
  const result = await load.ask({
    url: contender.url,
    headers: await bench.headers(),
    body: REQUEST_BODY,
    expected,
    connections: options.connections,
    requests,
  });
  const calls = (await callsSoFar(upstreamUrl)) - before;
  state.requests += requests;
  if (result.wrong > 0) throw new Error(`${contender.name}: ${result.wrong} of ${requests} answers were wrong or missing.`);
  if (calls !== requests * AGENCIES.length) throw new Error(`${contender.name}: ${calls} upstream calls for ${requests} views.`);
  return result;
}

async function callsSoFar(upstreamUrl: string): Promise<number> {
  const response = await fetch(upstreamUrl + CALLS_PATH);
  return ((await response.json()) as { calls: number }).calls;
}
