/** Who is measured. */
export interface ContenderDeclaration {
  readonly id: string;
  readonly name: string;
  /** The module of its process. */
  readonly file: string;
  /** Which of the bench's databases it writes its log to. */
  readonly database: 'hubUrl' | 'logUrl' | null;
}

/** Those that the hub is measured against. */
export const REFERENCES: readonly ContenderDeclaration[] = [
  { id: 'bare', name: 'bare limit', file: './contenders/bare.ts', database: null },
  { id: 'bare-with-log', name: 'bare limit with the same log', file: './contenders/bare-with-log.ts', database: 'logUrl' },
  { id: 'apollo', name: 'Apollo Server as it comes', file: './contenders/apollo.ts', database: null },
];

export const HUB: ContenderDeclaration = { id: 'hub', name: 'the hub', file: './contenders/hub.ts', database: 'hubUrl' };
