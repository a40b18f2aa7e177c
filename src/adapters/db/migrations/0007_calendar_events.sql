CREATE TABLE "wian"."calendar_events" (
	"organisation" text NOT NULL,
	"uid" text NOT NULL,
	"sequence" integer NOT NULL,
	"date" date NOT NULL,
	"time" text,
	"summary" text NOT NULL,
	"description" text NOT NULL,
	"path" text NOT NULL,
	"status" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "calendar_events_organisation_uid_pk" PRIMARY KEY("organisation","uid")
);
