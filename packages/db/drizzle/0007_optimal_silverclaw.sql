CREATE TABLE "import_finding" (
	"org_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"problem" jsonb,
	"changes" jsonb,
	"raw" text NOT NULL,
	CONSTRAINT "import_finding_org_id_job_id_line_no_pk" PRIMARY KEY("org_id","job_id","line_no"),
	CONSTRAINT "import_finding_verdict_known" CHECK ("import_finding"."verdict" in ('rejected', 'created', 'updated'))
);
--> statement-breakpoint
CREATE TABLE "import_chunk" (
	"org_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "import_chunk_org_id_job_id_no_pk" PRIMARY KEY("org_id","job_id","no")
);
--> statement-breakpoint
CREATE TABLE "import_file" (
	"org_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"chunk_count" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone,
	"emptied_at" timestamp with time zone,
	"header" text,
	"encoding" text,
	CONSTRAINT "import_file_org_id_job_id_pk" PRIMARY KEY("org_id","job_id"),
	CONSTRAINT "import_file_size_positive" CHECK ("import_file"."size" > 0 and "import_file"."chunk_count" > 0)
);
--> statement-breakpoint
ALTER TABLE "import_job" DROP CONSTRAINT "import_job_kind_known";--> statement-breakpoint
ALTER TABLE "import_job" DROP CONSTRAINT "import_job_status_known";--> statement-breakpoint
ALTER TABLE "import_job" ADD COLUMN "records_updated" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_job" ADD COLUMN "reading" jsonb;--> statement-breakpoint
ALTER TABLE "import_job" ADD COLUMN "asked_request" text;--> statement-breakpoint
ALTER TABLE "import_job" ADD COLUMN "asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_job" ADD COLUMN "began_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_job" ADD COLUMN "worked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_job" ADD COLUMN "lines_checked" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_job" ADD COLUMN "lines_total" integer;--> statement-breakpoint
ALTER TABLE "import_job" ADD COLUMN "foretold" jsonb;--> statement-breakpoint
ALTER TABLE "import_job" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "import_rejection" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "import_rejection" ADD COLUMN "problem" jsonb;--> statement-breakpoint
ALTER TABLE "import_rejection" ADD COLUMN "kind" text DEFAULT 'orders' NOT NULL;--> statement-breakpoint
ALTER TABLE "menu_item" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "import_finding" ADD CONSTRAINT "import_finding_org_id_job_id_import_job_org_id_id_fk" FOREIGN KEY ("org_id","job_id") REFERENCES "public"."import_job"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_chunk" ADD CONSTRAINT "import_chunk_org_id_job_id_import_file_org_id_job_id_fk" FOREIGN KEY ("org_id","job_id") REFERENCES "public"."import_file"("org_id","job_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_org_id_job_id_import_job_org_id_id_fk" FOREIGN KEY ("org_id","job_id") REFERENCES "public"."import_job"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_item" ADD CONSTRAINT "menu_item_external_key" UNIQUE("org_id","location_id","external_id");--> statement-breakpoint
ALTER TABLE "import_job" ADD CONSTRAINT "import_job_kind_known" CHECK ("import_job"."kind" in ('orders', 'menu', 'customers'));--> statement-breakpoint
ALTER TABLE "import_job" ADD CONSTRAINT "import_job_status_known" CHECK ("import_job"."status" in ('uploading', 'uploaded', 'checking', 'checked', 'running', 'finished', 'failed', 'cancelled'));--> statement-breakpoint
ALTER TABLE "import_rejection" ADD CONSTRAINT "import_rejection_kind_known" CHECK ("import_rejection"."kind" in ('orders', 'menu', 'customers'));