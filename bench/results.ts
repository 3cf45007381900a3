/** What the run found, as numbers, as a table, and as `results.json`. */
import { cpus } from 'node:os';
import { HUB, REFERENCES } from './contenders.ts';
import type { Measured } from './measure.ts';
import type { BenchOptions } from './options.ts';

export interface ContenderResult {
  readonly id: string;
  readonly name: string;
  readonly requestsPerSecond: { readonly median: number; readonly minimum: number; readonly maximum: number };
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Median requests/s ÷ that of each reference, by its id. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly requests: number;
}

export interface Goal {
  readonly workload: string;
  readonly goal: number | null;
  readonly measured: number;
  readonly met: boolean | null;
}

export interface Results {
  readonly goals: readonly Goal[];
  readonly contenders: readonly ContenderResult[];
  readonly machine: { readonly cores: number; readonly processor: string; readonly node: string };
  readonly options: BenchOptions;
  readonly measuredAt: string;
}

export function resultsOf(measured: readonly Measured[], options: BenchOptions): Results {
  const speeds = new Map(
    measured.map(({ contender, rounds }) => [contender.id, median(rounds.map((round) => round.requestsPerSecond))]),
  );
  const speedOf = (id: string): number => speeds.get(id) ?? NaN;
  const contenders = measured.map(({ contender: { id, name }, rounds, requests }) => {
    const perSecond = rounds.map((round) => round.requestsPerSecond);
    return {
      id,
      name,
      requestsPerSecond: { median: speedOf(id), minimum: Math.min(...perSecond), maximum: Math.max(...perSecond) },
      p50Ms: median(rounds.map((round) => round.p50Ms)),
      p99Ms: median(rounds.map((round) => round.p99Ms)),
      ratios: Object.fromEntries(REFERENCES.map((reference) => [reference.id, speedOf(id) / speedOf(reference.id)])),
      requests,
    };
  });
  const hub = contenders.find(({ id }) => id === HUB.id);
  return {
    goals: Object.entries(hub?.ratios ?? {}).map(([reference, ratio]) => ({
      workload: `view, hub to ${reference}`,
      goal: null,
      measured: ratio,
      met: null,
    })),
    contenders,
    machine: { cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', node: process.version },
    options,
    measuredAt: new Date().toISOString(),
  };
}

const HEADINGS = ['contender', 'requests/s', 'min–max', 'p50 ms', 'p99 ms', '÷ bare', '÷ bare with log', '÷ Apollo'];

/** Plain text, one line a contender. */
export function tableOf({ contenders }: Results): string {
  const rows = contenders.map(({ name, requestsPerSecond: { median: middle, minimum, maximum }, p50Ms, p99Ms, ratios }) => [
    name,
    middle.toFixed(0),
    `${minimum.toFixed(0)}–${maximum.toFixed(0)}`,
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    ...REFERENCES.map((reference) => (ratios[reference.id] ?? NaN).toFixed(2)),
  ]);
  const lines = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
    )
    .join('\n');
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}
