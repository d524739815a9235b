CREATE TABLE "auth"."attempt" (
	"key" text NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"failed" boolean DEFAULT false NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attempt_key_id_pk" PRIMARY KEY("key","id")
);
--> statement-breakpoint
CREATE INDEX "attempt_expiry_idx" ON "auth"."attempt" USING btree ("expires_at");