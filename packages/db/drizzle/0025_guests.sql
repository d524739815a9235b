CREATE TABLE "auth"."guest_code" (
	"org_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email_key" text NOT NULL,
	"language" text NOT NULL,
	"code_digests" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "guest_code_org_id_customer_id_id_pk" PRIMARY KEY("org_id","customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "auth"."guest_session" (
	"org_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email_key" text NOT NULL,
	"cell" text NOT NULL,
	"counter" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_rotated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"idle_expires_at" timestamp with time zone NOT NULL,
	"absolute_expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoke_reason" text,
	"auth_time" timestamp with time zone NOT NULL,
	"amr" text[] NOT NULL,
	"aal" smallint NOT NULL,
	"ip" text,
	"user_agent" text,
	"device_label" text,
	CONSTRAINT "guest_session_org_id_customer_id_id_pk" PRIMARY KEY("org_id","customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "consent" (
	"org_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"given" boolean NOT NULL,
	"text_version" text NOT NULL,
	"language" text NOT NULL,
	"channel" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consent_org_id_customer_id_id_pk" PRIMARY KEY("org_id","customer_id","id"),
	CONSTRAINT "consent_purpose_known" CHECK ("consent"."purpose" in ('news_email', 'news_phone')),
	CONSTRAINT "consent_channel_known" CHECK ("consent"."channel" in ('guest_page')),
	CONSTRAINT "consent_language_form" CHECK ("consent"."language" ~ '^[a-z]{2}$'),
	CONSTRAINT "consent_text_version_form" CHECK ("consent"."text_version" ~ '^[a-z0-9.-]{1,32}$')
);
--> statement-breakpoint
ALTER TABLE "auth"."session" DROP CONSTRAINT "session_realm_known";--> statement-breakpoint
ALTER TABLE "auth"."guest_code" ADD CONSTRAINT "guest_code_org_id_org_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."org"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."guest_code" ADD CONSTRAINT "guest_code_org_id_customer_id_customer_org_id_id_fk" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customer"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."guest_session" ADD CONSTRAINT "guest_session_org_id_org_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."org"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."guest_session" ADD CONSTRAINT "guest_session_org_id_customer_id_customer_org_id_id_fk" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customer"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_org_id_customer_id_customer_org_id_id_fk" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customer"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "guest_code_id_idx" ON "auth"."guest_code" USING btree ("id");--> statement-breakpoint
CREATE INDEX "guest_session_id_idx" ON "auth"."guest_session" USING btree ("id");--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_realm_known" CHECK ("auth"."session"."realm" in ('staff', 'platform'));