/** The process that puts one contender at a time under load, so that it never shares an event loop with what it measures. */
import autocannon from 'autocannon';
import { answerParent } from './processes.ts';

export interface LoadQuestion {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What each answer must be, byte for byte. */
  readonly expected: string;
  readonly connections: number;
  /** How many requests in all. A number, not a time: nothing is cut off, so that everything can be counted exactly. */
  readonly requests: number;
}

export interface LoadAnswer {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not as expected, and errors of the connection. */
  readonly wrong: number;
}

function run({ url, headers, body, expected, connections, requests }: LoadQuestion): Promise<LoadAnswer> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let ended = began;
    const latencies: number[] = [];
    const instance = autocannon(
      { url, method: 'POST', headers, body, expectBody: expected, connections, amount: requests, sampleInt: 50, timeout: 30 },
      (error, result) => {
        if (error) return reject(error);
        const sorted = latencies.toSorted((a, b) => a - b);
        return resolve({
          requestsPerSecond: (latencies.length * 1000) / (ended - began),
          p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? NaN,
          p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? NaN,
          wrong: result.non2xx + result.mismatches + result.errors + Math.abs(requests - latencies.length),
        });
      },
    );
    instance.on('response', (_client, _status, _bytes, responseMs) => {
      ended = performance.now();
      latencies.push(responseMs);
    });
  });
}

answerParent(run);
