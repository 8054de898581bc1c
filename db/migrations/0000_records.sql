CREATE TABLE "authority_limit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "authority_limit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"role" text,
	"staff" text,
	"kind" text NOT NULL,
	"line" text NOT NULL,
	"branch" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"to_at" timestamp(3) with time zone,
	CONSTRAINT "authority_limit_role" CHECK ("authority_limit"."role" in ('intake', 'handler', 'surveyor', 'approver', 'team-lead', 'branch-manager', 'head-office', 'fraud', 'finance', 'compliance', 'calendar-keeper', 'operator')),
	CONSTRAINT "authority_limit_kind" CHECK ("authority_limit"."kind" in ('payment', 'denial', 'advance', 'ex-gratia')),
	CONSTRAINT "authority_limit_holder" CHECK (("authority_limit"."role" is null) <> ("authority_limit"."staff" is null)),
	CONSTRAINT "authority_limit_amount" CHECK ("authority_limit"."amount_fen" >= 0),
	CONSTRAINT "authority_limit_order" CHECK ("authority_limit"."to_at" is null or "authority_limit"."to_at" > "authority_limit"."from_at")
);
--> statement-breakpoint
CREATE TABLE "branch" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_version" (
	"id" text NOT NULL,
	"version" text NOT NULL,
	"content" jsonb NOT NULL,
	"loaded_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "calendar_version_id_version_pk" PRIMARY KEY("id","version")
);
--> statement-breakpoint
CREATE TABLE "case_cause" (
	"case_id" text NOT NULL,
	"cause" text NOT NULL,
	"act" text,
	"request" text,
	"first_seq" integer NOT NULL,
	"last_seq" integer NOT NULL,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	"workflow_id" text NOT NULL,
	"run_id" text NOT NULL,
	CONSTRAINT "case_cause_case_id_cause_pk" PRIMARY KEY("case_id","cause"),
	CONSTRAINT "case_cause_span" CHECK ("case_cause"."first_seq" > 0 and "case_cause"."last_seq" >= "case_cause"."first_seq")
);
--> statement-breakpoint
CREATE TABLE "case_event" (
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"cause" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"occurred_at" timestamp(3) with time zone,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"on_behalf_of" text,
	"kind" text GENERATED ALWAYS AS (fact ->> 'kind') STORED NOT NULL,
	"fact" jsonb NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "case_event_case_id_seq_pk" PRIMARY KEY("case_id","seq"),
	CONSTRAINT "case_event_seq" CHECK ("case_event"."seq" > 0 and ("case_event"."seq" = 1) = ("case_event"."prev_hash" = '')),
	CONSTRAINT "case_event_hash" CHECK ("case_event"."hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "case_file" (
	"id" text PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "case_file_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"process" text NOT NULL,
	"contract_version" integer NOT NULL,
	"source" text NOT NULL,
	"reference" text NOT NULL,
	"digest" text NOT NULL,
	"line" text NOT NULL,
	"branch" text NOT NULL,
	"team" text NOT NULL,
	"handler" text,
	"stage" text NOT NULL,
	"status" text NOT NULL,
	"outcome" text,
	"waiting_on" text NOT NULL,
	"sla_band" text NOT NULL,
	"escalation" integer NOT NULL,
	"flags" text[] NOT NULL,
	"held" boolean NOT NULL,
	"reopened" integer NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"opened_at" timestamp(3) with time zone NOT NULL,
	"closed_at" timestamp(3) with time zone,
	"next_due_at" timestamp(3) with time zone,
	"legal_due_at" timestamp(3) with time zone,
	"compressed" text,
	"head_seq" integer NOT NULL,
	"head_hash" text NOT NULL,
	"workflow_id" text NOT NULL,
	"run_id" text NOT NULL,
	CONSTRAINT "case_file_number_unique" UNIQUE("number"),
	CONSTRAINT "case_file_reference" UNIQUE("process","source","reference"),
	CONSTRAINT "case_file_status" CHECK ("case_file"."status" in ('open', 'closed')),
	CONSTRAINT "case_file_waiting_on" CHECK ("case_file"."waiting_on" in ('staff', 'approver', 'customer', 'system', 'nobody', 'none')),
	CONSTRAINT "case_file_sla_band" CHECK ("case_file"."sla_band" in ('breached', 'urgent', 'warn', 'ok', 'paused', 'none')),
	CONSTRAINT "case_file_closed" CHECK (("case_file"."status" = 'closed') = ("case_file"."closed_at" is not null) and ("case_file"."status" = 'closed') = ("case_file"."outcome" is not null)),
	CONSTRAINT "case_file_head" CHECK ("case_file"."head_seq" > 0 and "case_file"."head_hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "case_message" (
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"to_case" text NOT NULL,
	"act" text NOT NULL,
	"request" text NOT NULL,
	"payload" jsonb NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp(3) with time zone NOT NULL,
	"last_error" text,
	CONSTRAINT "case_message_to_case_request_pk" PRIMARY KEY("to_case","request"),
	CONSTRAINT "case_message_status" CHECK ("case_message"."status" in ('queued', 'delivered', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "clock" (
	"case_id" text NOT NULL,
	"clock" text NOT NULL,
	"started_seq" integer NOT NULL,
	"rule" text NOT NULL,
	"rule_version" text NOT NULL,
	"calendar_version" text NOT NULL,
	"basis" text NOT NULL,
	"exposure" text,
	"state" text NOT NULL,
	"current" boolean NOT NULL,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"due_at" timestamp(3) with time zone,
	"rolled_due_at" timestamp(3) with time zone,
	"provisional_at" timestamp(3) with time zone,
	"missing_years" integer[] NOT NULL,
	"next_rung" jsonb,
	"breached_at" timestamp(3) with time zone,
	"met_at" timestamp(3) with time zone,
	"acknowledged_by" text,
	CONSTRAINT "clock_case_id_clock_started_seq_pk" PRIMARY KEY("case_id","clock","started_seq"),
	CONSTRAINT "clock_state" CHECK ("clock"."state" in ('running', 'paused', 'met', 'stopped')),
	CONSTRAINT "clock_basis" CHECK ("clock"."basis" in ('law', 'policy')),
	CONSTRAINT "clock_met" CHECK (("clock"."state" = 'met') = ("clock"."met_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "clock_segment" (
	"case_id" text NOT NULL,
	"clock" text NOT NULL,
	"started_seq" integer NOT NULL,
	"no" integer NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"to_at" timestamp(3) with time zone,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "clock_segment_case_id_clock_started_seq_no_pk" PRIMARY KEY("case_id","clock","started_seq","no"),
	CONSTRAINT "clock_segment_state" CHECK ("clock_segment"."state" in ('running', 'paused')),
	CONSTRAINT "clock_segment_order" CHECK ("clock_segment"."to_at" is null or "clock_segment"."to_at" >= "clock_segment"."from_at")
);
--> statement-breakpoint
CREATE TABLE "daily_head" (
	"day" date NOT NULL,
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "daily_head_case_id_day_pk" PRIMARY KEY("case_id","day")
);
--> statement-breakpoint
CREATE TABLE "daily_root" (
	"day" date PRIMARY KEY NOT NULL,
	"cases" integer NOT NULL,
	"previous" text NOT NULL,
	"root" text NOT NULL,
	"written_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delegation" (
	"principal" text NOT NULL,
	"substitute" text NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"to_at" timestamp(3) with time zone NOT NULL,
	"up_to_fen" bigint,
	CONSTRAINT "delegation_principal_substitute_from_at_pk" PRIMARY KEY("principal","substitute","from_at"),
	CONSTRAINT "delegation_order" CHECK ("delegation"."to_at" > "delegation"."from_at"),
	CONSTRAINT "delegation_other" CHECK ("delegation"."principal" <> "delegation"."substitute"),
	CONSTRAINT "delegation_amount" CHECK ("delegation"."up_to_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "document" (
	"case_id" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"sha256" text NOT NULL,
	"reference" text NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "document_case_id_id_pk" PRIMARY KEY("case_id","id"),
	CONSTRAINT "document_sha256" CHECK ("document"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "exposure" (
	"case_id" text NOT NULL,
	"id" text NOT NULL,
	"cover" text NOT NULL,
	"claimant" text NOT NULL,
	"limit_fen" bigint,
	"reserve_fen" bigint NOT NULL,
	CONSTRAINT "exposure_case_id_id_pk" PRIMARY KEY("case_id","id"),
	CONSTRAINT "exposure_reserve" CHECK ("exposure"."reserve_fen" >= 0),
	CONSTRAINT "exposure_limit" CHECK ("exposure"."limit_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"recipient" text NOT NULL,
	"template" text NOT NULL,
	"template_version" integer NOT NULL,
	"locale" text NOT NULL,
	"channel" text,
	"data" jsonb NOT NULL,
	"compressed" text,
	"status" text NOT NULL,
	"wants" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp(3) with time zone NOT NULL,
	"handed_at" timestamp(3) with time zone,
	"arrived_at" timestamp(3) with time zone,
	"provider_id" text,
	"evidence" text,
	"last_error" text,
	"reported" text,
	CONSTRAINT "notice_status" CHECK ("notice"."status" in ('queued', 'handed', 'arrived', 'undeliverable')),
	CONSTRAINT "notice_channel" CHECK ("notice"."channel" in ('sms', 'email', 'webhook', 'log')),
	CONSTRAINT "notice_wants" CHECK ("notice"."wants" in ('handed', 'arrived')),
	CONSTRAINT "notice_attempts" CHECK ("notice"."attempts" >= 0)
);
--> statement-breakpoint
CREATE TABLE "organisation_version" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "organisation_version_only" CHECK ("organisation_version"."only")
);
--> statement-breakpoint
CREATE TABLE "party" (
	"case_id" text NOT NULL,
	"id" text NOT NULL,
	"role" text NOT NULL,
	"locale" text NOT NULL,
	"channels" text[] NOT NULL,
	"name" text,
	"phone" text,
	"email" text,
	"id_number" text,
	"account" text,
	"address" text,
	CONSTRAINT "party_case_id_id_pk" PRIMARY KEY("case_id","id"),
	CONSTRAINT "party_locale" CHECK ("party"."locale" in ('zh-CN', 'en'))
);
--> statement-breakpoint
CREATE TABLE "payment" (
	"key" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"exposure" text NOT NULL,
	"payee" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"purpose" text NOT NULL,
	"repeats" text,
	"status" text NOT NULL,
	"status_at" timestamp(3) with time zone NOT NULL,
	"why" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp(3) with time zone,
	"provider_id" text,
	"last_error" text,
	"reported" text NOT NULL,
	CONSTRAINT "payment_status" CHECK ("payment"."status" in ('requested', 'sent', 'confirmed', 'returned', 'unknown', 'rejected')),
	CONSTRAINT "payment_amount" CHECK ("payment"."amount_fen" > 0 and "payment"."amount_fen" <= 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "personal_value" (
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"path" text NOT NULL,
	"subject" text,
	"value" text,
	"salt" text,
	"digest" text NOT NULL,
	CONSTRAINT "personal_value_case_id_seq_path_pk" PRIMARY KEY("case_id","seq","path"),
	CONSTRAINT "personal_value_erased" CHECK (("personal_value"."value" is null) = ("personal_value"."salt" is null))
);
--> statement-breakpoint
CREATE TABLE "promise" (
	"case_id" text NOT NULL,
	"id" text NOT NULL,
	"seq" integer NOT NULL,
	"owner" text NOT NULL,
	"to_party" text NOT NULL,
	"topic" text NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	"state" text NOT NULL,
	"ended_at" timestamp(3) with time zone,
	CONSTRAINT "promise_case_id_id_pk" PRIMARY KEY("case_id","id"),
	CONSTRAINT "promise_state" CHECK ("promise"."state" in ('open', 'kept', 'broken'))
);
--> statement-breakpoint
CREATE TABLE "refusal" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "refusal_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" text NOT NULL,
	"act" text NOT NULL,
	"actor" text NOT NULL,
	"on_behalf_of" text,
	"code" text NOT NULL,
	"detail" text NOT NULL,
	"request" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reserve" (
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"exposure" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"why" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "reserve_case_id_seq_pk" PRIMARY KEY("case_id","seq"),
	CONSTRAINT "reserve_amount" CHECK ("reserve"."amount_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "role_assignment" (
	"staff" text NOT NULL,
	"role" text NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"to_at" timestamp(3) with time zone,
	CONSTRAINT "role_assignment_staff_role_from_at_pk" PRIMARY KEY("staff","role","from_at"),
	CONSTRAINT "role_assignment_role" CHECK ("role_assignment"."role" in ('intake', 'handler', 'surveyor', 'approver', 'team-lead', 'branch-manager', 'head-office', 'fraud', 'finance', 'compliance', 'calendar-keeper', 'operator')),
	CONSTRAINT "role_assignment_order" CHECK ("role_assignment"."to_at" is null or "role_assignment"."to_at" > "role_assignment"."from_at")
);
--> statement-breakpoint
CREATE TABLE "rule_version" (
	"id" text NOT NULL,
	"version" text NOT NULL,
	"content" jsonb NOT NULL,
	"loaded_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "rule_version_id_version_pk" PRIMARY KEY("id","version")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"phone" text,
	"locale" text NOT NULL,
	"active" boolean NOT NULL,
	"team" text,
	"branch" text,
	"manager" text,
	CONSTRAINT "staff_locale" CHECK ("staff"."locale" in ('zh-CN', 'en')),
	CONSTRAINT "staff_place" CHECK ("staff"."team" is null or "staff"."branch" is not null)
);
--> statement-breakpoint
CREATE TABLE "task" (
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"name" text NOT NULL,
	"act" text NOT NULL,
	"assignee" jsonb NOT NULL,
	"owner" text,
	"delegate" text,
	"exposure" text,
	"title" text,
	"barred" text[] NOT NULL,
	"state" text NOT NULL,
	"process" text NOT NULL,
	"stage" text NOT NULL,
	"line" text NOT NULL,
	"branch" text NOT NULL,
	"team" text NOT NULL,
	"due_at" timestamp(3) with time zone,
	"urgency" smallint NOT NULL,
	"opened_at" timestamp(3) with time zone NOT NULL,
	"closed_at" timestamp(3) with time zone,
	"closed_seq" integer,
	"closed_by" text,
	CONSTRAINT "task_case_id_seq_pk" PRIMARY KEY("case_id","seq"),
	CONSTRAINT "task_state" CHECK ("task"."state" in ('open', 'done', 'dropped')),
	CONSTRAINT "task_closed" CHECK (("task"."state" = 'open') = ("task"."closed_at" is null) and ("task"."state" = 'open') = ("task"."closed_seq" is null))
);
--> statement-breakpoint
CREATE TABLE "team" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"branch" text NOT NULL,
	"lines" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "watch_date" (
	"case_id" text NOT NULL,
	"watch" text NOT NULL,
	"rule" text NOT NULL,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"date" timestamp(3) with time zone,
	"swept_at" timestamp(3) with time zone,
	CONSTRAINT "watch_date_case_id_watch_pk" PRIMARY KEY("case_id","watch")
);
--> statement-breakpoint
ALTER TABLE "authority_limit" ADD CONSTRAINT "authority_limit_staff_staff_id_fk" FOREIGN KEY ("staff") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_cause" ADD CONSTRAINT "case_cause_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_cause" FOREIGN KEY ("case_id","cause") REFERENCES "public"."case_cause"("case_id","cause") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_message" ADD CONSTRAINT "case_message_to_case_case_file_id_fk" FOREIGN KEY ("to_case") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_message" ADD CONSTRAINT "case_message_event" FOREIGN KEY ("case_id","seq") REFERENCES "public"."case_event"("case_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clock" ADD CONSTRAINT "clock_event" FOREIGN KEY ("case_id","started_seq") REFERENCES "public"."case_event"("case_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clock_segment" ADD CONSTRAINT "clock_segment_clock" FOREIGN KEY ("case_id","clock","started_seq") REFERENCES "public"."clock"("case_id","clock","started_seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "daily_head" ADD CONSTRAINT "daily_head_day_daily_root_day_fk" FOREIGN KEY ("day") REFERENCES "public"."daily_root"("day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_principal_staff_id_fk" FOREIGN KEY ("principal") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_substitute_staff_id_fk" FOREIGN KEY ("substitute") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exposure" ADD CONSTRAINT "exposure_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_event" FOREIGN KEY ("case_id","seq") REFERENCES "public"."case_event"("case_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "party" ADD CONSTRAINT "party_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_event" FOREIGN KEY ("case_id","seq") REFERENCES "public"."case_event"("case_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_exposure" FOREIGN KEY ("case_id","exposure") REFERENCES "public"."exposure"("case_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_repeats" FOREIGN KEY ("repeats") REFERENCES "public"."payment"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_value" ADD CONSTRAINT "personal_value_event" FOREIGN KEY ("case_id","seq") REFERENCES "public"."case_event"("case_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise" ADD CONSTRAINT "promise_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reserve" ADD CONSTRAINT "reserve_event" FOREIGN KEY ("case_id","seq") REFERENCES "public"."case_event"("case_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reserve" ADD CONSTRAINT "reserve_exposure" FOREIGN KEY ("case_id","exposure") REFERENCES "public"."exposure"("case_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_staff_staff_id_fk" FOREIGN KEY ("staff") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_team_team_id_fk" FOREIGN KEY ("team") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_branch_branch_id_fk" FOREIGN KEY ("branch") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_manager" FOREIGN KEY ("manager") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_event" FOREIGN KEY ("case_id","seq") REFERENCES "public"."case_event"("case_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team" ADD CONSTRAINT "team_branch_branch_id_fk" FOREIGN KEY ("branch") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch_date" ADD CONSTRAINT "watch_date_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "case_cause_request" ON "case_cause" USING btree ("case_id","request") WHERE "case_cause"."request" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "case_cause_first" ON "case_cause" USING btree ("case_id","first_seq");--> statement-breakpoint
CREATE INDEX "case_event_by_kind" ON "case_event" USING btree ("kind","recorded_at");--> statement-breakpoint
CREATE INDEX "case_file_open_by_due" ON "case_file" USING btree ("next_due_at","id") WHERE "case_file"."status" = 'open';--> statement-breakpoint
CREATE INDEX "case_file_open_by_handler" ON "case_file" USING btree ("handler","next_due_at") WHERE "case_file"."status" = 'open';--> statement-breakpoint
CREATE INDEX "case_file_open_by_team" ON "case_file" USING btree ("team","next_due_at") WHERE "case_file"."status" = 'open';--> statement-breakpoint
CREATE INDEX "case_file_by_received" ON "case_file" USING btree ("process","received_at");--> statement-breakpoint
CREATE INDEX "case_message_due" ON "case_message" USING btree ("next_attempt_at") WHERE "case_message"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "clock_by_rule" ON "clock" USING btree ("rule","state","due_at");--> statement-breakpoint
CREATE INDEX "clock_waiting_for_calendar" ON "clock" USING btree ("case_id") WHERE "clock"."state" = 'running' and cardinality("clock"."missing_years") > 0;--> statement-breakpoint
CREATE INDEX "document_by_sha256" ON "document" USING btree ("sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "notice_recipient" ON "notice" USING btree ("case_id","seq","recipient");--> statement-breakpoint
CREATE INDEX "notice_due" ON "notice" USING btree ("next_attempt_at") WHERE "notice"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "notice_order" ON "notice" USING btree ("case_id","recipient","seq") WHERE "notice"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "notice_unreported" ON "notice" USING btree ("case_id") WHERE ("notice"."wants" is not null and "notice"."reported" is null) or ("notice"."status" = 'undeliverable' and "notice"."reported" is distinct from 'undeliverable');--> statement-breakpoint
CREATE INDEX "notice_by_provider" ON "notice" USING btree ("channel","provider_id") WHERE "notice"."provider_id" is not null;--> statement-breakpoint
CREATE INDEX "payment_due" ON "payment" USING btree ("next_attempt_at") WHERE "payment"."next_attempt_at" is not null;--> statement-breakpoint
CREATE INDEX "payment_unreported" ON "payment" USING btree ("case_id") WHERE "payment"."reported" <> "payment"."status";--> statement-breakpoint
CREATE INDEX "payment_by_case" ON "payment" USING btree ("case_id","status");--> statement-breakpoint
CREATE INDEX "personal_value_by_subject" ON "personal_value" USING btree ("case_id","subject");--> statement-breakpoint
CREATE INDEX "promise_by_due" ON "promise" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "refusal_by_case" ON "refusal" USING btree ("case_id","at");--> statement-breakpoint
CREATE INDEX "refusal_by_actor" ON "refusal" USING btree ("actor","at");--> statement-breakpoint
CREATE INDEX "staff_by_person" ON "staff" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "task_inbox" ON "task" USING btree ("owner","urgency","due_at","opened_at") WHERE "task"."state" = 'open';--> statement-breakpoint
CREATE INDEX "task_inbox_by_due" ON "task" USING btree ("owner","due_at","opened_at") WHERE "task"."state" = 'open';--> statement-breakpoint
CREATE INDEX "task_delegate" ON "task" USING btree ("delegate","urgency","due_at","opened_at") WHERE "task"."state" = 'open' and "task"."delegate" is not null;--> statement-breakpoint
CREATE INDEX "task_team" ON "task" USING btree ("team","urgency","due_at","opened_at") WHERE "task"."state" = 'open';--> statement-breakpoint
CREATE INDEX "team_by_branch" ON "team" USING btree ("branch");--> statement-breakpoint
CREATE INDEX "watch_date_due" ON "watch_date" USING btree ("date") WHERE "watch_date"."swept_at" is null;