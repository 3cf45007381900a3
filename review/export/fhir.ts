/**
 * The log as one FHIR R4 Bundle: an AuditEvent for each entry, after IHE BALP's PrivacyDisclosure (Source) where something was shown and
 * AuthZconsent where it was not. Neither profile is claimed: both ask for network addresses, which the log does not have. `outcome` is
 * 0 where it was done, if only in part; 4 where all of it was withheld, hidden or refused; 8 where no agency could answer.
 */
import type { AuditEvent, AuditEventAgent, BundleEntry, Device, Reference } from 'fhir/r4.js';
import type { LogEntry } from '#review/entries.ts';
import { AGENT, eventCodes, isDisclosure, purposeCodes, SERVER } from './fhir-codes.ts';
import { entitiesOf, fhirString, identifierOf, named, referenceTo } from './fhir-entities.ts';
import { nameUuid } from './name-uuid.ts';
import type { ExportAbout, Rendering } from './rendering.ts';

const NAMESPACE = '0d7a3b52-64f1-4c0e-9d53-1f2f6a7f8c11';
const urn = (name: string): string => `urn:uuid:${nameUuid(NAMESPACE, name)}`;

const HUB: Reference = { reference: urn('hub'), type: 'Device', display: 'family-view' };

export const fhirAuditEvents: Rendering = {
  mediaType: 'application/fhir+json',
  extension: 'json',
  // Left open: the hub comes first, so that there is something in the list whatever is in the log, and a comma before each entry.
  head: (about) => Buffer.from(JSON.stringify(bundle(about)).slice(0, -']}'.length)),
  page: (entries) => Buffer.from(entries.map(({ entry }) => `,\n${JSON.stringify(bundleEntry(entry))}`).join('')),
  tail: () => Buffer.from(']}\n'),
};

function bundle({ id, at }: ExportAbout): object {
  const hub: Device = { resourceType: 'Device', deviceName: [{ name: 'family-view', type: 'model-name' }] };
  return {
    resourceType: 'Bundle',
    identifier: identifierOf(id),
    type: 'collection',
    timestamp: at.toISOString(),
    entry: [{ fullUrl: HUB.reference, resource: hub }],
  };
}

function bundleEntry(entry: LogEntry): BundleEntry<AuditEvent> {
  return { fullUrl: urn(`${entry.requestId ?? ''}/${entry.index}`), resource: auditEvent(entry) };
}

function auditEvent(entry: LogEntry): AuditEvent {
  const outcome = outcomeOf(entry);
  // Of what was done in part, each decision says why the rest was not.
  const outcomeDesc = outcome === '0' ? null : fhirString(reasonsOf(entry).join(' '));
  return {
    resourceType: 'AuditEvent',
    ...eventCodes(entry, outcome === '0'),
    recorded: entry.at.toISOString(),
    ...(outcome && { outcome }),
    ...(outcomeDesc !== null && { outcomeDesc }),
    ...(entry.purpose && { purposeOfEvent: [purposeCodes(entry.purpose)] }),
    agent: agentsOf(entry, outcome === '0'),
    source: { observer: HUB, type: [SERVER] },
    entity: entitiesOf(entry),
  };
}

const SHOWN: readonly LogEntry['decisions'][number]['outcome'][] = ['DISCLOSED', 'NOTHING_HELD', 'NAMED'];

/** Of what was explained, the decisions are not its own. */
function outcomeOf({ kind, visible, change, decisions }: LogEntry): AuditEvent['outcome'] | null {
  if (kind === 'UNREADABLE') return null;
  if (!visible || change?.outcome === 'REFUSED') return '4';
  const outcomes = isDisclosure(kind) ? decisions.map(({ outcome }) => outcome) : [];
  if (outcomes.length === 0 || outcomes.some((outcome) => SHOWN.includes(outcome))) return '0';
  return outcomes.includes('UNAVAILABLE') ? '8' : '4';
}

function reasonsOf({ decisions, change }: LogEntry): string[] {
  return [...new Set([...decisions.flatMap(({ reason }) => reason ?? []), ...(change?.problems ?? [])])];
}

/** Who asked, through which app and for which organisation, the first of them as the requestor; and, where it was about showing, the hub. */
function agentsOf({ kind, worker, app, organisation }: LogEntry, isDone: boolean): AuditEventAgent[] {
  const isShowing = isDisclosure(kind);
  const asking: Omit<AuditEventAgent, 'requestor'>[] = [
    ...(worker ? [{ type: AGENT.worker, who: referenceTo('Practitioner', worker), ...named(worker.name) }] : []),
    ...(app ? [{ type: AGENT.app, who: referenceTo('Device', app), ...named(app.name) }] : []),
    ...(organisation
      ? [{ ...(isShowing && isDone && { type: AGENT.receiver }), who: referenceTo('Organization', organisation) }]
      : []),
  ];
  const known = asking.length > 0 ? asking : [{ name: 'unknown' }];
  const hub = { type: isDone ? AGENT.sender : AGENT.refuser, who: HUB };
  return [...known, ...(isShowing ? [hub] : [])].map((agent, place) => ({ ...agent, requestor: place === 0 }));
}
