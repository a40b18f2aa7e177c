CREATE TABLE "wian"."deadline_changes" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"position" integer NOT NULL,
	"by_receipt" integer NOT NULL,
	"by_ordinal" integer NOT NULL,
	"by_position" integer NOT NULL,
	"by_number" integer NOT NULL,
	"change" text NOT NULL,
	"changed_on" date,
	"new_date" date,
	"certain" boolean NOT NULL,
	CONSTRAINT "deadline_changes_pk" PRIMARY KEY("receipt","ordinal","position","by_receipt","by_ordinal","by_position")
);
--> statement-breakpoint
CREATE TABLE "wian"."letter_recipients" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"position" integer NOT NULL,
	"organisation" text NOT NULL,
	CONSTRAINT "letter_recipients_receipt_ordinal_position_organisation_pk" PRIMARY KEY("receipt","ordinal","position","organisation")
);
--> statement-breakpoint
CREATE TABLE "wian"."open_recipients" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"stale" boolean NOT NULL,
	CONSTRAINT "open_recipients_receipt_ordinal_pk" PRIMARY KEY("receipt","ordinal")
);
--> statement-breakpoint
CREATE TABLE "wian"."holidays" (
	"date" date NOT NULL,
	"province" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"status" text NOT NULL,
	CONSTRAINT "holidays_date_province_pk" PRIMARY KEY("date","province")
);
--> statement-breakpoint
CREATE TABLE "wian"."relay_citations" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"position" integer NOT NULL,
	"citation" json NOT NULL,
	"cited_receipt" integer,
	"cited_ordinal" integer,
	"match" text,
	"differences" json NOT NULL,
	"candidates" json,
	"reference_key" bigint,
	"number_key" bigint,
	"unit_key" bigint,
	"day_key" bigint,
	"matter_key" bigint,
	"around" date,
	CONSTRAINT "relay_citations_receipt_ordinal_position_pk" PRIMARY KEY("receipt","ordinal","position")
);
--> statement-breakpoint
CREATE TABLE "wian"."relay_letters" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"key" text NOT NULL,
	"normalized" text,
	"date" date,
	"speed" text,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"recipients" text NOT NULL,
	"family" bigint NOT NULL,
	"reference_key" bigint,
	"number_key" bigint,
	"unit_key" bigint,
	"day_key" bigint,
	"matter_key" bigint,
	CONSTRAINT "relay_letters_receipt_ordinal_pk" PRIMARY KEY("receipt","ordinal")
);
--> statement-breakpoint
ALTER TABLE "wian"."families" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "wian"."family_letters" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "wian"."hops" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "wian"."families" CASCADE;--> statement-breakpoint
DROP TABLE "wian"."family_letters" CASCADE;--> statement-breakpoint
DROP TABLE "wian"."hops" CASCADE;--> statement-breakpoint
ALTER TABLE "wian"."organisations" DROP CONSTRAINT "organisations_parent_organisations_code_fk";
--> statement-breakpoint
DROP INDEX "wian"."citations_reference_key_index";--> statement-breakpoint
DROP INDEX "wian"."citations_issuer_fold_index";--> statement-breakpoint
DROP INDEX "wian"."citations_cited_receipt_cited_ordinal_index";--> statement-breakpoint
DROP INDEX "wian"."letters_reference_key_index";--> statement-breakpoint
DROP INDEX "wian"."letters_matter_index";--> statement-breakpoint
ALTER TABLE "wian"."deadlines" ADD COLUMN "state" text DEFAULT 'live' NOT NULL;--> statement-breakpoint
ALTER TABLE "wian"."deadlines" ADD COLUMN "due_on" date;--> statement-breakpoint
ALTER TABLE "wian"."deadlines" ADD COLUMN "last_on" date;--> statement-breakpoint
ALTER TABLE "wian"."deadlines" ADD COLUMN "remind_on" date;--> statement-breakpoint
ALTER TABLE "wian"."deadlines" ADD COLUMN "basis" text;--> statement-breakpoint
ALTER TABLE "wian"."deadlines" ADD COLUMN "estimate" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "wian"."deadlines" ADD COLUMN "supersedes_date" date;--> statement-breakpoint
ALTER TABLE "wian"."deadlines" ADD COLUMN "supersedes" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "wian"."deadlines" ADD COLUMN "resolved" json;--> statement-breakpoint
ALTER TABLE "wian"."organisations" ADD COLUMN "aliases" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "wian"."organisations" ADD COLUMN "valid_from" date;--> statement-breakpoint
ALTER TABLE "wian"."organisations" ADD COLUMN "valid_to" date;--> statement-breakpoint
ALTER TABLE "wian"."organisations" ADD COLUMN "replaces" text;--> statement-breakpoint
ALTER TABLE "wian"."organisations" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "wian"."organisations" ADD COLUMN "revision" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "wian"."deadline_changes" ADD CONSTRAINT "deadline_changes_deadline_fk" FOREIGN KEY ("receipt","ordinal","position") REFERENCES "wian"."deadlines"("receipt","ordinal","position") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."letter_recipients" ADD CONSTRAINT "letter_recipients_receipt_ordinal_letters_receipt_ordinal_fk" FOREIGN KEY ("receipt","ordinal") REFERENCES "wian"."letters"("receipt","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."open_recipients" ADD CONSTRAINT "open_recipients_receipt_ordinal_letters_receipt_ordinal_fk" FOREIGN KEY ("receipt","ordinal") REFERENCES "wian"."letters"("receipt","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deadline_changes_by_receipt_index" ON "wian"."deadline_changes" USING btree ("by_receipt");--> statement-breakpoint
CREATE INDEX "letter_recipients_organisation_index" ON "wian"."letter_recipients" USING btree ("organisation");--> statement-breakpoint
CREATE INDEX "open_recipients_stale_index" ON "wian"."open_recipients" USING btree ("stale");--> statement-breakpoint
CREATE INDEX "relay_citations_cited_receipt_cited_ordinal_index" ON "wian"."relay_citations" USING btree ("cited_receipt","cited_ordinal");--> statement-breakpoint
CREATE INDEX "relay_citations_reference_key_index" ON "wian"."relay_citations" USING btree ("reference_key");--> statement-breakpoint
CREATE INDEX "relay_citations_number_key_index" ON "wian"."relay_citations" USING btree ("number_key") WHERE "wian"."relay_citations"."number_key" is not null;--> statement-breakpoint
CREATE INDEX "relay_citations_unit_key_index" ON "wian"."relay_citations" USING btree ("unit_key") WHERE "wian"."relay_citations"."unit_key" is not null;--> statement-breakpoint
CREATE INDEX "relay_citations_day_key_index" ON "wian"."relay_citations" USING btree ("day_key") WHERE "wian"."relay_citations"."day_key" is not null;--> statement-breakpoint
CREATE INDEX "relay_citations_matter_key_around_index" ON "wian"."relay_citations" USING btree ("matter_key","around") WHERE "wian"."relay_citations"."matter_key" is not null;--> statement-breakpoint
CREATE INDEX "relay_letters_family_index" ON "wian"."relay_letters" USING btree ("family");--> statement-breakpoint
CREATE INDEX "relay_letters_reference_key_index" ON "wian"."relay_letters" USING btree ("reference_key");--> statement-breakpoint
CREATE INDEX "relay_letters_number_key_index" ON "wian"."relay_letters" USING btree ("number_key");--> statement-breakpoint
CREATE INDEX "relay_letters_unit_key_index" ON "wian"."relay_letters" USING btree ("unit_key");--> statement-breakpoint
CREATE INDEX "relay_letters_day_key_index" ON "wian"."relay_letters" USING btree ("day_key");--> statement-breakpoint
CREATE INDEX "relay_letters_matter_key_date_index" ON "wian"."relay_letters" USING btree ("matter_key","date");--> statement-breakpoint
CREATE INDEX "deadlines_due_on_index" ON "wian"."deadlines" USING btree ("due_on");--> statement-breakpoint
CREATE INDEX "deadlines_last_on_index" ON "wian"."deadlines" USING btree ("last_on");--> statement-breakpoint
CREATE INDEX "deadlines_supersedes_date_index" ON "wian"."deadlines" USING btree ("supersedes_date");--> statement-breakpoint
CREATE INDEX "organisations_revision_index" ON "wian"."organisations" USING btree ("revision");--> statement-breakpoint
ALTER TABLE "wian"."citations" DROP COLUMN "reference_key";--> statement-breakpoint
ALTER TABLE "wian"."citations" DROP COLUMN "issuer_fold";--> statement-breakpoint
ALTER TABLE "wian"."citations" DROP COLUMN "cited_receipt";--> statement-breakpoint
ALTER TABLE "wian"."citations" DROP COLUMN "cited_ordinal";--> statement-breakpoint
ALTER TABLE "wian"."citations" DROP COLUMN "corrected";--> statement-breakpoint
ALTER TABLE "wian"."letters" DROP COLUMN "reference_key";--> statement-breakpoint
ALTER TABLE "wian"."letters" DROP COLUMN "issuer_fold";--> statement-breakpoint
ALTER TABLE "wian"."letters" DROP COLUMN "subject_fold";--> statement-breakpoint
-- Letters of an earlier version: their addressees are resolved, their citations linked and their deadlines worked out anew.
INSERT INTO "wian"."open_recipients" ("receipt", "ordinal", "stale") SELECT "receipt", "ordinal", true FROM "wian"."letters" WHERE "kind" <> 'attachment';
--> statement-breakpoint
UPDATE "wian"."files" SET "status" = 'composed', "revision" = "revision" + 1 WHERE "status" IN ('linked', 'done');
