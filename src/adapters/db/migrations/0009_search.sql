CREATE TABLE "wian"."search_letters" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"first_page" integer NOT NULL,
	"rank" integer NOT NULL,
	"day" date NOT NULL,
	"dated" boolean NOT NULL,
	"secret" boolean NOT NULL,
	"kind" text NOT NULL,
	"speed" text,
	"number" text NOT NULL,
	"issuer" text NOT NULL,
	"form" smallint NOT NULL,
	"keys" integer[] NOT NULL,
	CONSTRAINT "search_letters_receipt_ordinal_pk" PRIMARY KEY("receipt","ordinal")
);
--> statement-breakpoint
CREATE TABLE "wian"."search_texts" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"head" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "search_texts_receipt_ordinal_pk" PRIMARY KEY("receipt","ordinal")
);
--> statement-breakpoint
ALTER TABLE "wian"."search_letters" ADD CONSTRAINT "search_letters_receipt_ordinal_letters_receipt_ordinal_fk" FOREIGN KEY ("receipt","ordinal") REFERENCES "wian"."letters"("receipt","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."search_texts" ADD CONSTRAINT "search_texts_receipt_ordinal_search_letters_receipt_ordinal_fk" FOREIGN KEY ("receipt","ordinal") REFERENCES "wian"."search_letters"("receipt","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "search_letters_keys" ON "wian"."search_letters" USING gin ("keys") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "search_letters_day" ON "wian"."search_letters" USING btree ("day","receipt","ordinal");--> statement-breakpoint
-- Random numbers do not shrink, and a sample of them tells the planner nothing that it is asked.
ALTER TABLE "wian"."search_letters" ALTER COLUMN "keys" SET STORAGE EXTERNAL, ALTER COLUMN "keys" SET STATISTICS 0;
