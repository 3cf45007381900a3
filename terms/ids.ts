const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text has the form of the hub's own ids: a UUID in lower case. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
