CREATE TABLE "record_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "record_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subject" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"by" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record_head" (
	"no" integer NOT NULL,
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "record_head_case_id_no_pk" PRIMARY KEY("case_id","no")
);
--> statement-breakpoint
CREATE TABLE "record_root" (
	"no" integer PRIMARY KEY NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"cases" integer NOT NULL,
	"feed_no" bigint NOT NULL,
	"ledgers" jsonb NOT NULL,
	"previous" text NOT NULL,
	"root" text NOT NULL,
	"seal" text,
	CONSTRAINT "record_root_first" CHECK ("record_root"."no" > 0 and ("record_root"."no" = 1) = ("record_root"."previous" = '')),
	CONSTRAINT "record_root_hash" CHECK ("record_root"."root" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "record_head" ADD CONSTRAINT "record_head_no_record_root_no_fk" FOREIGN KEY ("no") REFERENCES "public"."record_root"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_change_by_subject" ON "record_change" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "record_head_by_root" ON "record_head" USING btree ("no");
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['record_root', 'record_head', 'record_change'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- Whoever changes the company, by whatever tool, leaves who it was and what was before. With the owner's rights, so that nobody needs any of their own.
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  earlier jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
  later jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
BEGIN
  IF earlier IS DISTINCT FROM later THEN
    INSERT INTO public.record_change (subject, before, after, by, at)
    VALUES (TG_TABLE_NAME, earlier, later, coalesce(nullif(current_setting('luyue.actor', true), ''), 'role:' || session_user), clock_timestamp());
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
SET LOCAL timezone TO 'UTC';
--> statement-breakpoint
-- What stands there now is where the record of changes begins.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['branch', 'team', 'staff', 'role_assignment', 'delegation', 'authority_limit', 'duty_roster', 'absence'] LOOP
    EXECUTE format('INSERT INTO record_change (subject, after, by, at) SELECT %L, to_jsonb(t), ''system:migration'', clock_timestamp() FROM %I t', name, name);
    EXECUTE format('CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION note_change()', name);
  END LOOP;
END $$;
