DROP INDEX "auth"."session_account_idx";--> statement-breakpoint
DROP INDEX "orders_placed_idx";--> statement-breakpoint
DROP INDEX "orders_location_placed_idx";--> statement-breakpoint
DROP INDEX "orders_status_idx";--> statement-breakpoint
CREATE INDEX "import_rejection_reason_idx" ON "import_rejection" USING btree ("org_id","job_id",("problem" ->> 'code'),"line_no");--> statement-breakpoint
CREATE INDEX "session_account_idx" ON "auth"."session" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "orders_placed_idx" ON "orders" USING btree ("org_id","placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_location_placed_idx" ON "orders" USING btree ("org_id","location_id","placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_status_idx" ON "orders" USING btree ("org_id","status","placed_at");