CREATE TABLE "wian"."same_letters" (
	"organisation" text NOT NULL,
	"receipt" integer NOT NULL,
	"first_page" integer NOT NULL,
	"rank" integer NOT NULL,
	"of_receipt" integer NOT NULL,
	"of_first_page" integer NOT NULL,
	"of_rank" integer NOT NULL,
	"asked" boolean NOT NULL,
	CONSTRAINT "same_letters_organisation_receipt_first_page_rank_pk" PRIMARY KEY("organisation","receipt","first_page","rank")
);
--> statement-breakpoint
CREATE INDEX "same_letters_of" ON "wian"."same_letters" USING btree ("organisation","of_receipt");--> statement-breakpoint
-- A store of before: what may have come to an office in two files is looked at again.
INSERT INTO "wian"."alert_marks" ("receipt", "organisation")
  SELECT h."receipt", h."organisation" FROM "wian"."holdings" h
  JOIN "wian"."letters" l ON l."receipt" = h."receipt" AND l."number" = 0
  WHERE EXISTS (SELECT 1 FROM "wian"."letters" o JOIN "wian"."holdings" i ON i."receipt" = o."receipt" AND i."organisation" = h."organisation"
    WHERE o."number" = 0 AND o."date" = l."date" AND o."receipt" <> l."receipt");
