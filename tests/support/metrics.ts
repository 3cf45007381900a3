/** Scraping a hub as Prometheus does, and strictly: text that breaks a rule of its format is no scrape. */
import type { TestHub } from './hub.ts';

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Scrape {
  readonly text: string;
  readonly samples: readonly Sample[];
  /** What a sample says; null where there is none of this name and these labels. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | null;
}

/** @returns where to scrape */
export async function listenForMetrics({ app }: Pick<TestHub, 'app'>): Promise<string> {
  return `${await app.metrics.listen({ host: '127.0.0.1', port: 0 })}/metrics`;
}

export async function scrape(address: string): Promise<Scrape> {
  const response = await fetch(address);
  const type = response.headers.get('content-type');
  if (response.status !== 200 || type !== 'text/plain; version=0.0.4; charset=utf-8') {
    throw new Error(`No metrics: ${response.status} ${type}`);
  }
  return readMetrics(await response.text());
}

interface Family {
  readonly help: string;
  type?: string;
  readonly samples: Sample[];
}

const NAME = '[a-z_][a-z0-9_]*';
const LABEL = String.raw`${NAME}="(?:[^"\\\n]|\\["\\n])*"`;
const SAMPLE = new RegExp(String.raw`^(${NAME})(?:\{(${LABEL}(?:,${LABEL})*)\})? (\S+)$`);
const TYPES = ['counter', 'gauge', 'histogram'];

/** @throws where a line is not of the format, a sample has no HELP and TYPE right before it, or numbers contradict each other */
export function readMetrics(text: string): Scrape {
  const families = new Map<string, Family>();
  let open = '';
  if (!text.endsWith('\n')) throw new Error('The last line has no end.');
  for (const line of text.slice(0, -1).split('\n')) {
    const [, help = '', described] = new RegExp(`^# HELP (${NAME}) (.+)$`).exec(line) ?? [];
    const [, typed = '', type = ''] = new RegExp(`^# TYPE (${NAME}) (.+)$`).exec(line) ?? [];
    if (described) {
      if (families.has(help)) throw new Error(`Twice: ${line}`);
      families.set((open = help), { help: described, samples: [] });
    } else if (typed) {
      const family = families.get(open);
      if (typed !== open || !family || family.type || !TYPES.includes(type)) throw new Error(`Misplaced: ${line}`);
      family.type = type;
    } else if (line !== '') {
      const sample = sampleOf(line);
      const family = families.get(open);
      if (!family?.type) throw new Error(`Without HELP and TYPE: ${line}`);
      const of = family.type === 'histogram' ? /^(.*)_(?:bucket|sum|count)$/.exec(sample.name)?.[1] : sample.name;
      if (of !== open) throw new Error(`Of another family: ${line}`);
      if (family.samples.some((other) => keyOf(other) === keyOf(sample))) throw new Error(`Twice: ${line}`);
      family.samples.push(sample);
    }
  }
  for (const [name, family] of families) checkFamily(name, family);
  const samples = [...families.values()].flatMap((family) => family.samples);
  return {
    text,
    samples,
    value: (name, labels = {}) =>
      samples.find((sample) => keyOf(sample) === keyOf({ name: `family_view_${name}`, labels }))?.value ?? null,
  };
}

function sampleOf(line: string): Sample {
  const [, name, labels = '', number = ''] = SAMPLE.exec(line) ?? [];
  const value = number === '+Inf' ? Infinity : Number(number);
  if (name === undefined || number === '' || (Number.isNaN(value) && !/^nan$/i.test(number))) {
    throw new Error(`No sample: ${line}`);
  }
  const pairs = [...labels.matchAll(new RegExp(LABEL, 'g'))].map(([pair]) => pair.split(/=(.*)/s) as [string, string]);
  return { name, labels: Object.fromEntries(pairs.map(([key, quoted]) => [key, quoted.slice(1, -1)])), value };
}

function keyOf({ name, labels }: Pick<Sample, 'name' | 'labels'>): string {
  return JSON.stringify([name, Object.entries(labels).toSorted()]);
}

function checkFamily(name: string, { type, samples }: Family): void {
  if (!type) throw new Error(`${name} has no TYPE.`);
  if (!name.startsWith('family_view_')) throw new Error(`${name} is not the hub’s.`);
  if (type === 'counter' && !name.endsWith('_total')) throw new Error(`${name} is a counter that does not say so.`);
  if (type === 'counter' && samples.some(({ value }) => !(value >= 0))) throw new Error(`${name} counts below 0.`);
  if (type !== 'histogram') return;
  const groups = Map.groupBy(samples, ({ labels }) => JSON.stringify(Object.entries(labels).filter(([label]) => label !== 'le')));
  for (const group of groups.values()) {
    const buckets = group.filter((sample) => sample.name === `${name}_bucket`);
    const counts = buckets.map(({ value }) => value);
    const count = group.find((sample) => sample.name === `${name}_count`)?.value;
    const bounds = buckets.map(({ labels: { le = '' } }) => (le === '+Inf' ? Infinity : Number(le)));
    const isRising = (numbers: readonly number[]) => numbers.every((value, n) => n === 0 || value >= (numbers[n - 1] ?? 0));
    if (bounds.at(-1) !== Infinity || counts.at(-1) !== count || !isRising(bounds) || !isRising(counts)) {
      throw new Error(`${name} is no histogram.`);
    }
  }
}
