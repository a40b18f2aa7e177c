CREATE TABLE "wian"."rescan_answers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."rescan_answers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation" text NOT NULL,
	"receipt" integer NOT NULL,
	"rescan_of" integer NOT NULL,
	"same" boolean NOT NULL,
	"answered_by" text NOT NULL,
	"answered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "wian"."rescan_answers" ADD CONSTRAINT "rescan_answers_receipt_files_receipt_fk" FOREIGN KEY ("receipt") REFERENCES "wian"."files"("receipt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."rescan_answers" ADD CONSTRAINT "rescan_answers_rescan_of_files_receipt_fk" FOREIGN KEY ("rescan_of") REFERENCES "wian"."files"("receipt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rescan_answers_organisation_receipt_index" ON "wian"."rescan_answers" USING btree ("organisation","receipt");
--> statement-breakpoint
CREATE TRIGGER "rescan_answers_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "wian"."rescan_answers"
  FOR EACH STATEMENT EXECUTE FUNCTION "wian"."forbid_change"();
