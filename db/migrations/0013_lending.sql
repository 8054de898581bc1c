CREATE TABLE "lending" (
	"staff" text NOT NULL,
	"unit" text NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"to_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "lending_staff_unit_from_at_pk" PRIMARY KEY("staff","unit","from_at"),
	CONSTRAINT "lending_order" CHECK ("lending"."to_at" > "lending"."from_at")
);
--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "until_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "lending" ADD CONSTRAINT "lending_staff_staff_id_fk" FOREIGN KEY ("staff") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TRIGGER organisation_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "lending" FOR EACH STATEMENT EXECUTE FUNCTION count_organisation_version();
--> statement-breakpoint
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON "lending" FOR EACH ROW EXECUTE FUNCTION note_change();
