// Shows the fields that a choice asks for. GOV.UK's own script marks radios with aria-expanded, which ARIA does not allow there.

function sync(scope) {
  for (const choice of scope.querySelectorAll("input[data-reveals]")) {
    const part = document.getElementById(choice.dataset.reveals);
    const openers = [...document.querySelectorAll(`input[data-reveals="${CSS.escape(choice.dataset.reveals)}"]`)];
    part?.classList.toggle("app-reveal--closed", !openers.some((one) => one.checked));
  }
}

export function startReveal(scope) {
  sync(scope);
  if (scope === document) {
    document.addEventListener("change", () => sync(document));
    window.addEventListener("pageshow", () => sync(document));
  }
}
