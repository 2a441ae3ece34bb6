// Tells the reader that a newer build is kept and waits; nothing is changed under an open page until they say so.
// Imported by offline-ui.js.
// In: the registration of the service worker. Out: a bar at the foot of the window, with the button "Reload".

/** @returns {string | undefined} the build that this page belongs to */
function pageBuild() {
  const element = document.querySelector("script[data-manifest]");
  return element ? JSON.parse(element.textContent).build : undefined;
}

/** @param {ServiceWorker} worker @returns {Promise<string>} the build that it answers for */
function askBuild(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ kind: "build" }, [port2]);
  });
}

/** @param {ServiceWorker} waiting */
function takeOver(waiting) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage({ kind: "take-over" });
}

/** @param {ServiceWorker} waiting */
function showBar(waiting) {
  document.querySelector(".new-version")?.remove();
  const bar = document.createElement("div");
  bar.className = "new-version";
  bar.setAttribute("role", "status");
  const button = (text, onClick) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", onClick);
    return made;
  };
  document.body.append(bar);
  // Into an element that stands already, or a screen reader would not say it.
  bar.append(
    "A new version of this site is ready. ",
    button("Reload", () => takeOver(waiting)),
    button("Later", () => bar.remove()),
  );
}

/** @param {ServiceWorker} worker one that is installing or waiting */
function followUntilInstalled(worker) {
  const look = async () => {
    if (worker.state !== "installed" || !navigator.serviceWorker.controller) return;
    // A page that came from the network may be the new version already.
    if ((await askBuild(worker)) !== pageBuild()) showBar(worker);
  };
  worker.addEventListener("statechange", look);
  void look();
}

/** @param {ServiceWorkerRegistration} registration */
export function watchForNewVersion(registration) {
  // This page is open, so an earlier one may have closed, and what was kept for it can go.
  registration.active?.postMessage({ kind: "tidy" });
  for (const worker of [registration.waiting, registration.installing]) if (worker) followUntilInstalled(worker);
  registration.addEventListener("updatefound", () => followUntilInstalled(registration.installing));
}
