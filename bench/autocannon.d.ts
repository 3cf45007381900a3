/** The part of autocannon that the bench uses; it brings no types of its own. */
declare module 'autocannon' {
  interface Options {
    readonly url: string;
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** What does not equal it counts as a mismatch. */
    readonly expectBody: string;
    readonly connections: number;
    /** Requests in all; with it there is no time limit. */
    readonly amount: number;
    /** How often it looks whether it has ended, in milliseconds. */
    readonly sampleInt: number;
    /** Seconds. */
    readonly timeout: number;
  }
  interface Result {
    readonly non2xx: number;
    readonly mismatches: number;
    readonly errors: number;
  }
  interface Instance {
    on(event: 'response', listener: (client: unknown, status: number, bytes: number, responseMs: number) => void): void;
  }
  export default function autocannon(options: Options, done: (error: Error | null, result: Result) => void): Instance;
}
