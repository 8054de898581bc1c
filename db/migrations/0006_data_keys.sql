CREATE TABLE "data_key" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"case_id" text NOT NULL,
	"subject" text NOT NULL,
	"version" integer NOT NULL,
	"wrapped" text,
	"master" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"retired_at" timestamp(3) with time zone,
	"destroyed_at" timestamp(3) with time zone,
	"destroyed_by" text,
	"ground" text,
	CONSTRAINT "data_key_version" UNIQUE("case_id","kind","subject","version"),
	CONSTRAINT "data_key_kind" CHECK ("data_key"."kind" in ('payload', 'personal', 'index')),
	CONSTRAINT "data_key_of_case" CHECK ("data_key"."kind" = 'payload' or ("data_key"."kind" = 'personal') = ("data_key"."case_id" <> '')),
	CONSTRAINT "data_key_destroyed" CHECK (("data_key"."wrapped" is null) = ("data_key"."destroyed_at" is not null) and ("data_key"."destroyed_at" is null or "data_key"."retired_at" is not null and "data_key"."destroyed_by" is not null and "data_key"."ground" is not null))
);
--> statement-breakpoint
ALTER TABLE "personal_value" DROP CONSTRAINT "personal_value_erased";--> statement-breakpoint
DROP INDEX "personal_value_of_matter";--> statement-breakpoint
ALTER TABLE "personal_value" ADD COLUMN "blind" text;--> statement-breakpoint
CREATE INDEX "data_key_by_master" ON "data_key" USING btree ("master") WHERE "data_key"."wrapped" is not null;--> statement-breakpoint
CREATE INDEX "personal_value_of_matter" ON "personal_value" USING btree ("path",coalesce("blind", "value")) WHERE "personal_value"."path" in ('/policy/number', '/dispute/number');--> statement-breakpoint
ALTER TABLE "personal_value" ADD CONSTRAINT "personal_value_erased" CHECK ("personal_value"."value" is not null or ("personal_value"."salt" is null and "personal_value"."blind" is null));