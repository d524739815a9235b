CREATE TABLE "location_profile" (
	"org_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"postcode" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"hours_mon" text,
	"hours_tue" text,
	"hours_wed" text,
	"hours_thu" text,
	"hours_fri" text,
	"hours_sat" text,
	"hours_sun" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "location_profile_org_id_location_id_pk" PRIMARY KEY("org_id","location_id"),
	CONSTRAINT "location_profile_hours_whole" CHECK (num_nulls("location_profile"."hours_mon", "location_profile"."hours_tue", "location_profile"."hours_wed", "location_profile"."hours_thu", "location_profile"."hours_fri", "location_profile"."hours_sat", "location_profile"."hours_sun") in (0, 7)),
	CONSTRAINT "location_profile_hours_mon_form" CHECK ("location_profile"."hours_mon" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)(,([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))*)?$'),
	CONSTRAINT "location_profile_hours_tue_form" CHECK ("location_profile"."hours_tue" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)(,([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))*)?$'),
	CONSTRAINT "location_profile_hours_wed_form" CHECK ("location_profile"."hours_wed" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)(,([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))*)?$'),
	CONSTRAINT "location_profile_hours_thu_form" CHECK ("location_profile"."hours_thu" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)(,([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))*)?$'),
	CONSTRAINT "location_profile_hours_fri_form" CHECK ("location_profile"."hours_fri" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)(,([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))*)?$'),
	CONSTRAINT "location_profile_hours_sat_form" CHECK ("location_profile"."hours_sat" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)(,([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))*)?$'),
	CONSTRAINT "location_profile_hours_sun_form" CHECK ("location_profile"."hours_sun" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)(,([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))*)?$')
);
--> statement-breakpoint
CREATE TABLE "org_profile" (
	"org_id" uuid NOT NULL,
	"legal_name" text DEFAULT '' NOT NULL,
	"tax_id" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"postcode" text DEFAULT '' NOT NULL,
	"city" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"receipt_footer" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "org_profile_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
CREATE TABLE "receipt_copy" (
	"org_id" uuid NOT NULL,
	"receipt_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"location_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"staff_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "receipt_copy_org_id_receipt_id_seq_pk" PRIMARY KEY("org_id","receipt_id","seq")
);
--> statement-breakpoint
ALTER TABLE "receipt" ADD COLUMN "seller" jsonb;--> statement-breakpoint
ALTER TABLE "receipt" ADD COLUMN "taxes" jsonb;--> statement-breakpoint
ALTER TABLE "location_profile" ADD CONSTRAINT "location_profile_org_id_location_id_location_org_id_id_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."location"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_profile" ADD CONSTRAINT "org_profile_org_id_org_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."org"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_copy" ADD CONSTRAINT "receipt_copy_org_id_receipt_id_receipt_org_id_id_fk" FOREIGN KEY ("org_id","receipt_id") REFERENCES "public"."receipt"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_copy" ADD CONSTRAINT "receipt_copy_org_id_staff_id_staff_org_id_id_fk" FOREIGN KEY ("org_id","staff_id") REFERENCES "public"."staff"("org_id","id") ON DELETE no action ON UPDATE no action;