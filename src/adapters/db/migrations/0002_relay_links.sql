CREATE TABLE "wian"."relay_citations" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"position" integer NOT NULL,
	"citation" json NOT NULL,
	"cited_receipt" integer,
	"cited_ordinal" integer,
	"match" text,
	"differences" json NOT NULL,
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
DROP INDEX "wian"."citations_reference_key_index";--> statement-breakpoint
DROP INDEX "wian"."citations_issuer_fold_index";--> statement-breakpoint
DROP INDEX "wian"."citations_cited_receipt_cited_ordinal_index";--> statement-breakpoint
DROP INDEX "wian"."letters_reference_key_index";--> statement-breakpoint
DROP INDEX "wian"."letters_matter_index";--> statement-breakpoint
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
ALTER TABLE "wian"."citations" DROP COLUMN "reference_key";--> statement-breakpoint
ALTER TABLE "wian"."citations" DROP COLUMN "issuer_fold";--> statement-breakpoint
ALTER TABLE "wian"."citations" DROP COLUMN "cited_receipt";--> statement-breakpoint
ALTER TABLE "wian"."citations" DROP COLUMN "cited_ordinal";--> statement-breakpoint
ALTER TABLE "wian"."citations" DROP COLUMN "corrected";--> statement-breakpoint
ALTER TABLE "wian"."letters" DROP COLUMN "reference_key";--> statement-breakpoint
ALTER TABLE "wian"."letters" DROP COLUMN "issuer_fold";--> statement-breakpoint
ALTER TABLE "wian"."letters" DROP COLUMN "subject_fold";