CREATE TABLE "absence" (
	"staff" text NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"to_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "absence_staff_from_at_pk" PRIMARY KEY("staff","from_at"),
	CONSTRAINT "absence_order" CHECK ("absence"."to_at" > "absence"."from_at")
);
--> statement-breakpoint
CREATE TABLE "webhook_cursor" (
	"name" text PRIMARY KEY NOT NULL,
	"after" bigint NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"delivered_at" timestamp(3) with time zone,
	"failure" text,
	CONSTRAINT "webhook_cursor_after" CHECK ("webhook_cursor"."after" >= 0 and "webhook_cursor"."attempts" >= 0)
);
--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "skills" text[];--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "capacity" integer;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "claimed_from" text;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_staff_staff_id_fk" FOREIGN KEY ("staff") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_capacity" CHECK ("staff"."capacity" >= 0);
--> statement-breakpoint
CREATE TRIGGER organisation_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "absence" FOR EACH STATEMENT EXECUTE FUNCTION count_organisation_version();
