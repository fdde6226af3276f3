// Runs before the first paint, so that parts which scripts will open are folded from the start.
document.documentElement.classList.add("js-enabled", "govuk-frontend-supported");
