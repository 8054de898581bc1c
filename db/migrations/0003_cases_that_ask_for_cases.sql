CREATE TABLE "bulk_run" (
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"bulk" text NOT NULL,
	"act" text NOT NULL,
	"payload" jsonb NOT NULL,
	"select" jsonb NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"next_attempt_at" timestamp(3) with time zone NOT NULL,
	"done" integer,
	"refused" integer,
	CONSTRAINT "bulk_run_case_id_bulk_pk" PRIMARY KEY("case_id","bulk"),
	CONSTRAINT "bulk_run_seq" UNIQUE("case_id","seq"),
	CONSTRAINT "bulk_run_state" CHECK ("bulk_run"."state" in ('queued', 'sending', 'counted', 'ended')),
	CONSTRAINT "bulk_run_counted" CHECK (("bulk_run"."state" in ('counted', 'ended')) = ("bulk_run"."done" is not null) and ("bulk_run"."done" is null) = ("bulk_run"."refused" is null))
);
--> statement-breakpoint
CREATE TABLE "declared_event" (
	"event" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"places" text[] NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"to_at" timestamp(3) with time zone,
	"processes" text[] NOT NULL,
	"declared_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "duty_roster" (
	"roster" text NOT NULL,
	"rank" integer NOT NULL,
	"staff" text NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"to_at" timestamp(3) with time zone,
	CONSTRAINT "duty_roster_roster_rank_staff_from_at_pk" PRIMARY KEY("roster","rank","staff","from_at"),
	CONSTRAINT "duty_roster_rank" CHECK ("duty_roster"."rank" >= 1),
	CONSTRAINT "duty_roster_term" CHECK ("duty_roster"."to_at" is null or "duty_roster"."to_at" > "duty_roster"."from_at")
);
--> statement-breakpoint
ALTER TABLE "authority_limit" DROP CONSTRAINT "authority_limit_role";--> statement-breakpoint
ALTER TABLE "notice" DROP CONSTRAINT "notice_status";--> statement-breakpoint
ALTER TABLE "notice" DROP CONSTRAINT "notice_channel";--> statement-breakpoint
ALTER TABLE "role_assignment" DROP CONSTRAINT "role_assignment_role";--> statement-breakpoint
ALTER TABLE "case_message" DROP CONSTRAINT "case_message_to_case_case_file_id_fk";
--> statement-breakpoint
DROP INDEX "personal_value_of_policy";--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "drill" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "parent" text;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "place" text;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "happened_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "event" text;--> statement-breakpoint
ALTER TABLE "bulk_run" ADD CONSTRAINT "bulk_run_event" FOREIGN KEY ("case_id","seq") REFERENCES "public"."case_event"("case_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declared_event" ADD CONSTRAINT "declared_event_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_roster" ADD CONSTRAINT "duty_roster_staff_staff_id_fk" FOREIGN KEY ("staff") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_run_due" ON "bulk_run" USING btree ("next_attempt_at") WHERE "bulk_run"."state" <> 'ended';--> statement-breakpoint
CREATE INDEX "declared_event_by_case" ON "declared_event" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "declared_event_by_place" ON "declared_event" USING gin ("places") WHERE "declared_event"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "duty_roster_by_staff" ON "duty_roster" USING btree ("staff");--> statement-breakpoint
CREATE INDEX "case_file_open_by_place" ON "case_file" USING btree ("process","place" text_pattern_ops,"happened_at") WHERE "case_file"."status" = 'open' and "case_file"."event" is null;--> statement-breakpoint
CREATE INDEX "case_file_by_event" ON "case_file" USING btree ("event") WHERE "case_file"."event" is not null;--> statement-breakpoint
CREATE INDEX "case_file_by_parent" ON "case_file" USING btree ("parent") WHERE "case_file"."parent" is not null;--> statement-breakpoint
CREATE INDEX "case_message_by_case" ON "case_message" USING btree ("case_id","seq");--> statement-breakpoint
CREATE INDEX "case_message_order" ON "case_message" USING btree ("case_id","to_case","seq") WHERE "case_message"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "personal_value_of_matter" ON "personal_value" USING btree ("path","value") WHERE "personal_value"."path" in ('/policy/number', '/dispute/number');--> statement-breakpoint
ALTER TABLE "authority_limit" ADD CONSTRAINT "authority_limit_role" CHECK ("authority_limit"."role" in ('intake', 'handler', 'surveyor', 'approver', 'team-lead', 'branch-manager', 'head-office', 'fraud', 'finance', 'compliance', 'commander', 'duty-officer', 'data-protection', 'verifier', 'calendar-keeper', 'operator'));--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_status" CHECK ("notice"."status" in ('queued', 'handed', 'arrived', 'undeliverable', 'recalled'));--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_channel" CHECK ("notice"."channel" in ('sms', 'email', 'webhook', 'log', 'drill'));--> statement-breakpoint
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_role" CHECK ("role_assignment"."role" in ('intake', 'handler', 'surveyor', 'approver', 'team-lead', 'branch-manager', 'head-office', 'fraud', 'finance', 'compliance', 'commander', 'duty-officer', 'data-protection', 'verifier', 'calendar-keeper', 'operator'));--> statement-breakpoint
CREATE TRIGGER organisation_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "duty_roster" FOR EACH STATEMENT EXECUTE FUNCTION count_organisation_version();
