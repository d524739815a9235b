CREATE TABLE "use_counter" (
	"org_id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"permission" text NOT NULL,
	"times" timestamp with time zone[] NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"counted_in" "xid8" NOT NULL,
	"unspent" integer NOT NULL,
	CONSTRAINT "use_counter_org_id_actor_id_permission_pk" PRIMARY KEY("org_id","actor_id","permission")
);
--> statement-breakpoint
ALTER TABLE "customer" ADD COLUMN "last_order_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customer_contact" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "customer_last_order_idx" ON "customer" USING btree ("org_id",coalesce("last_order_at", '-infinity'::timestamptz) desc,"id" DESC NULLS FIRST);