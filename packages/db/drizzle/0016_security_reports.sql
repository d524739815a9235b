CREATE TABLE "auth"."security_report" (
	"id" uuid NOT NULL,
	"case_id" text NOT NULL,
	"contact" text NOT NULL,
	"affected" text NOT NULL,
	"description" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	CONSTRAINT "security_report_id_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "security_report_case_key" ON "auth"."security_report" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "security_report_due_idx" ON "auth"."security_report" USING btree ("answered_at","due_at");