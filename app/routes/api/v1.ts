import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { answerApi } from './dispatch.server';

/** Every endpoint of the API: each names its own permission, and the key of the request says who asks. */
const serve = Object.assign(
  ({ request, context }: LoaderFunctionArgs | ActionFunctionArgs) => answerApi(request, context),
  { permission: 'public' as const, byKey: true },
);

export const loader = serve;
export const action = serve;
