import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** How long each contender is under load in a round, about. */
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  /** How long the agencies take to answer, in milliseconds. */
  readonly latencyMs: number;
}

/** @throws where a flag is unknown or is no number within its bounds. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '7' },
      connections: { type: 'string', default: '32' },
      latency: { type: 'string', default: '0' },
    },
  });
  return {
    seconds: numberOf('seconds', values.seconds, 0.2, 60),
    rounds: numberOf('rounds', values.rounds, 1, 100),
    connections: numberOf('connections', values.connections, 1, 512),
    latencyMs: numberOf('latency', values.latency, 0, 1_000),
  };
}

function numberOf(flag: string, text: string, minimum: number, maximum: number): number {
  const value = Number(text);
  if (value >= minimum && value <= maximum && (flag === 'seconds' || Number.isInteger(value))) return value;
  throw new Error(`--${flag} takes a number from ${minimum} to ${maximum}.`);
}
