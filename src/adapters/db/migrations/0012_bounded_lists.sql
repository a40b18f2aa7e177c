CREATE TABLE "wian"."waiting_letters" (
	"organisation" text NOT NULL,
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"first_page" integer NOT NULL,
	"rank" integer NOT NULL,
	"due_on" date NOT NULL,
	"speed" smallint NOT NULL,
	"arrived_at" timestamp with time zone NOT NULL,
	"secret" boolean NOT NULL,
	CONSTRAINT "waiting_letters_organisation_receipt_ordinal_pk" PRIMARY KEY("organisation","receipt","ordinal")
);
--> statement-breakpoint
ALTER TABLE "wian"."waiting_letters" ADD CONSTRAINT "waiting_letters_letter_fk" FOREIGN KEY ("receipt","ordinal") REFERENCES "wian"."letters"("receipt","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."waiting_letters" ADD CONSTRAINT "waiting_letters_holding_fk" FOREIGN KEY ("organisation","receipt") REFERENCES "wian"."holdings"("organisation","receipt") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "waiting_letters_letter" ON "wian"."waiting_letters" USING btree ("receipt","ordinal");--> statement-breakpoint
CREATE INDEX "waiting_letters_order" ON "wian"."waiting_letters" USING btree ("organisation","due_on","speed","arrived_at","receipt","ordinal");--> statement-breakpoint
CREATE INDEX "letters_to_pass_on" ON "wian"."letters" USING btree ("receipt","ordinal") WHERE (json_array_length("wian"."letters"."effective"->'relay'->'forward_to') > 0 or "wian"."letters"."effective"->'action'->>'kind' = 'relay');--> statement-breakpoint
CREATE INDEX "pages_failed" ON "wian"."pages" USING btree ("receipt") WHERE "wian"."pages"."status" = 'failed';--> statement-breakpoint
CREATE INDEX "notices_open" ON "wian"."notices" USING btree ("organisation","id") WHERE "wian"."notices"."done_at" is null and "wian"."notices"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "notices_done" ON "wian"."notices" USING btree ("organisation","done_at","id") WHERE "wian"."notices"."done_at" is not null and "wian"."notices"."withdrawn_at" is null;--> statement-breakpoint
-- The nearest day of a letter that still counts.
CREATE FUNCTION "wian"."nearest_due"("of_receipt" integer, "of_ordinal" integer) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT coalesce(min("due_on"), 'infinity') FROM "wian"."deadlines"
    WHERE "receipt" = "of_receipt" AND "ordinal" = "of_ordinal" AND "state" = 'live'
$$;--> statement-breakpoint
-- What waits of these files, as `circulars/check.repo.ts` says it for who sees all; the files are held, so that of two who change one the second sees what the first did.
CREATE FUNCTION "wian"."settle_waiting"("receipts" integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "wian"."files" WHERE "receipt" = ANY("receipts") ORDER BY "receipt" FOR UPDATE;
  DELETE FROM "wian"."waiting_letters" WHERE "receipt" = ANY("receipts");
  INSERT INTO "wian"."waiting_letters" ("organisation", "receipt", "ordinal", "first_page", "rank", "due_on", "speed", "arrived_at", "secret")
    SELECT h."organisation", l."receipt", l."ordinal", l."first_page", l."rank", "wian"."nearest_due"(l."receipt", l."ordinal"),
      CASE l."effective"->>'speed' WHEN 'most-urgent' THEN 0 WHEN 'very-urgent' THEN 1 WHEN 'urgent' THEN 2 ELSE 3 END,
      h."uploaded_at", l."secrecy" IS NOT NULL
    FROM "wian"."letters" l
    JOIN "wian"."files" f ON f."receipt" = l."receipt" AND f."status" IN ('composed', 'linked', 'done')
    JOIN "wian"."holdings" h ON h."receipt" = l."receipt"
    WHERE l."receipt" = ANY("receipts") AND l."kind" <> 'attachment' AND NOT EXISTS (SELECT 1 FROM "wian"."confirmations" c
      WHERE c."receipt" = l."receipt" AND c."first_page" = l."first_page" AND c."rank" = l."rank"
        AND (c."organisation" IS NULL OR c."organisation" = h."organisation"));
END $$;--> statement-breakpoint
CREATE FUNCTION "wian"."settle_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "wian"."settle_waiting"(ARRAY(SELECT DISTINCT "receipt" FROM changed));
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "waiting_letters_insert" AFTER INSERT ON "wian"."letters" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."settle_changed"();--> statement-breakpoint
CREATE TRIGGER "waiting_letters_update" AFTER UPDATE ON "wian"."letters" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."settle_changed"();--> statement-breakpoint
CREATE TRIGGER "waiting_letters_insert" AFTER INSERT ON "wian"."holdings" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."settle_changed"();--> statement-breakpoint
CREATE TRIGGER "waiting_letters_insert" AFTER INSERT ON "wian"."confirmations" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."settle_changed"();--> statement-breakpoint
CREATE FUNCTION "wian"."settle_file"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "wian"."settle_waiting"(ARRAY[NEW."receipt"]);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "waiting_letters_status" AFTER UPDATE OF "status" ON "wian"."files" FOR EACH ROW
  WHEN ((OLD."status" IN ('composed', 'linked', 'done')) <> (NEW."status" IN ('composed', 'linked', 'done')))
  EXECUTE FUNCTION "wian"."settle_file"();--> statement-breakpoint
CREATE TRIGGER "waiting_letters_arrived" AFTER UPDATE OF "uploaded_at" ON "wian"."holdings" FOR EACH ROW
  WHEN (OLD."uploaded_at" <> NEW."uploaded_at") EXECUTE FUNCTION "wian"."settle_file"();--> statement-breakpoint
-- Of deadlines only the day changes: what is put in meanwhile is waited for.
CREATE FUNCTION "wian"."settle_due"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "wian"."files" WHERE "receipt" IN (SELECT "receipt" FROM changed) ORDER BY "receipt" FOR KEY SHARE;
  UPDATE "wian"."waiting_letters" w SET "due_on" = "wian"."nearest_due"(w."receipt", w."ordinal")
    WHERE (w."receipt", w."ordinal") IN (SELECT "receipt", "ordinal" FROM changed);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "waiting_letters_insert" AFTER INSERT ON "wian"."deadlines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."settle_due"();--> statement-breakpoint
CREATE TRIGGER "waiting_letters_update" AFTER UPDATE ON "wian"."deadlines" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."settle_due"();--> statement-breakpoint
CREATE TRIGGER "waiting_letters_delete" AFTER DELETE ON "wian"."deadlines" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "wian"."settle_due"();--> statement-breakpoint
-- A store of before.
SELECT "wian"."settle_waiting"(ARRAY(SELECT DISTINCT "receipt" FROM "wian"."letters"));
