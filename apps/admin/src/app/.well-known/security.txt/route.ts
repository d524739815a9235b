import { env } from '#env.ts';
import { securityTxt } from '#features/security/security-txt.ts';

/** Where researchers look for whom to tell (RFC 9116). */
export function GET(request: Request): Response {
  const text = securityTxt(
    { origin: env.publicUrl ?? new URL(request.url).origin, contact: env.securityContact },
    Date.now(),
  );
  return new Response(text, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    },
  });
}

export const dynamic = 'force-dynamic';
