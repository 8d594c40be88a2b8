import { env } from '~/platform/env';
import { publicPage } from '../authorised.server';
import { toJson } from './json.server';
import { describeApi } from './openapi.server';

export const loader = publicPage(
  async () =>
    new Response(toJson(describeApi(env().appOrigin)), {
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Access-Control-Allow-Origin': '*' },
    }),
);
