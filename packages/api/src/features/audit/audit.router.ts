import { router } from '../../trpc.ts';
import { getHistory } from './get-history.ts';
import { getLatest } from './get-latest.ts';
import { getRequest } from './get-request.ts';
import { listViewings } from './list-viewings.ts';
import { searchAudit } from './search-audit.ts';

export const auditRouter = router({
  search: searchAudit,
  request: getRequest,
  history: getHistory,
  viewings: listViewings,
  latest: getLatest,
});
