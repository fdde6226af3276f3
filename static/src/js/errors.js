// Puts the focus where the reader must look first: the error summary, or what was just done.

function follow(event) {
  const link = event.target.closest("a[href^='#']");
  const control = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!control) return;
  event.preventDefault();
  // A control inside a part that a choice opens can take the focus only once the part is open.
  control.closest(".app-reveal")?.classList.remove("app-reveal--closed");
  control.closest("details:not([open])")?.setAttribute("open", "");
  const start = control.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${CSS.escape(control.id)}"]`);
  (start ?? control).scrollIntoView();
  control.focus({ preventScroll: true });
}

export function startErrors() {
  const summary = document.querySelector(".govuk-error-summary");
  summary?.addEventListener("click", follow);
  (summary ?? document.querySelector("[data-focus]"))?.focus();
}
