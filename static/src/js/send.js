// One way to send something to our own server; a good answer tells the session clock that the session lives.

export const alive = new EventTarget();

export function clock(moment = new Date()) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" }).format(moment);
}

export function token(element) {
  const near = element.closest("form")?.elements.namedItem("csrfmiddlewaretoken");
  return (near || document.querySelector("[name=csrfmiddlewaretoken]"))?.value ?? "";
}

/** POST fields; answers the response. A redirect to sign-in counts as 401, a network that is away throws. */
export async function post(url, fields, options = {}) {
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-Requested-With": "fetch", Accept: options.accept ?? "application/json" },
    credentials: "same-origin",
    redirect: "manual",
    keepalive: options.keepalive ?? false,
    signal: options.signal,
  });
  if (response.ok) alive.dispatchEvent(new Event("alive"));
  return response;
}

export function isSignedOut(response) {
  return response.type === "opaqueredirect" || response.status === 401;
}
