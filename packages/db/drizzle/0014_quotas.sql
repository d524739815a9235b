CREATE TABLE "auth"."quota" (
	"org_id" uuid NOT NULL,
	"policy" text NOT NULL,
	"window_no" bigint NOT NULL,
	"used" bigint NOT NULL,
	"used_before" bigint NOT NULL,
	"noticed" integer DEFAULT 0 NOT NULL,
	"noticed_in" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "quota_org_id_policy_pk" PRIMARY KEY("org_id","policy")
);
