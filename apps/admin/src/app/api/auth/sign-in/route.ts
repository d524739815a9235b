import { handleSignIn } from '@toster/api/http';

export { handleSignIn as POST };
