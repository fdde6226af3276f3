// A form goes once: a second press while the first is on its way does nothing.

const AGAIN = 15000;

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[data-held]")) {
    button.disabled = false;
    delete button.dataset.held;
  }
}

function hold(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.once === "no") return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  // After this turn, so that the pressed button's own name and value still travel with the form.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button], :disabled)")) {
      button.disabled = true;
      button.dataset.held = "";
    }
  });
  // A download leaves the page where it is: the button comes back.
  setTimeout(() => release(form), AGAIN);
}

export function startOnce() {
  document.addEventListener("submit", hold);
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
}
