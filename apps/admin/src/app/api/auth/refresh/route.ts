import { handleRefresh } from '@toster/api/http';

export { handleRefresh as POST };
