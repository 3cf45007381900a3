import { defineEntity } from '@mikro-orm/core';

const p = defineEntity.properties;

/** One leaf of the access log, as stored. Written by the database function `access_log_append` alone. */
const AccessLogLeafSchema = defineEntity({
  name: 'AccessLogLeaf',
  comment: 'The access log: append-only, one leaf per person that a view touched',
  properties: {
    index: p.bigint('number').primary().autoincrement(false).comment('The leaf’s place in the log, from 0, without gaps'),
    at: p.datetime().columnType('timestamptz(3)').comment('When the hub decided, by its clock; the order is the index, not this'),
    requestId: p.uuid().nullable().comment('All leaves of one request share it'),
    kind: p.text().comment('What was done: view, search, consent change, …'),
    callerId: p.uuid().nullable().comment('The worker or app that asked'),
    organisationId: p.text().nullable().comment('The organisation that the caller answers to'),
    purpose: p.text().nullable().comment('The purpose asked for'),
    familyId: p.uuid().nullable().comment('The family through which the person was reached'),
    personId: p.uuid().nullable().comment('The person whom the leaf is about'),
    bytes: p
      .blob()
      .nullable()
      .comment(
        'The leaf itself, canonical JSON (RFC 8785); these bytes count, the other columns only find them. Null: erased, past its schedule',
      ),
    nodes: p
      .blob()
      .comment(
        'SHA-256 roots of the subtrees that this leaf completes, 32 bytes each, its own hash first (RFC 6962); never erased',
      ),
    mac: p
      .blob()
      .nullable()
      .comment(
        'On the last leaf of a request: HMAC of the hub that wrote it over the hashes of the request’s leaves, until a checkpoint vouches for them',
      ),
  },
  checks: [
    { name: 'access_log_leaf_bytes_check', expression: '((octet_length(bytes) >= 1) AND (octet_length(bytes) <= 65535))' },
  ],
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
  properties: {
    id: p.integer().primary().autoincrement(false),
    size: p.bigint('number').comment('How many leaves the log has'),
    peaks: p.blob().comment('The roots of the tree’s complete subtrees, the largest first, 32 bytes each'),
  },
});
export class AccessLogHead extends AccessLogHeadSchema.class {}
AccessLogHeadSchema.setClass(AccessLogHead);

/** A signed statement of what the log is: whoever holds it can tell whether anything before was changed. */
const AccessLogCheckpointSchema = defineEntity({
  name: 'AccessLogCheckpoint',
  comment: 'Signed checkpoints of the access log (C2SP tlog-checkpoint), as they were exported',
  properties: {
    size: p.bigint('number').primary().autoincrement(false).comment('How many leaves it proves'),
    note: p.text().comment('The signed note, as it is'),
    signedAt: p.datetime().columnType('timestamptz(3)'),
  },
});
export class AccessLogCheckpoint extends AccessLogCheckpointSchema.class {}
AccessLogCheckpointSchema.setClass(AccessLogCheckpoint);

/** Entries that an inquiry, a complaint or a court still needs. */
const AccessLogHoldSchema = defineEntity({
  name: 'AccessLogHold',
  comment: 'Entries that stay past their schedule, in versions: about a person, a family, or by a worker',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().primary().autoincrement(false),
    person: p.uuid().nullable().comment('Entries about this person stay'),
    family: p.uuid().nullable().comment('Entries about this family stay'),
    worker: p.uuid().nullable().comment('Entries of this worker or app stay'),
    reason: p.text().comment('Why it was placed or lifted, as somebody wrote it; it never leaves this table'),
    state: p.enum(['LIVE', 'LIFTED'] as const),
    recordedBy: p.uuid(),
    recordedAt: p.datetime().columnType('timestamptz(3)'),
  },
});
export class AccessLogHold extends AccessLogHoldSchema.class {}
AccessLogHoldSchema.setClass(AccessLogHold);

/** How far a place outside the hub has been told of checkpoints, so that none is left out. */
const AccessLogDeliverySchema = defineEntity({
  name: 'AccessLogDelivery',
  comment: 'Up to which checkpoint each receiver has been told',
  properties: {
    receiver: p.text().primary().comment('SHA-256 of the receiver’s address: the address itself may hold a secret'),
    size: p.bigint('number').comment('The last checkpoint that it took'),
  },
});
export class AccessLogDelivery extends AccessLogDeliverySchema.class {}
AccessLogDeliverySchema.setClass(AccessLogDelivery);

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

/** Rule 11: what of the log is released to the person whom it is about, or to who asks for them. Never changed. */
const AccountReleaseSchema = defineEntity({
  name: 'AccountRelease',
  comment: 'What of a person’s account of disclosures information governance has released; never changed',
  properties: {
    id: p.uuid().primary(),
    person: p.uuid(),
    until: p.datetime().columnType('timestamptz(3)').comment('Entries made before'),
    indexes: p.array().columnType('bigint[]').nullable().comment('Of these, by their place in the log; null: all of them'),
    releasedBy: p.uuid(),
    recordedAt: p.datetime().columnType('timestamptz(3)').defaultRaw('now()').comment('When it was entered'),
  },
  indexes: [{ properties: ['person'] }],
});
export class AccountRelease extends AccountReleaseSchema.class {}
AccountReleaseSchema.setClass(AccountRelease);

export const accessLogEntities = [
  AccessLogLeaf,
  AccessLogHead,
  AccessLogCheckpoint,
  AccessLogDelivery,
  AccessLogHold,
  SharingEpoch,
  RecordedChange,
  SharingSetting,
  AccountRelease,
];
