// A browser may call its language "c", as WebKitGTK does where LANG=C: that is no language tag, and uPlot's first line
// would throw.
// To be imported before any library. Out: navigator.language, always one that Intl understands.

try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: document.documentElement.lang || "en" });
}
