CREATE SCHEMA IF NOT EXISTS "wian";
--> statement-breakpoint
CREATE TABLE "wian"."deadlines" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"position" integer NOT NULL,
	"date" date,
	"time" text,
	"kind" text NOT NULL,
	"binds" text NOT NULL,
	"optional" boolean NOT NULL,
	"from_date" date,
	"text" text NOT NULL,
	"record" json NOT NULL,
	CONSTRAINT "deadlines_receipt_ordinal_position_pk" PRIMARY KEY("receipt","ordinal","position")
);
--> statement-breakpoint
CREATE TABLE "wian"."audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"receipt" integer,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wian"."citations" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"place" text NOT NULL,
	"position" integer NOT NULL,
	"issuer" text,
	"reference" text,
	"reference_key" text,
	"issuer_fold" text,
	"date" date,
	"speed" text,
	"text" text NOT NULL,
	"cited_receipt" integer,
	"cited_ordinal" integer,
	"corrected" boolean DEFAULT false NOT NULL,
	CONSTRAINT "citations_receipt_ordinal_place_position_pk" PRIMARY KEY("receipt","ordinal","place","position")
);
--> statement-breakpoint
CREATE TABLE "wian"."corrections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."corrections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"receipt" integer NOT NULL,
	"first_page" integer NOT NULL,
	"rank" integer NOT NULL,
	"field" text NOT NULL,
	"old_value" jsonb,
	"new_value" jsonb,
	"corrected_by" text NOT NULL,
	"corrected_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wian"."fields" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"name" text NOT NULL,
	"value" jsonb,
	"confidence" real NOT NULL,
	"evidence" jsonb NOT NULL,
	"alternatives" jsonb NOT NULL,
	CONSTRAINT "fields_receipt_ordinal_name_pk" PRIMARY KEY("receipt","ordinal","name")
);
--> statement-breakpoint
CREATE TABLE "wian"."files" (
	"receipt" integer PRIMARY KEY NOT NULL,
	"sha256" text,
	"name" text NOT NULL,
	"bytes" bigint NOT NULL,
	"type" text,
	"status" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"priority" text NOT NULL,
	"page_count" integer DEFAULT 0 NOT NULL,
	"inspection" json,
	"warnings" json DEFAULT '[]'::json NOT NULL,
	"error_code" text,
	"error_message" text,
	"received_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "files_sha256_unique" UNIQUE("sha256"),
	CONSTRAINT "files_sha256" CHECK ("wian"."files"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "wian"."letters" (
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"number" integer,
	"kind" text NOT NULL,
	"first_page" integer NOT NULL,
	"last_page" integer NOT NULL,
	"record" json NOT NULL,
	"effective" json NOT NULL,
	"reference" text,
	"reference_code" text,
	"reference_unit" text,
	"reference_number" text,
	"date" date,
	"issuer" text,
	"subject" text,
	"reference_key" text,
	"issuer_fold" text,
	"subject_fold" text,
	CONSTRAINT "letters_receipt_ordinal_pk" PRIMARY KEY("receipt","ordinal")
);
--> statement-breakpoint
CREATE TABLE "wian"."pages" (
	"receipt" integer NOT NULL,
	"number" integer NOT NULL,
	"status" text NOT NULL,
	"source" text NOT NULL,
	"reading" json,
	"exported" json,
	"error_code" text,
	"error_message" text,
	CONSTRAINT "pages_receipt_number_pk" PRIMARY KEY("receipt","number")
);
--> statement-breakpoint
CREATE TABLE "wian"."organisations" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"level" text NOT NULL,
	"parent" text
);
--> statement-breakpoint
CREATE TABLE "wian"."families" (
	"origin_receipt" integer NOT NULL,
	"origin_ordinal" integer NOT NULL,
	"subject" text,
	"missing" json NOT NULL,
	"deadlines" json NOT NULL,
	CONSTRAINT "families_origin_receipt_origin_ordinal_pk" PRIMARY KEY("origin_receipt","origin_ordinal")
);
--> statement-breakpoint
CREATE TABLE "wian"."family_letters" (
	"origin_receipt" integer NOT NULL,
	"origin_ordinal" integer NOT NULL,
	"position" integer NOT NULL,
	"receipt" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"number" integer NOT NULL,
	CONSTRAINT "family_letters_origin_receipt_origin_ordinal_position_pk" PRIMARY KEY("origin_receipt","origin_ordinal","position")
);
--> statement-breakpoint
CREATE TABLE "wian"."hops" (
	"origin_receipt" integer NOT NULL,
	"origin_ordinal" integer NOT NULL,
	"position" integer NOT NULL,
	"from_receipt" integer NOT NULL,
	"from_ordinal" integer NOT NULL,
	"to_receipt" integer NOT NULL,
	"to_ordinal" integer NOT NULL,
	"days" integer,
	"citation" json NOT NULL,
	"match" text NOT NULL,
	"differences" json NOT NULL,
	CONSTRAINT "hops_origin_receipt_origin_ordinal_position_pk" PRIMARY KEY("origin_receipt","origin_ordinal","position")
);
--> statement-breakpoint
ALTER TABLE "wian"."deadlines" ADD CONSTRAINT "deadlines_receipt_ordinal_letters_receipt_ordinal_fk" FOREIGN KEY ("receipt","ordinal") REFERENCES "wian"."letters"("receipt","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."citations" ADD CONSTRAINT "citations_receipt_ordinal_letters_receipt_ordinal_fk" FOREIGN KEY ("receipt","ordinal") REFERENCES "wian"."letters"("receipt","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."corrections" ADD CONSTRAINT "corrections_receipt_files_receipt_fk" FOREIGN KEY ("receipt") REFERENCES "wian"."files"("receipt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."fields" ADD CONSTRAINT "fields_receipt_ordinal_letters_receipt_ordinal_fk" FOREIGN KEY ("receipt","ordinal") REFERENCES "wian"."letters"("receipt","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."letters" ADD CONSTRAINT "letters_receipt_files_receipt_fk" FOREIGN KEY ("receipt") REFERENCES "wian"."files"("receipt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."pages" ADD CONSTRAINT "pages_receipt_files_receipt_fk" FOREIGN KEY ("receipt") REFERENCES "wian"."files"("receipt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."organisations" ADD CONSTRAINT "organisations_parent_organisations_code_fk" FOREIGN KEY ("parent") REFERENCES "wian"."organisations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deadlines_date_index" ON "wian"."deadlines" USING btree ("date");--> statement-breakpoint
CREATE INDEX "audit_log_receipt_index" ON "wian"."audit_log" USING btree ("receipt");--> statement-breakpoint
CREATE INDEX "audit_log_at_index" ON "wian"."audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "citations_reference_index" ON "wian"."citations" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "citations_reference_key_index" ON "wian"."citations" USING btree ("reference_key");--> statement-breakpoint
CREATE INDEX "citations_date_index" ON "wian"."citations" USING btree ("date");--> statement-breakpoint
CREATE INDEX "citations_issuer_fold_index" ON "wian"."citations" USING btree ("issuer_fold");--> statement-breakpoint
CREATE INDEX "citations_cited_receipt_cited_ordinal_index" ON "wian"."citations" USING btree ("cited_receipt","cited_ordinal");--> statement-breakpoint
CREATE INDEX "corrections_receipt_index" ON "wian"."corrections" USING btree ("receipt");--> statement-breakpoint
CREATE INDEX "fields_confidence_index" ON "wian"."fields" USING btree ("confidence");--> statement-breakpoint
CREATE INDEX "files_status_index" ON "wian"."files" USING btree ("status");--> statement-breakpoint
CREATE INDEX "letters_reference_index" ON "wian"."letters" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "letters_reference_key_index" ON "wian"."letters" USING btree ("reference_key");--> statement-breakpoint
CREATE INDEX "letters_date_index" ON "wian"."letters" USING btree ("date");--> statement-breakpoint
CREATE INDEX "letters_matter_index" ON "wian"."letters" USING btree ("issuer_fold",left("subject_fold", 20));--> statement-breakpoint
CREATE INDEX "organisations_name_index" ON "wian"."organisations" USING btree ("name");--> statement-breakpoint
CREATE INDEX "organisations_parent_index" ON "wian"."organisations" USING btree ("parent");--> statement-breakpoint
CREATE INDEX "family_letters_receipt_ordinal_index" ON "wian"."family_letters" USING btree ("receipt","ordinal");--> statement-breakpoint
CREATE INDEX "hops_from_receipt_from_ordinal_index" ON "wian"."hops" USING btree ("from_receipt","from_ordinal");--> statement-breakpoint
CREATE INDEX "hops_to_receipt_to_ordinal_index" ON "wian"."hops" USING btree ("to_receipt","to_ordinal");