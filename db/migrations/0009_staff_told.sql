CREATE TABLE "told_delegation" (
	"no" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "told_delegation_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subject" text NOT NULL,
	"content" jsonb NOT NULL,
	"told_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "told_delegation_subject_unique" UNIQUE("subject")
);
--> statement-breakpoint
ALTER TABLE "letter" DROP CONSTRAINT "letter_status";--> statement-breakpoint
ALTER TABLE "letter" ADD CONSTRAINT "letter_status" CHECK ("letter"."status" in ('queued', 'handed', 'undeliverable', 'empty'));