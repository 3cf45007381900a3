import { defineEntity } from '@mikro-orm/core';

const p = defineEntity.properties;

/** One leaf of the access log, as stored. Written by the database function `access_log_append` alone. */
const AccessLogLeafSchema = defineEntity({
  name: 'AccessLogLeaf',
  comment: 'The access log: append-only, one leaf per person that a view touched',
  properties: {
    index: p.bigint('number').primary().autoincrement(false).comment('The leaf’s place in the log, from 0, without gaps'),
    at: p.datetime().columnType('timestamptz(3)').comment('When the hub decided, by its clock; the order is the index, not this'),
    requestId: p.uuid().comment('All leaves of one request share it'),
    kind: p.text().comment('What was done: view, search, consent change, …'),
    callerId: p.uuid().comment('The worker or app that asked'),
    organisationId: p.text().comment('The organisation that the caller answers to'),
    purpose: p.text().nullable().comment('The purpose asked for'),
    familyId: p.uuid().nullable().comment('The family through which the person was reached'),
    personId: p.uuid().nullable().comment('The person whom the leaf is about'),
    bytes: p.blob().comment('The leaf itself, canonical JSON (RFC 8785); these bytes count, the other columns only find them'),
  },
  indexes: [
    { properties: ['personId', 'at', 'index'] },
    { properties: ['callerId', 'at', 'index'] },
    { properties: ['familyId', 'at', 'index'] },
    { properties: ['at', 'index'] },
  ],
});
export class AccessLogLeaf extends AccessLogLeafSchema.class {}
AccessLogLeafSchema.setClass(AccessLogLeaf);

/** The one row whose lock puts everything in order: each batch of leaves, and each change that can lessen disclosure. */
const AccessLogHeadSchema = defineEntity({
  name: 'AccessLogHead',
  comment: 'The head of the access log; who holds its lock goes next',
  properties: { id: p.integer().primary().autoincrement(false), size: p.bigint('number').comment('How many leaves the log has') },
});
export class AccessLogHead extends AccessLogHeadSchema.class {}
AccessLogHeadSchema.setClass(AccessLogHead);

/** Counts what can lessen disclosure about somebody (rule 10). Moved by triggers on the tables that decisions rest on. */
const SharingEpochSchema = defineEntity({
  name: 'SharingEpoch',
  comment: 'Moves whenever disclosure may lessen: about a person, in a family, to a worker; the nil UUID stands for everybody',
  properties: { subject: p.uuid().primary(), epoch: p.bigint('number') },
});
export class SharingEpoch extends SharingEpochSchema.class {}
SharingEpochSchema.setClass(SharingEpoch);

/** A change that a client asked for, kept so that asking again with the same key changes nothing. */
const RecordedChangeSchema = defineEntity({
  name: 'RecordedChange',
  comment: 'Changes recorded, by the caller’s own key: asked for twice, made once',
  properties: {
    caller: p.uuid().primary(),
    clientKey: p.text().primary(),
    change: p.text().comment('The mutation'),
    digest: p.text().comment('SHA-256 of its input, so that a key is not used for something else'),
    result: p.json<Readonly<Record<string, unknown>>>().comment('What was answered: ids and times, nothing personal'),
    recordedAt: p.datetime().columnType('timestamptz(3)'),
  },
});
export class RecordedChange extends RecordedChangeSchema.class {}
RecordedChangeSchema.setClass(RecordedChange);

/** What the hub's processes were last started with, of the settings that decisions rest on (rule 10). */
const SharingSettingSchema = defineEntity({
  name: 'SharingSetting',
  comment: 'The settings that decisions rest on; another value moves everybody’s epoch',
  properties: { name: p.text().primary(), value: p.text() },
});
export class SharingSetting extends SharingSettingSchema.class {}
SharingSettingSchema.setClass(SharingSetting);

export const accessLogEntities = [AccessLogLeaf, AccessLogHead, SharingEpoch, RecordedChange, SharingSetting];
