CREATE TABLE "security_policy" (
	"org_id" uuid NOT NULL,
	"second_factor" text[] DEFAULT '{}' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "security_policy_org_id_pk" PRIMARY KEY("org_id"),
	CONSTRAINT "security_policy_second_factor_form" CHECK (array_to_string("security_policy"."second_factor", ' ') ~ '^([a-z_]+@[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z( |$))*$')
);
--> statement-breakpoint
ALTER TABLE "security_policy" ADD CONSTRAINT "security_policy_org_id_org_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."org"("org_id") ON DELETE no action ON UPDATE no action;