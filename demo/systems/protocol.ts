/** What the hub's process and that of the simulated systems say to each other. */

/** The first and only message to the systems. */
export interface StartSystems {
  readonly directory: string;
  readonly seed: number;
  readonly families: number;
  readonly madeOn: string;
}

/** What they answer: how to connect to each, or one sentence why they did not start. */
export type SystemsStarted =
  | {
      readonly started: true;
      /** By agency, then by setting name without the agency's prefix. */
      readonly agencies: Readonly<Record<string, Readonly<Record<string, string>>>>;
      readonly signIn: { readonly issuer: string; readonly audience: string; readonly keySetUrl: string };
    }
  | { readonly started: false; readonly problem: string };
