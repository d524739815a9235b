CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE TABLE "auth"."account" (
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_id_pk" PRIMARY KEY("id"),
	CONSTRAINT "account_status_known" CHECK ("auth"."account"."status" in ('active', 'suspended'))
);
--> statement-breakpoint
CREATE TABLE "auth"."outbox" (
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"session_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"relayed_at" timestamp with time zone,
	CONSTRAINT "outbox_id_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "auth"."password" (
	"account_id" uuid NOT NULL,
	"phc" text NOT NULL,
	"pepper_kid" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "password_account_id_pk" PRIMARY KEY("account_id")
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" uuid NOT NULL,
	"realm" text NOT NULL,
	"account_id" uuid NOT NULL,
	"org_id" uuid,
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
	CONSTRAINT "session_id_pk" PRIMARY KEY("id"),
	CONSTRAINT "session_realm_known" CHECK ("auth"."session"."realm" in ('staff', 'customer', 'platform'))
);
--> statement-breakpoint
CREATE TABLE "customer" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "customer_contact" (
	"org_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"name" text,
	"phone" text,
	"phone_key" text,
	"email" text,
	"email_key" text,
	CONSTRAINT "customer_contact_org_id_customer_id_pk" PRIMARY KEY("org_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "import_job" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"file_digest" text NOT NULL,
	"started_by" uuid NOT NULL,
	"status" text NOT NULL,
	"lines_done" integer DEFAULT 0 NOT NULL,
	"orders_created" integer DEFAULT 0 NOT NULL,
	"orders_known" integer DEFAULT 0 NOT NULL,
	"lines_rejected" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "import_job_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "import_job_file_key" UNIQUE("org_id","location_id","kind","source","file_digest"),
	CONSTRAINT "import_job_kind_known" CHECK ("import_job"."kind" in ('orders')),
	CONSTRAINT "import_job_status_known" CHECK ("import_job"."status" in ('running', 'finished'))
);
--> statement-breakpoint
CREATE TABLE "import_rejection" (
	"org_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"reason" text NOT NULL,
	"raw" text NOT NULL,
	CONSTRAINT "import_rejection_org_id_job_id_line_no_pk" PRIMARY KEY("org_id","job_id","line_no")
);
--> statement-breakpoint
CREATE TABLE "location" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"city" text NOT NULL,
	"timezone" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "location_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "location_slug_key" UNIQUE("org_id","slug")
);
--> statement-breakpoint
CREATE TABLE "location_counter" (
	"org_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"next" integer NOT NULL,
	CONSTRAINT "location_counter_org_id_location_id_kind_pk" PRIMARY KEY("org_id","location_id","kind")
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"epoch" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "membership_account_key" UNIQUE("org_id","account_id"),
	CONSTRAINT "membership_status_known" CHECK ("membership"."status" in ('active', 'suspended', 'removed'))
);
--> statement-breakpoint
CREATE TABLE "membership_grant" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"role" text,
	"appointment" text,
	"location_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_grant_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "membership_grant_once" UNIQUE NULLS NOT DISTINCT("org_id","membership_id","role","appointment","location_id"),
	CONSTRAINT "membership_grant_one_kind" CHECK (num_nonnulls("membership_grant"."role", "membership_grant"."appointment") = 1)
);
--> statement-breakpoint
CREATE TABLE "menu_category" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "menu_category_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "menu_item" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"category_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"price_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"tax_class" text NOT NULL,
	"allergens" text[] DEFAULT '{}'::text[] NOT NULL,
	"available" boolean DEFAULT true NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "menu_item_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "menu_item_price_not_negative" CHECK ("menu_item"."price_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "delivery_address" (
	"org_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"customer_id" uuid,
	"recipient" text,
	"phone" text,
	"line" text NOT NULL,
	"postcode" text,
	"city" text NOT NULL,
	"door_note" text,
	CONSTRAINT "delivery_address_org_id_order_id_pk" PRIMARY KEY("org_id","order_id")
);
--> statement-breakpoint
CREATE TABLE "order_line" (
	"org_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"menu_item_id" uuid,
	"name" text NOT NULL,
	"modifiers" text[] DEFAULT '{}'::text[] NOT NULL,
	"quantity" integer NOT NULL,
	"unit_price_minor" bigint NOT NULL,
	"line_total_minor" bigint NOT NULL,
	"tax_class" text NOT NULL,
	CONSTRAINT "order_line_org_id_order_id_line_no_pk" PRIMARY KEY("org_id","order_id","line_no"),
	CONSTRAINT "order_line_quantity_positive" CHECK ("order_line"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "order_note" (
	"org_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_note_org_id_order_id_kind_pk" PRIMARY KEY("org_id","order_id","kind"),
	CONSTRAINT "order_note_kind_known" CHECK ("order_note"."kind" in ('kitchen', 'void_reason', 'cancel_reason'))
);
--> statement-breakpoint
CREATE TABLE "order_status_change" (
	"org_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"staff_id" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_status_change_org_id_order_id_seq_pk" PRIMARY KEY("org_id","order_id","seq")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"channel" text NOT NULL,
	"status" text NOT NULL,
	"table_label" text,
	"customer_id" uuid,
	"handled_by" uuid,
	"courier_id" uuid,
	"placed_at" timestamp with time zone NOT NULL,
	"promised_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"currency" text NOT NULL,
	"subtotal_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"source" text DEFAULT 'toster' NOT NULL,
	"external_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orders_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "orders_number_key" UNIQUE("org_id","location_id","number"),
	CONSTRAINT "orders_external_key" UNIQUE("org_id","source","external_id"),
	CONSTRAINT "orders_status_known" CHECK ("orders"."status" in ('placed', 'accepted', 'cooking', 'ready', 'packed', 'on_way', 'delivered', 'cancelled', 'voided', 'refunded')),
	CONSTRAINT "orders_channel_known" CHECK ("orders"."channel" in ('dine_in', 'takeaway', 'delivery')),
	CONSTRAINT "orders_total_adds_up" CHECK ("orders"."total_minor" = "orders"."subtotal_minor" + "orders"."tax_minor")
);
--> statement-breakpoint
CREATE TABLE "org" (
	"org_id" uuid NOT NULL,
	"cell" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL,
	"locale" text NOT NULL,
	"timezone" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "org_org_id_pk" PRIMARY KEY("org_id"),
	CONSTRAINT "org_slug_form" CHECK ("org"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "org_country_form" CHECK ("org"."country" ~ '^[A-Z]{2}$'),
	CONSTRAINT "org_currency_form" CHECK ("org"."currency" ~ '^[A-Z]{3}$')
);
--> statement-breakpoint
CREATE TABLE "payment" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"method" text NOT NULL,
	"status" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"tip_minor" bigint DEFAULT 0 NOT NULL,
	"currency" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "payment_method_known" CHECK ("payment"."method" in ('cash', 'card', 'external')),
	CONSTRAINT "payment_status_known" CHECK ("payment"."status" in ('taken', 'refunded'))
);
--> statement-breakpoint
CREATE TABLE "payment_card" (
	"org_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"customer_id" uuid,
	"brand" text NOT NULL,
	"last4" text NOT NULL,
	CONSTRAINT "payment_card_org_id_payment_id_pk" PRIMARY KEY("org_id","payment_id"),
	CONSTRAINT "payment_card_last4_form" CHECK ("payment_card"."last4" ~ '^[0-9]{4}$')
);
--> statement-breakpoint
CREATE TABLE "receipt" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"lines" jsonb NOT NULL,
	"currency" text NOT NULL,
	"subtotal_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "receipt_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "receipt_number_key" UNIQUE("org_id","location_id","number"),
	CONSTRAINT "receipt_code_key" UNIQUE("org_id","code")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid,
	"hired_on" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "staff_directory" (
	"org_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"location_id" uuid,
	"first_name" text NOT NULL,
	CONSTRAINT "staff_directory_org_id_staff_id_pk" PRIMARY KEY("org_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "staff_payroll" (
	"org_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"location_id" uuid,
	"tax_id" text,
	"iban" text,
	"hourly_wage_minor" bigint,
	CONSTRAINT "staff_payroll_org_id_staff_id_pk" PRIMARY KEY("org_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "staff_private" (
	"org_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"location_id" uuid,
	"full_name" text NOT NULL,
	"phone" text,
	"email" text,
	CONSTRAINT "staff_private_org_id_staff_id_pk" PRIMARY KEY("org_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"org_id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"key" text NOT NULL,
	"procedure" text NOT NULL,
	"input_digest" text NOT NULL,
	"answer" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_key_org_id_actor_id_key_pk" PRIMARY KEY("org_id","actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"topic" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"relayed_at" timestamp with time zone,
	CONSTRAINT "outbox_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "refusal" (
	"org_id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"minute" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "refusal_org_id_actor_id_reason_minute_pk" PRIMARY KEY("org_id","actor_id","reason","minute")
);
--> statement-breakpoint
ALTER TABLE "auth"."password" ADD CONSTRAINT "password_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer" ADD CONSTRAINT "customer_org_id_location_id_location_org_id_id_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."location"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_contact" ADD CONSTRAINT "customer_contact_org_id_customer_id_customer_org_id_id_fk" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customer"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_contact" ADD CONSTRAINT "customer_contact_org_id_location_id_location_org_id_id_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."location"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_job" ADD CONSTRAINT "import_job_org_id_location_id_location_org_id_id_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."location"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rejection" ADD CONSTRAINT "import_rejection_org_id_job_id_import_job_org_id_id_fk" FOREIGN KEY ("org_id","job_id") REFERENCES "public"."import_job"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location" ADD CONSTRAINT "location_org_id_org_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."org"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location_counter" ADD CONSTRAINT "location_counter_org_id_location_id_location_org_id_id_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."location"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_org_id_org_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."org"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_grant" ADD CONSTRAINT "membership_grant_org_id_membership_id_membership_org_id_id_fk" FOREIGN KEY ("org_id","membership_id") REFERENCES "public"."membership"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_grant" ADD CONSTRAINT "membership_grant_org_id_location_id_location_org_id_id_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."location"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_category" ADD CONSTRAINT "menu_category_org_id_location_id_location_org_id_id_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."location"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_item" ADD CONSTRAINT "menu_item_org_id_location_id_location_org_id_id_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."location"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_item" ADD CONSTRAINT "menu_item_org_id_category_id_menu_category_org_id_id_fk" FOREIGN KEY ("org_id","category_id") REFERENCES "public"."menu_category"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_address" ADD CONSTRAINT "delivery_address_org_id_order_id_orders_org_id_id_fk" FOREIGN KEY ("org_id","order_id") REFERENCES "public"."orders"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_address" ADD CONSTRAINT "delivery_address_org_id_customer_id_customer_org_id_id_fk" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customer"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_org_id_order_id_orders_org_id_id_fk" FOREIGN KEY ("org_id","order_id") REFERENCES "public"."orders"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_org_id_menu_item_id_menu_item_org_id_id_fk" FOREIGN KEY ("org_id","menu_item_id") REFERENCES "public"."menu_item"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_note" ADD CONSTRAINT "order_note_org_id_order_id_orders_org_id_id_fk" FOREIGN KEY ("org_id","order_id") REFERENCES "public"."orders"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_status_change" ADD CONSTRAINT "order_status_change_org_id_order_id_orders_org_id_id_fk" FOREIGN KEY ("org_id","order_id") REFERENCES "public"."orders"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_org_id_location_id_location_org_id_id_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."location"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_org_id_customer_id_customer_org_id_id_fk" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customer"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_org_id_handled_by_staff_org_id_id_fk" FOREIGN KEY ("org_id","handled_by") REFERENCES "public"."staff"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_org_id_courier_id_staff_org_id_id_fk" FOREIGN KEY ("org_id","courier_id") REFERENCES "public"."staff"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_org_id_order_id_orders_org_id_id_fk" FOREIGN KEY ("org_id","order_id") REFERENCES "public"."orders"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_card" ADD CONSTRAINT "payment_card_org_id_payment_id_payment_org_id_id_fk" FOREIGN KEY ("org_id","payment_id") REFERENCES "public"."payment"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_org_id_order_id_orders_org_id_id_fk" FOREIGN KEY ("org_id","order_id") REFERENCES "public"."orders"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_org_id_id_membership_org_id_id_fk" FOREIGN KEY ("org_id","id") REFERENCES "public"."membership"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_org_id_location_id_location_org_id_id_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."location"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_directory" ADD CONSTRAINT "staff_directory_org_id_staff_id_staff_org_id_id_fk" FOREIGN KEY ("org_id","staff_id") REFERENCES "public"."staff"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_payroll" ADD CONSTRAINT "staff_payroll_org_id_staff_id_staff_org_id_id_fk" FOREIGN KEY ("org_id","staff_id") REFERENCES "public"."staff"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_private" ADD CONSTRAINT "staff_private_org_id_staff_id_staff_org_id_id_fk" FOREIGN KEY ("org_id","staff_id") REFERENCES "public"."staff"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_email_key" ON "auth"."account" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "session_account_idx" ON "auth"."session" USING btree ("account_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "customer_contact_phone_idx" ON "customer_contact" USING btree ("org_id","phone_key");--> statement-breakpoint
CREATE INDEX "customer_contact_email_idx" ON "customer_contact" USING btree ("org_id","email_key");--> statement-breakpoint
CREATE INDEX "membership_account_idx" ON "membership" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "membership_grant_member_idx" ON "membership_grant" USING btree ("org_id","membership_id");--> statement-breakpoint
CREATE INDEX "menu_category_location_idx" ON "menu_category" USING btree ("org_id","location_id","position");--> statement-breakpoint
CREATE INDEX "menu_item_location_idx" ON "menu_item" USING btree ("org_id","location_id","position");--> statement-breakpoint
CREATE INDEX "orders_placed_idx" ON "orders" USING btree ("org_id","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_location_placed_idx" ON "orders" USING btree ("org_id","location_id","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_status_idx" ON "orders" USING btree ("org_id","status","placed_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_customer_idx" ON "orders" USING btree ("org_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "org_slug_key" ON "org" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "payment_order_idx" ON "payment" USING btree ("org_id","order_id");--> statement-breakpoint
CREATE INDEX "receipt_order_idx" ON "receipt" USING btree ("org_id","order_id");--> statement-breakpoint
CREATE INDEX "idempotency_key_age_idx" ON "idempotency_key" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "outbox_pending_idx" ON "outbox" USING btree ("created_at");