CREATE SEQUENCE feed_no_seq AS bigint;
--> statement-breakpoint
CREATE FUNCTION feed_no() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  -- The transaction has its id before it has a number: whoever has seen a number used up can tell when its transaction has ended.
  PERFORM pg_current_xact_id();
  RETURN nextval('feed_no_seq');
END $$;
--> statement-breakpoint
CREATE TABLE "case_read" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "case_read_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" text NOT NULL,
	"reader" text NOT NULL,
	"tool" text,
	"part" text NOT NULL,
	"request" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_event" ADD COLUMN "feed_no" bigint DEFAULT feed_no() NOT NULL;--> statement-breakpoint
CREATE INDEX "case_read_by_case" ON "case_read" USING btree ("case_id","at");--> statement-breakpoint
CREATE INDEX "case_read_by_reader" ON "case_read" USING btree ("reader","at");--> statement-breakpoint
CREATE UNIQUE INDEX "case_event_feed" ON "case_event" USING btree ("feed_no");
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "case_read" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "case_read" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();