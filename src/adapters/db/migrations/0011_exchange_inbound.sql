CREATE TABLE "wian"."exchange_messages" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."exchange_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"organisation" text NOT NULL,
	"sha256" text NOT NULL,
	"via" text NOT NULL,
	"message_id" text,
	"stated" jsonb NOT NULL,
	"sender" text,
	"received_at" timestamp with time zone NOT NULL,
	"received_by" text NOT NULL,
	"completed_at" timestamp with time zone,
	CONSTRAINT "exchange_messages_organisation_sha256_unique" UNIQUE("organisation","sha256")
);
--> statement-breakpoint
CREATE TABLE "wian"."exchange_objects" (
	"message" integer NOT NULL,
	"position" integer NOT NULL,
	"sha256" text NOT NULL,
	"mime" text NOT NULL,
	CONSTRAINT "exchange_objects_message_position_pk" PRIMARY KEY("message","position")
);
--> statement-breakpoint
CREATE TABLE "wian"."inbound_items" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "wian"."inbound_items_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"organisation" text,
	"source" text NOT NULL,
	"box" text NOT NULL,
	"uid_validity" bigint,
	"uid" bigint,
	"sha256" text,
	"bytes" bigint NOT NULL,
	"name" text NOT NULL,
	"message_id" text,
	"sender" text,
	"arrived_at" timestamp with time zone,
	"taken_at" timestamp with time zone NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error_code" text,
	"error_message" text,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "wian"."inbound_parts" (
	"item" integer NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"bytes" bigint NOT NULL,
	"receipt" integer,
	"message" integer,
	"error_code" text,
	"error_message" text,
	CONSTRAINT "inbound_parts_item_position_pk" PRIMARY KEY("item","position")
);
--> statement-breakpoint
CREATE TABLE "wian"."inbound_visits" (
	"box" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"holder" text,
	"until" timestamp with time zone,
	"looked_at" timestamp with time zone,
	"error_code" text,
	"error_message" text,
	"error_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "wian"."exchange_objects" ADD CONSTRAINT "exchange_objects_message_exchange_messages_id_fk" FOREIGN KEY ("message") REFERENCES "wian"."exchange_messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."inbound_parts" ADD CONSTRAINT "inbound_parts_item_inbound_items_id_fk" FOREIGN KEY ("item") REFERENCES "wian"."inbound_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."inbound_parts" ADD CONSTRAINT "inbound_parts_receipt_files_receipt_fk" FOREIGN KEY ("receipt") REFERENCES "wian"."files"("receipt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wian"."inbound_parts" ADD CONSTRAINT "inbound_parts_message_exchange_messages_id_fk" FOREIGN KEY ("message") REFERENCES "wian"."exchange_messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exchange_objects_sha256_index" ON "wian"."exchange_objects" USING btree ("sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_items_uid" ON "wian"."inbound_items" USING btree ("box","uid_validity","uid") WHERE "wian"."inbound_items"."uid" is not null;--> statement-breakpoint
CREATE INDEX "inbound_items_organisation_id_index" ON "wian"."inbound_items" USING btree ("organisation","id");--> statement-breakpoint
CREATE INDEX "inbound_items_sha256_index" ON "wian"."inbound_items" USING btree ("sha256");