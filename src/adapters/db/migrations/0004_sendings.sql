CREATE TABLE "wian"."sendings" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."sendings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"sender" text NOT NULL,
	"receipt" integer NOT NULL,
	"first_page" integer NOT NULL,
	"rank" integer NOT NULL,
	"last_page" integer NOT NULL,
	"organisations" text[],
	"sent_at" timestamp with time zone NOT NULL,
	"sent_by" text NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "sendings_addressees" ON "wian"."sendings" USING btree ("sender","receipt","first_page","rank") WHERE "wian"."sendings"."organisations" is null;--> statement-breakpoint
CREATE INDEX "sendings_receipt_index" ON "wian"."sendings" USING btree ("receipt");