import { handleSignOut } from '@toster/api/http';

export { handleSignOut as POST };
