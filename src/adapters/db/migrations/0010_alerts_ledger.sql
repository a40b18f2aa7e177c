CREATE TABLE "wian"."alert_marks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."alert_marks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"receipt" integer NOT NULL,
	"organisation" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wian"."alert_messages" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."alert_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"organisation" text NOT NULL,
	"recipient" text NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"content" jsonb NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"planned_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"pressing" boolean DEFAULT false NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"claimed_at" timestamp with time zone,
	"claimed_by" text,
	"settled_at" timestamp with time zone,
	"sent_to" text,
	"provider_id" text,
	"reason" text,
	"instead_of" integer,
	CONSTRAINT "alert_messages_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "wian"."alert_preferences" (
	"person" integer NOT NULL,
	"organisation" text NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"line_user" text,
	CONSTRAINT "alert_preferences_person_organisation_pk" PRIMARY KEY("person","organisation")
);
--> statement-breakpoint
CREATE TABLE "wian"."alert_settings" (
	"organisation" text PRIMARY KEY NOT NULL,
	"settings" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wian"."alerts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."alerts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation" text NOT NULL,
	"recipient" text NOT NULL,
	"receipt" integer NOT NULL,
	"first_page" integer NOT NULL,
	"rank" integer NOT NULL,
	"kind" text NOT NULL,
	"due_on" text NOT NULL,
	"step" text NOT NULL,
	"line" jsonb NOT NULL,
	"message" integer,
	"planned_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "alerts_once" UNIQUE("organisation","recipient","receipt","first_page","rank","kind","due_on","step")
);
--> statement-breakpoint
CREATE TABLE "wian"."duties" (
	"organisation" text NOT NULL,
	"receipt" integer NOT NULL,
	"first_page" integer NOT NULL,
	"rank" integer NOT NULL,
	"kind" text NOT NULL,
	"due_on" text NOT NULL,
	"last_on" date,
	"next_on" date,
	"at_once" boolean DEFAULT false NOT NULL,
	"assignee" integer,
	"detail" jsonb NOT NULL,
	CONSTRAINT "duties_pk" PRIMARY KEY("organisation","receipt","first_page","rank","kind","due_on")
);
--> statement-breakpoint
CREATE TABLE "wian"."line_links" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"person" integer NOT NULL,
	"organisation" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "wian"."webhooks" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."webhooks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"organisation" text NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "wian"."alert_preferences" ADD CONSTRAINT "alert_preferences_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "wian"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."alerts" ADD CONSTRAINT "alerts_message_alert_messages_id_fk" FOREIGN KEY ("message") REFERENCES "wian"."alert_messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."line_links" ADD CONSTRAINT "line_links_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "wian"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_messages_open" ON "wian"."alert_messages" USING btree ("not_before") WHERE "wian"."alert_messages"."state" in ('planned', 'sending');--> statement-breakpoint
CREATE INDEX "alert_messages_organisation" ON "wian"."alert_messages" USING btree ("organisation","id");--> statement-breakpoint
CREATE INDEX "alerts_recipient" ON "wian"."alerts" USING btree ("recipient","organisation","id");--> statement-breakpoint
CREATE INDEX "alerts_receipt" ON "wian"."alerts" USING btree ("receipt","organisation");--> statement-breakpoint
CREATE INDEX "duties_next" ON "wian"."duties" USING btree ("next_on","organisation");--> statement-breakpoint
CREATE INDEX "duties_receipt" ON "wian"."duties" USING btree ("receipt");--> statement-breakpoint
CREATE INDEX "webhooks_organisation_index" ON "wian"."webhooks" USING btree ("organisation");--> statement-breakpoint
-- What changes of a letter for all that have it: its fields, its deadlines, that a person confirmed it.
CREATE FUNCTION "wian"."mark_letters"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "wian"."alert_marks" ("receipt", "organisation") SELECT DISTINCT "receipt", '' FROM changed;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "alert_marks_insert" AFTER INSERT ON "wian"."letters" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_letters"();--> statement-breakpoint
CREATE TRIGGER "alert_marks_update" AFTER UPDATE ON "wian"."letters" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_letters"();--> statement-breakpoint
CREATE TRIGGER "alert_marks_delete" AFTER DELETE ON "wian"."letters" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_letters"();--> statement-breakpoint
CREATE TRIGGER "alert_marks_insert" AFTER INSERT ON "wian"."deadlines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_letters"();--> statement-breakpoint
CREATE TRIGGER "alert_marks_update" AFTER UPDATE ON "wian"."deadlines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_letters"();--> statement-breakpoint
CREATE TRIGGER "alert_marks_delete" AFTER DELETE ON "wian"."deadlines" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_letters"();--> statement-breakpoint
CREATE TRIGGER "alert_marks_insert" AFTER INSERT ON "wian"."confirmations" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_letters"();--> statement-breakpoint
-- What changes of it for one organisation: that it has it, when it came, what it did with it.
CREATE FUNCTION "wian"."mark_office_letters"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "wian"."alert_marks" ("receipt", "organisation")
    SELECT DISTINCT "receipt", "organisation" FROM changed WHERE "receipt" IS NOT NULL;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "alert_marks_insert" AFTER INSERT ON "wian"."holdings" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_office_letters"();--> statement-breakpoint
CREATE TRIGGER "alert_marks_update" AFTER UPDATE ON "wian"."holdings" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_office_letters"();--> statement-breakpoint
CREATE TRIGGER "alert_marks_insert" AFTER INSERT ON "wian"."register_entries" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_office_letters"();--> statement-breakpoint
CREATE TRIGGER "alert_marks_update" AFTER UPDATE ON "wian"."register_entries" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_office_letters"();--> statement-breakpoint
CREATE TRIGGER "alert_marks_insert" AFTER INSERT ON "wian"."notices" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_office_letters"();--> statement-breakpoint
-- A notice changes most often by being seen and read, on which no alert hangs.
CREATE FUNCTION "wian"."mark_notice"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "wian"."alert_marks" ("receipt", "organisation") VALUES (NEW."receipt", NEW."organisation");
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "alert_marks_update" AFTER UPDATE OF "last_page", "assignee", "done_at", "forwarded_at", "withdrawn_at" ON "wian"."notices" FOR EACH ROW EXECUTE FUNCTION "wian"."mark_notice"();--> statement-breakpoint
-- Who sends a letter on has passed it on.
CREATE FUNCTION "wian"."mark_sender"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "wian"."alert_marks" ("receipt", "organisation") VALUES (NEW."receipt", NEW."sender");
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "alert_marks_sender" AFTER INSERT OR UPDATE ON "wian"."sendings" FOR EACH ROW EXECUTE FUNCTION "wian"."mark_sender"();--> statement-breakpoint
-- When to look at a duty again hangs on the working days and on what offices and people set.
CREATE FUNCTION "wian"."mark_duties"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "wian"."alert_marks" ("receipt", "organisation") SELECT DISTINCT "receipt", "organisation" FROM "wian"."duties";
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "alert_marks_holidays" AFTER INSERT OR UPDATE OR DELETE ON "wian"."holidays" FOR EACH STATEMENT EXECUTE FUNCTION "wian"."mark_duties"();--> statement-breakpoint
CREATE FUNCTION "wian"."mark_office_duties"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "wian"."alert_marks" ("receipt", "organisation")
    SELECT DISTINCT "receipt", "organisation" FROM "wian"."duties" WHERE "organisation" = NEW."organisation";
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "alert_marks_settings" AFTER INSERT OR UPDATE ON "wian"."alert_settings" FOR EACH ROW EXECUTE FUNCTION "wian"."mark_office_duties"();--> statement-breakpoint
CREATE TRIGGER "alert_marks_settings" AFTER INSERT OR UPDATE ON "wian"."alert_preferences" FOR EACH ROW EXECUTE FUNCTION "wian"."mark_office_duties"();--> statement-breakpoint
-- A store of before there were alerts.
INSERT INTO "wian"."alert_marks" ("receipt", "organisation") SELECT DISTINCT "receipt", '' FROM "wian"."deadlines";
