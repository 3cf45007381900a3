/** What is to be reviewed of the access log, what officers and managers did about it, and how far the rules of review have come. */
import { Migration } from '@mikro-orm/migrations';

const RULES = `'BREAK_GLASS', 'SAFEGUARDING_DECISION', 'NEW_MEMBER_THEN_VIEWED', 'PROTECTED_ADDRESS_REVEALED', 'RESTRICTED_PERSON', 'OWN_RECORD_OR_HOUSEHOLD', 'SAME_ADDRESS', 'COLLEAGUE', 'SAME_SURNAME', 'NO_ACTIVE_CASE', 'VOLUME_SPIKE', 'OUT_OF_HOURS', 'REPEATED_REFUSAL', 'RANDOM_SAMPLE', 'BY_HAND'`;
const CLOSED_BY_REASON = `'NEW_MEMBER_THEN_VIEWED', 'RESTRICTED_PERSON', 'SAME_ADDRESS', 'COLLEAGUE', 'SAME_SURNAME', 'NO_ACTIVE_CASE', 'VOLUME_SPIKE'`;

export class Migration20261122000007 extends Migration {
  override name = 'Migration20261122000007';

  override up(): void {
    this.addSql(
      `create table "review_item" ("id" uuid not null, "rule" text not null, "key" text not null, "opened_at" timestamptz(3) not null, "entry" bigint not null, "worker" uuid null, "organisation" text null, "person" uuid null, "family" uuid null, "asked" text null, "explain_by" timestamptz(3) null, "explanation" jsonb not null, "auto_closed_reason" text null, primary key ("id"));`,
    );
    this.addSql(
      `comment on table "review_item" is 'What is to be reviewed of the access log: raised once by a rule, never changed';`,
    );
    this.addSql(`comment on column "review_item"."rule" is 'What raised it';`);
    this.addSql(`comment on column "review_item"."key" is 'What the rule tells its cases apart by, so that nothing doubles';`);
    this.addSql(`comment on column "review_item"."entry" is 'The entry of the log that raised it, or the first of several';`);
    this.addSql(`comment on column "review_item"."worker" is 'The worker or app whose access it is';`);
    this.addSql(`comment on column "review_item"."organisation" is 'The organisation that the worker answers to';`);
    this.addSql(`comment on column "review_item"."person" is 'The person whom it is about, where it is one';`);
    this.addSql(`comment on column "review_item"."family" is 'The family that it is about';`);
    this.addSql(
      `comment on column "review_item"."asked" is 'The service whose manager is asked for an explanation; null: none';`,
    );
    this.addSql(`comment on column "review_item"."explain_by" is 'Until when the explanation is waited for';`);
    this.addSql(
      `comment on column "review_item"."explanation" is 'What explains it, and which entries it is of: codes, ids and numbers';`,
    );
    this.addSql(`comment on column "review_item"."auto_closed_reason" is 'The plain reason that closed it as it was raised';`);
    this.addSql(`alter table "review_item" add constraint "review_item_rule_key_unique" unique ("rule", "key");`);
    this.addSql(
      `create index "review_item_not_closed_at_once" on "review_item" ("opened_at", "id") where auto_closed_reason is null;`,
    );
    this.addSql(`alter table "review_item" add constraint "review_item_rule_check" check ("rule" in (${RULES}));`);
    this.addSql(
      `alter table "review_item" add constraint "review_item_auto_closed_reason_check" check ("auto_closed_reason" in ('LEAD_WORKER', 'TEAM_MEMBER', 'COVER', 'DUTY', 'CLOSING_WORK'));`,
    );
    this.addSql(
      `alter table "review_item" add constraint "review_item_closed_by_reason" check (((auto_closed_reason IS NULL) OR (rule = ANY (ARRAY[${CLOSED_BY_REASON.replaceAll(/'(\w+)'/g, `'$1'::text`)}]))));`,
    );

    this.addSql(
      `create table "review_step" ("item" uuid not null, "version" int not null, "step" text not null, "by" uuid not null, "at" timestamptz(3) not null, "disposition" text null, "note" text null, primary key ("item", "version"));`,
    );
    this.addSql(`comment on table "review_step" is 'What officers and managers did about an item, in order; never changed';`);
    this.addSql(`comment on column "review_step"."version" is 'The step’s place among those of its item, from 1';`);
    this.addSql(`comment on column "review_step"."by" is 'The worker who did it';`);
    this.addSql(`comment on column "review_step"."disposition" is 'Of closing: the finding';`);
    this.addSql(`comment on column "review_step"."note" is 'What they wrote; it is nowhere else';`);
    this.addSql(
      `alter table "review_step" add constraint "review_step_step_check" check ("step" in ('PUT', 'STARTED', 'EXPLAINED', 'CLOSED'));`,
    );
    this.addSql(
      `alter table "review_step" add constraint "review_step_disposition_check" check ("disposition" in ('JUSTIFIED', 'NOT_JUSTIFIED', 'TRAINING'));`,
    );

    this.addSql(`create table "review_rule_cursor" ("id" int not null, "next" bigint not null, primary key ("id"));`);
    this.addSql(
      `comment on table "review_rule_cursor" is 'How far the rules of review have been applied to the access log: 0 the rules, 1 the weekly sample';`,
    );
    this.addSql(`comment on column "review_rule_cursor"."next" is 'The first entry that is still to be looked at';`);
    this.addSql(`insert into review_rule_cursor (id, next) values (0, 0), (1, 0);`);

    this.addSql(`grant select, insert on review_item, review_step to family_view_application;`);
    this.addSql(`grant select, update on review_rule_cursor to family_view_application;`);
  }

  override down(): void {
    this.addSql(`drop table "review_rule_cursor";`);
    this.addSql(`drop table "review_step";`);
    this.addSql(`drop table "review_item";`);
  }
}
