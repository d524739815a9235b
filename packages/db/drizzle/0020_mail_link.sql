CREATE TABLE "auth"."mail_link" (
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"token_digests" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "mail_link_id_pk" PRIMARY KEY("id"),
	CONSTRAINT "mail_link_purpose_known" CHECK ("auth"."mail_link"."purpose" in ('password_reset', 'factor_reset', 'address_proof'))
);
--> statement-breakpoint
ALTER TABLE "auth"."account" ADD COLUMN "address_proven_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."factor" ADD COLUMN "reset_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."mail_link" ADD CONSTRAINT "mail_link_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_link_account_idx" ON "auth"."mail_link" USING btree ("account_id","purpose");