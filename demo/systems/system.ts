/** A running simulated system of one agency. It speaks the agency's wire format and knows nothing of the hub. */
export interface SimulatedSystem {
  /** What the agency would tell the council so that it can connect, by setting name without the agency's prefix. */
  readonly settings: Readonly<Record<string, string>>;
  /** `METHOD path` of each HTTP request since the start, without query and body; empty for a system that is not asked over HTTP. */
  readonly requests: string[];
  /** Stops it as a crash would: open connections break. */
  close(): Promise<void>;
}
