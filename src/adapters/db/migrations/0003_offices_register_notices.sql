CREATE TABLE "wian"."confirmations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."confirmations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation" text,
	"receipt" integer NOT NULL,
	"first_page" integer NOT NULL,
	"rank" integer NOT NULL,
	"confirmed_by" text NOT NULL,
	"confirmed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wian"."holdings" (
	"organisation" text NOT NULL,
	"receipt" integer NOT NULL,
	"name" text NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	"uploaded_by" text NOT NULL,
	"arrived_at" timestamp with time zone,
	"rescan_of" integer,
	CONSTRAINT "holdings_organisation_receipt_pk" PRIMARY KEY("organisation","receipt")
);
--> statement-breakpoint
CREATE TABLE "wian"."splits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."splits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"receipt" integer NOT NULL,
	"first" jsonb NOT NULL,
	"split_by" text NOT NULL,
	"split_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wian"."calendar_feeds" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."calendar_feeds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"organisation" text NOT NULL,
	"person" integer NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"seen_at" timestamp with time zone,
	CONSTRAINT "calendar_feeds_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "wian"."notice_forwards" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."notice_forwards_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"notice" integer NOT NULL,
	"unit" text NOT NULL,
	"note" text,
	"forwarded_by" text NOT NULL,
	"forwarded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wian"."notices" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"organisation" text NOT NULL,
	"sender" text,
	"receipt" integer NOT NULL,
	"first_page" integer NOT NULL,
	"rank" integer NOT NULL,
	"last_page" integer NOT NULL,
	"origin" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"sent_by" text NOT NULL,
	"received_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"read_by" text,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_by" text,
	"assignee" integer,
	"assigned_at" timestamp with time zone,
	"assigned_by" text,
	"done_at" timestamp with time zone,
	"done_by" text,
	"done_note" text,
	"proof_sha256" text,
	"proof_name" text,
	"forwarded_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "notices_organisation_receipt_first_page_rank_unique" UNIQUE("organisation","receipt","first_page","rank")
);
--> statement-breakpoint
CREATE TABLE "wian"."api_keys" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."api_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"token_hash" text NOT NULL,
	"name" text NOT NULL,
	"organisation" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"seen_at" timestamp with time zone,
	CONSTRAINT "api_keys_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "wian"."links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"person" integer,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "wian"."memberships" (
	"person" integer NOT NULL,
	"organisation" text NOT NULL,
	"role" text NOT NULL,
	"secret" boolean DEFAULT false NOT NULL,
	CONSTRAINT "memberships_person_organisation_role_pk" PRIMARY KEY("person","organisation","role")
);
--> statement-breakpoint
CREATE TABLE "wian"."offices" (
	"organisation" text PRIMARY KEY NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wian"."people" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."people_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"login" text NOT NULL,
	"name" text NOT NULL,
	"position" text,
	"password_hash" text,
	"active" boolean DEFAULT true NOT NULL,
	"failed_logins" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "people_login_unique" UNIQUE("login")
);
--> statement-breakpoint
CREATE TABLE "wian"."sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person" integer NOT NULL,
	"organisation" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"agent" text
);
--> statement-breakpoint
CREATE TABLE "wian"."drafts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."drafts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"organisation" text NOT NULL,
	"receipt" integer NOT NULL,
	"first_page" integer NOT NULL,
	"rank" integer NOT NULL,
	"content" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"sent" integer
);
--> statement-breakpoint
CREATE TABLE "wian"."office_notes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."office_notes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entry" integer NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"name" text NOT NULL,
	"position" text,
	"written_at" timestamp with time zone NOT NULL,
	"entered_by" text NOT NULL,
	"entered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wian"."register_counters" (
	"organisation" text NOT NULL,
	"book" text NOT NULL,
	"year" integer NOT NULL,
	"next" integer NOT NULL,
	CONSTRAINT "register_counters_organisation_book_year_pk" PRIMARY KEY("organisation","book","year")
);
--> statement-breakpoint
CREATE TABLE "wian"."register_entries" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."register_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"organisation" text NOT NULL,
	"book" text NOT NULL,
	"year" integer NOT NULL,
	"number" integer NOT NULL,
	"receipt" integer,
	"first_page" integer,
	"rank" integer,
	"reference" text,
	"date" date,
	"sender" text,
	"addressee" text,
	"subject" text,
	"action" text,
	"remarks" text,
	"speed" text,
	"happened_at" timestamp with time zone NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"registered_by" text NOT NULL,
	"cancelled_at" timestamp with time zone,
	"cancelled_by" text,
	"cancel_reason" text,
	CONSTRAINT "register_entries_organisation_book_year_number_unique" UNIQUE("organisation","book","year","number")
);
--> statement-breakpoint
ALTER TABLE "wian"."letters" ADD COLUMN "rank" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "wian"."confirmations" ADD CONSTRAINT "confirmations_receipt_files_receipt_fk" FOREIGN KEY ("receipt") REFERENCES "wian"."files"("receipt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."holdings" ADD CONSTRAINT "holdings_receipt_files_receipt_fk" FOREIGN KEY ("receipt") REFERENCES "wian"."files"("receipt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."holdings" ADD CONSTRAINT "holdings_rescan_of_files_receipt_fk" FOREIGN KEY ("rescan_of") REFERENCES "wian"."files"("receipt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."splits" ADD CONSTRAINT "splits_receipt_files_receipt_fk" FOREIGN KEY ("receipt") REFERENCES "wian"."files"("receipt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."calendar_feeds" ADD CONSTRAINT "calendar_feeds_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "wian"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."notice_forwards" ADD CONSTRAINT "notice_forwards_notice_notices_id_fk" FOREIGN KEY ("notice") REFERENCES "wian"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."notices" ADD CONSTRAINT "notices_assignee_people_id_fk" FOREIGN KEY ("assignee") REFERENCES "wian"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."links" ADD CONSTRAINT "links_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "wian"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."memberships" ADD CONSTRAINT "memberships_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "wian"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."sessions" ADD CONSTRAINT "sessions_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "wian"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."drafts" ADD CONSTRAINT "drafts_sent_register_entries_id_fk" FOREIGN KEY ("sent") REFERENCES "wian"."register_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."office_notes" ADD CONSTRAINT "office_notes_entry_register_entries_id_fk" FOREIGN KEY ("entry") REFERENCES "wian"."register_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "confirmations_receipt_index" ON "wian"."confirmations" USING btree ("receipt");--> statement-breakpoint
CREATE INDEX "holdings_receipt_index" ON "wian"."holdings" USING btree ("receipt");--> statement-breakpoint
CREATE INDEX "splits_receipt_index" ON "wian"."splits" USING btree ("receipt");--> statement-breakpoint
CREATE INDEX "calendar_feeds_organisation_index" ON "wian"."calendar_feeds" USING btree ("organisation");--> statement-breakpoint
CREATE INDEX "notice_forwards_notice_index" ON "wian"."notice_forwards" USING btree ("notice");--> statement-breakpoint
CREATE INDEX "notices_receipt_index" ON "wian"."notices" USING btree ("receipt");--> statement-breakpoint
CREATE INDEX "notices_sender_index" ON "wian"."notices" USING btree ("sender");--> statement-breakpoint
CREATE INDEX "memberships_organisation_index" ON "wian"."memberships" USING btree ("organisation");--> statement-breakpoint
CREATE INDEX "sessions_person_index" ON "wian"."sessions" USING btree ("person");--> statement-breakpoint
CREATE INDEX "drafts_organisation_index" ON "wian"."drafts" USING btree ("organisation");--> statement-breakpoint
CREATE INDEX "drafts_receipt_index" ON "wian"."drafts" USING btree ("receipt");--> statement-breakpoint
CREATE INDEX "office_notes_entry_index" ON "wian"."office_notes" USING btree ("entry");--> statement-breakpoint
CREATE UNIQUE INDEX "register_entries_letter" ON "wian"."register_entries" USING btree ("organisation","book","receipt","first_page","rank") WHERE "wian"."register_entries"."cancelled_at" is null and "wian"."register_entries"."receipt" is not null;--> statement-breakpoint
CREATE INDEX "register_entries_receipt_index" ON "wian"."register_entries" USING btree ("receipt");--> statement-breakpoint
UPDATE "wian"."letters" SET "rank" = "placed"."rank" FROM (
  SELECT "receipt", "ordinal", row_number() OVER (PARTITION BY "receipt", "first_page" ORDER BY "ordinal") - 1 AS "rank" FROM "wian"."letters"
) "placed" WHERE "letters"."receipt" = "placed"."receipt" AND "letters"."ordinal" = "placed"."ordinal" AND "placed"."rank" > 0;
--> statement-breakpoint
CREATE TRIGGER "confirmations_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "wian"."confirmations"
  FOR EACH STATEMENT EXECUTE FUNCTION "wian"."forbid_change"();
--> statement-breakpoint
CREATE TRIGGER "splits_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "wian"."splits"
  FOR EACH STATEMENT EXECUTE FUNCTION "wian"."forbid_change"();
--> statement-breakpoint
CREATE TRIGGER "office_notes_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "wian"."office_notes"
  FOR EACH STATEMENT EXECUTE FUNCTION "wian"."forbid_change"();
--> statement-breakpoint
CREATE TRIGGER "notice_forwards_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "wian"."notice_forwards"
  FOR EACH STATEMENT EXECUTE FUNCTION "wian"."forbid_change"();
