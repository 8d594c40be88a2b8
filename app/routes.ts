import type { RouteConfig } from '@remix-run/route-config';

/** Every URL of the product: `route('path', 'routes/<noun>/<file>.tsx')`, by noun, in the order of app/domain. */
export default [] satisfies RouteConfig;
