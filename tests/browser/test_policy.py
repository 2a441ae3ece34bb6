"""The content security policy: nothing from another host, and no hindrance to the tools that test a page."""

FOREIGN = """() => new Promise((resolve) => {
    addEventListener("securitypolicyviolation", (violation) => resolve(violation.blockedURI));
    const script = document.createElement("script");
    script.src = "https://example.org/foreign.js";
    script.onload = () => resolve("loaded");
    document.head.append(script);
})"""


def test_a_script_of_another_host_is_refused(page, served, page_log):
    page_log.allow("example.org")
    page.goto(f"{served}/index.html")
    assert page.evaluate(FOREIGN) == "https://example.org/foreign.js"


def test_a_tool_can_put_a_script_in_and_wait_for_an_expression(page, served):
    page.goto(f"{served}/index.html")
    page.add_script_tag(content="globalThis.probe = document.title.length")
    page.wait_for_function("globalThis.probe > 0")
