/** Stands on every call of the console: a form or link of another site cannot send it. The API refuses calls without. */
export const OWN_SITE = { 'x-toster-csrf': '1' } as const;

/** Headers of the console's plain JSON calls to the session handlers. */
export const JSON_HEADERS = { ...OWN_SITE, 'content-type': 'application/json' } as const;
