ALTER TABLE "wian"."letters" ADD COLUMN "secrecy" text;--> statement-breakpoint
UPDATE "wian"."letters" SET "secrecy" = "effective"->>'secrecy' WHERE "effective"->>'secrecy' IS NOT NULL;--> statement-breakpoint
-- What travels with a secret letter is of its class.
UPDATE "wian"."letters" "annex" SET "secrecy" = "above"."secrecy" FROM "wian"."letters" "above"
WHERE "annex"."kind" = 'attachment' AND "annex"."secrecy" IS NULL AND "above"."secrecy" IS NOT NULL AND "above"."kind" <> 'attachment'
  AND "above"."receipt" = "annex"."receipt" AND "above"."ordinal" < "annex"."ordinal"
  AND NOT EXISTS (SELECT FROM "wian"."letters" "other" WHERE "other"."receipt" = "annex"."receipt" AND "other"."kind" <> 'attachment'
    AND "other"."ordinal" > "above"."ordinal" AND "other"."ordinal" < "annex"."ordinal");
