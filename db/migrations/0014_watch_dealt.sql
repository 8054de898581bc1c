CREATE TABLE "watch_dealt" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "watch_dealt_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" text NOT NULL,
	"watch" text NOT NULL,
	"date" timestamp(3) with time zone NOT NULL,
	"dealt_at" timestamp(3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"ground" text NOT NULL,
	CONSTRAINT "watch_dealt_once" UNIQUE("case_id","watch","date"),
	CONSTRAINT "watch_dealt_ground" CHECK ("watch_dealt"."ground" in ('done', 'case-opened', 'right-ended', 'not-pursued', 'date-wrong'))
);
--> statement-breakpoint
ALTER TABLE "watch_dealt" ADD CONSTRAINT "watch_dealt_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch_dealt" ADD CONSTRAINT "watch_dealt_actor" FOREIGN KEY ("actor") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "watch_dealt" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "watch_dealt" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
