/** Path and query of the page on its way through the proxy: pages have no other way to know them. */
export const PATH_HEADER = 'x-toster-path';
