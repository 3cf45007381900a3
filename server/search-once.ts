import type { AdmitSearch } from '#people/search/pace.ts';
import type { HubRequest } from './execute.ts';

/** @returns a function that lets a request's search through, once: what is run once more is not another search. */
export function oncePerRequest(admitSearch: AdmitSearch): (request: HubRequest, query: string) => Promise<void> {
  const searches = new WeakMap<HubRequest, Map<string, Promise<void>>>();
  return (request, query) => {
    const ofRequest = searches.get(request) ?? new Map<string, Promise<void>>();
    searches.set(request, ofRequest);
    const admitted = ofRequest.get(query) ?? admitSearch(request.caller);
    ofRequest.set(query, admitted);
    return admitted;
  };
}
