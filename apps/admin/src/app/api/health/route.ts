import { handleHealth } from '@toster/api/http';

export { handleHealth as GET };
