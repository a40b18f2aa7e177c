-- What was done and what people put right is never changed or taken away, not even by mistake.
CREATE FUNCTION "wian"."forbid_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "wian"."audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION "wian"."forbid_change"();
--> statement-breakpoint
CREATE TRIGGER "corrections_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "wian"."corrections"
  FOR EACH STATEMENT EXECUTE FUNCTION "wian"."forbid_change"();
