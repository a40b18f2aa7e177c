CREATE INDEX "duties_relay" ON "wian"."duties" USING btree ("organisation","due_on") WHERE "wian"."duties"."kind" = 'relay';--> statement-breakpoint
-- Whom a letter asks to be told, and how the day for that was found, stands in the rows of the tasks to pass it on from now on: these are worked out anew.
INSERT INTO "wian"."alert_marks" ("receipt", "organisation")
  SELECT DISTINCT "receipt", '' FROM "wian"."letters" WHERE json_array_length("effective"->'relay'->'forward_to') > 0;
