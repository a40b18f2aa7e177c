-- Whether a sender says of a letter otherwise than people set, and nobody has answered that: `domain/stated-otherwise.ts` writes the doubt.
CREATE FUNCTION "wian"."asks_again"("effective" json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (SELECT 1 FROM json_array_elements("effective"->'warnings') AS w WHERE w->>'code' LIKE '%.sender_otherwise')
$$;--> statement-breakpoint
-- As 0012 has it; a confirmed letter waits again while its sender says otherwise.
CREATE OR REPLACE FUNCTION "wian"."settle_waiting"("receipts" integer[]) RETURNS void LANGUAGE plpgsql AS $$
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
    WHERE l."receipt" = ANY("receipts") AND l."kind" <> 'attachment' AND (
      NOT EXISTS (SELECT 1 FROM "wian"."confirmations" c
        WHERE c."receipt" = l."receipt" AND c."first_page" = l."first_page" AND c."rank" = l."rank"
          AND (c."organisation" IS NULL OR c."organisation" = h."organisation"))
      OR "wian"."asks_again"(l."effective"));
END $$;
