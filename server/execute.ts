/**
 * The law of the hub in one screen: one gate, run the query, write every decision to the access log, and only then release. Where what
 * a decision rests on changed meanwhile, discard everything and run once more.
 */
import { execute as run } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { AccessLog } from '#access-log/append.ts';
import type { Gate } from '#disclosure/gate.ts';
import { leavesOf } from '#disclosure/leaves.ts';
import type { HubContext } from '#resolvers/context.ts';
import type { Caller } from '#terms/caller.ts';
import type { Clock } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import type { Purpose } from '#terms/purpose.ts';
import { onePurpose } from './one-purpose.ts';
import { oneSearch } from './one-search.ts';

export interface HubRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** SHA-256 of the document's text, hex. */
  readonly documentHash: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly purposeHeader: string | undefined;
  /** By which it came over HTTP. */
  readonly method: string;
}

export interface ExecuteTools {
  readonly schema: GraphQLSchema;
  readonly accessLog: AccessLog;
  readonly clock: Clock;
  /** Names this hub process in the log. */
  readonly hub: string;
  openGate(caller: Caller, purpose: Purpose | null): Gate;
  createContext(request: HubRequest, gate: Gate): HubContext;
}

export type Execute = (request: HubRequest) => Promise<ExecutionResult>;

/** @returns a function that throws HubError where nothing may be released. */
export function createExecute({ schema, accessLog, clock, hub, openGate, createContext }: ExecuteTools): Execute {
  return async (request) => {
    const { caller, document, operation, variables } = request;
    if (operation.operation === 'subscription') throw new HubError('OPERATION_NOT_SUPPORTED');
    const purpose = onePurpose({ document, operation, variables, header: request.purposeHeader });
    oneSearch(document, operation, request.method);

    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const gate = openGate(caller, purpose);
      // oxlint-disable-next-line no-await-in-loop -- the second attempt follows the first
      const result = await run({
        schema,
        document,
        variableValues: variables,
        operationName: operation.name?.value ?? null,
        contextValue: createContext(request, gate),
      });
      // oxlint-disable-next-line no-await-in-loop
      if ((await log(request, purpose, gate)) === 'WRITTEN') return release(result);
      // A mutation is never run again: what it changed is done, and in the log.
      if (operation.operation === 'mutation') break;
    }
    throw new HubError('SHARING_CHANGED');
  };

  /** Writes every decision to the access log; nothing is written where what they rest on has changed since, or is too old. */
  async function log(request: HubRequest, purpose: Purpose | null, gate: Gate): Promise<'WRITTEN' | 'MOVED'> {
    const leaves = leavesOf(await gate.leaves(), {
      at: clock.now(),
      requestId: request.id,
      hub,
      caller: request.caller,
      purpose,
      // A name is the client's own text; the document's hash identifies it.
      operationName: request.operation.name?.value.slice(0, 100) ?? null,
      documentHash: request.documentHash,
    });
    // Nothing about anybody, or a change, which was logged as it was made.
    if (leaves.length === 0) return 'WRITTEN';
    const { readAt, epochs } = gate.restsOn();
    if (readAt !== null && clock.now().getTime() - readAt > STALE_AFTER_MS) return 'MOVED';
    return accessLog.append(leaves, epochs).catch((cause: unknown) => {
      throw new HubError('ACCESS_LOG_UNAVAILABLE', { cause });
    });
  }
}

/** Once more with a fresh gate where something changed meanwhile, and no more. */
const ATTEMPTS = 2;

/** Decisions older than any request's deadline are stale (rule 10): birthdays, ends and expiries move no epoch. */
const STALE_AFTER_MS = 10_000;

/**
 * Where the hub itself could not decide, nothing is shown: part of an answer would read as "nothing there". Nor where somebody searched
 * too often: they read when to come back.
 */
function release(result: ExecutionResult): ExecutionResult {
  for (const { originalError } of result.errors ?? []) {
    if (originalError instanceof HubError && [429, 503].includes(originalError.status)) throw originalError;
  }
  return result;
}
