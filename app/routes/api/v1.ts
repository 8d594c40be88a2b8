import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { answerApi } from './dispatch.server';

/** Every endpoint of the API; each names its own permission, and its key says who asks. */
const serve = ({ request, context }: LoaderFunctionArgs | ActionFunctionArgs) => answerApi(request, context);

export const loader = Object.assign(serve, { permission: 'public' as const });
export const action = Object.assign(serve, { permission: 'public' as const });
