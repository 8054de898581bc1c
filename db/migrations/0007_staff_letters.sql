CREATE TABLE "letter" (
	"id" text PRIMARY KEY NOT NULL,
	"staff" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"written_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"handed_at" timestamp(3) with time zone,
	"last_error" text,
	CONSTRAINT "letter_status" CHECK ("letter"."status" in ('queued', 'handed', 'undeliverable')),
	CONSTRAINT "letter_attempts" CHECK ("letter"."attempts" >= 0)
);
--> statement-breakpoint
ALTER TABLE "letter" ADD CONSTRAINT "letter_staff_staff_id_fk" FOREIGN KEY ("staff") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "letter_due" ON "letter" USING btree ("next_attempt_at") WHERE "letter"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "letter_by_staff" ON "letter" USING btree ("staff","written_at");