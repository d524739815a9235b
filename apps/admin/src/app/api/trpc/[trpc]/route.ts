import { handleTrpc } from '@toster/api/http';

export { handleTrpc as GET, handleTrpc as POST };
