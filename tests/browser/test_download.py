"""A file over a bad line, by Node: what arrives is kept, and what cannot arrive is told by its kind."""

import hashlib

import pytest

from tests.browser.test_pure_modules import run_js

CONTENT = "".join(f"{number:04d} " for number in range(1000))
# `answers`: what the server does with the first request, the second, ...; the last for all that follow.
SERVER = """
import http from "node:http";
import { Download, Line } from "./python/download.js";
const content = Buffer.from(given.content);
const asked = [];
const rest = (request) => Number(/bytes=(\\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
const start = (request, response, from) =>
  response.writeHead(from ? 206 : 200, { "Content-Length": content.length - from });
const cut = (bytes) => (request, response) => {
  const from = rest(request);
  start(request, response, from).write(content.subarray(from, from + bytes), () => response.destroy());
};
const whole = (request, response) => start(request, response, rest(request)).end(content.subarray(rest(request)));
const stall = (bytes) => (request, response) => void start(request, response, 0).write(content.subarray(0, bytes));
const send = (status, text) => (request, response) => void response.writeHead(status).end(text);
const drip = (pieces, pause) => async (request, response) => {
  start(request, response, 0);
  for (let piece = 0; piece < pieces; piece += 1) {
    response.write(content.subarray((piece * content.length) / pieces, ((piece + 1) * content.length) / pieces));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  response.end();
};
let answers = [whole];
const server = http.createServer((request, response) => {
  asked.push(request.headers.range ?? "all");
  (answers.length > 1 ? answers.shift() : answers[0])(request, response);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const line = new Line(given.silence ?? 5000);
const file = { url: `http://127.0.0.1:${server.address().port}/`, size: content.length, sha256: given.sha256 };
const make = (name = "a.bin") => new Download(name, file, line, { pauses: [1, 1] });
const isContent = (bytes) => Buffer.from(bytes).equals(content);
const told = (promise) => promise.then(isContent, ({ trouble, status }) => [trouble, status]);
const untilAsked = async () => { while (!asked.length) await new Promise((resolve) => setTimeout(resolve, 1)); };
const done = (value) => { give(value); server.closeAllConnections(); server.close(); };
"""
GIVEN = {"content": CONTENT, "sha256": hashlib.sha256(CONTENT.encode()).hexdigest()}


def download(script: str, **given) -> object:
    return run_js(SERVER + script, GIVEN | given)


def test_a_line_that_breaks_again_and_again_goes_on_where_it_stopped():
    script = "answers = [cut(1000), cut(1500), cut(0), whole]; done([await told(make().fetch()), asked]);"
    assert download(script) == [True, ["all", "bytes=1000-", "bytes=2500-", "bytes=2500-"]]


def test_of_a_server_that_knows_no_ranges_what_is_here_is_passed_over():
    script = """answers = [cut(1000), (request, response) => void response.writeHead(200).end(content)];
    const download = make(); const pieces = [];
    download.follow((piece) => pieces.push(Buffer.from(piece)));
    done([await told(download.fetch()), Buffer.concat(pieces).equals(content)]);"""
    assert download(script) == [True, True]


def test_a_slow_line_is_waited_for_much_longer_than_a_silent_one():
    assert download("answers = [drip(8, 150)]; done([await told(make().fetch()), asked.length]);", silence=800) == [
        True,
        1,
    ]


def test_a_silent_line_is_given_up_and_what_came_is_kept_for_the_next_try():
    script = """answers = [stall(3000), whole];
    const download = make();
    const first = await told(download.fetch());
    const kept = download.arrived;
    line.open();
    done([first, kept, await told(download.fetch()), asked]);"""
    assert download(script, silence=150) == [["silent", None], 3000, True, ["all", "bytes=3000-"]]


def test_a_file_that_waits_for_its_turn_is_not_silent_while_another_arrives():
    script = """answers = [stall(10), drip(8, 150)];
    const waiting = make("b.bin");
    const early = waiting.fetch().catch(() => performance.now());
    await untilAsked();
    await make().fetch();
    const end = performance.now();
    done((await early) > end);"""
    assert download(script, silence=800) is True


def test_a_file_that_nobody_waits_for_any_longer_is_not_asked_for_again():
    script = """answers = [stall(10)];
    const download = make(); const settled = told(download.fetch());
    await untilAsked();
    download.giveUp();
    done([await settled, asked.length]);"""
    assert download(script) == [["broken", None], 1]


def test_a_page_in_place_of_the_file_is_told_as_such():
    script = (
        "answers = [send(200, '\\n<!DOCTYPE html><p>Sign in</p>')]; done([await told(make().fetch()), asked.length]);"
    )
    assert download(script) == [["replaced", None], 1]


def test_a_file_that_was_damaged_in_a_cache_is_asked_for_once_more():
    script = """answers = [send(200, 'x'.repeat(content.length)), whole];
    const download = make(); const isUnchanged = download.follow(() => {});
    done([await told(download.fetch()), asked.length, isUnchanged()]);"""
    assert download(script) == [True, 2, False]


@pytest.mark.parametrize("text", ["'x'.repeat(content.length)", "'short'", "''", "'long'.repeat(content.length)"])
def test_a_file_that_is_another_each_time_is_damaged(text):
    assert download(f"answers = [send(200, {text})]; done(await told(make().fetch()));") == ["damaged", None]


def test_a_missing_file_is_told_at_once_and_a_server_out_of_order_is_asked_again():
    script = """answers = [send(404, '')]; const missing = await told(make().fetch());
    answers = [send(503, ''), send(500, ''), whole]; const late = await told(make().fetch());
    answers = [send(503, '')]; done([missing, late, await told(make().fetch()), asked.length]);"""
    assert download(script) == [["refused", 404], True, ["refused", 503], 7]


PATIENCE = """
import { isWorthWaiting } from "./python/patience.js";
give(isWorthWaiting({ left: given.left, speed: given.speed / 1000, age: given.age, alone: given.alone ?? undefined }));
"""
MB = 1_000_000


@pytest.mark.parametrize(
    ("seen", "is_worth"),
    [
        ({"left": 5 * MB, "speed": 10 * MB, "age": 500}, True),
        ({"left": 5 * MB, "speed": 40_000, "age": 1_000}, True),  # not known yet
        ({"left": 5 * MB, "speed": 40_000, "age": 4_000}, False),
        ({"left": 5 * MB, "speed": 0, "age": 4_000}, False),
        ({"left": 0.1 * MB, "speed": 2 * MB, "age": 9_000, "alone": 50}, True),
        ({"left": 5 * MB, "speed": 2 * MB, "age": 900, "alone": 4_100}, False),  # all else is here, and this one stalls
    ],
)
def test_the_snapshot_is_waited_for_only_as_long_as_it_saves(seen, is_worth):
    assert run_js(PATIENCE, seen) is is_worth


TROUBLE = """
import { DownloadFailure } from "./python/download.js";
import { asFailure, died, obstacleIn, packageFailure } from "./python/trouble.js";
const of = (name, message) => asFailure({ name, message });
const cases = {
  "no WebAssembly": obstacleIn({ Worker: 1 }),
  "no worker": obstacleIn({ WebAssembly: 1 }),
  "old browser": of("CompileError", "WebAssembly.compile(): invalid opcode 0x19"),
  "policy": of("CompileError", "WebAssembly.compile(): violates the following Content Security policy directive"),
  "memory": of("RangeError", "WebAssembly.Memory(): could not allocate memory"),
  "unknown": of("TypeError", "Promise.withResolvers is not a function"),
  "memory later": died("Uncaught RangeError: Out of memory"),
  "traceback": died("Traceback (most recent call last):\\n  File \\"<exec>\\", line 1\\nSystemError: broken"),
  "numpy, memory": packageFailure("numpy", { name: "PythonError", message: "Traceback ...\\nMemoryError" }),
  "numpy, traceback": packageFailure("numpy", { name: "PythonError", message: "Traceback ...\\nImportError: x" }),
};
const refusals = [404, 403, 503].map((status) => ["refused", status]);
const troubles = [["silent"], ["broken"], ["replaced"], ["damaged"], ...refusals];
for (const [trouble, status] of troubles)
  for (const [name, make] of [["Python", asFailure], ["numpy", (error) => packageFailure("numpy", error)]])
    cases[`${name}, ${trouble} ${status ?? ""}`.trim()] = make(new DownloadFailure(trouble, "a.wasm", status));
give(Object.fromEntries(Object.entries(cases).map(([name, { message, canRetry }]) => [name, [message, canRetry]])));
"""
# Where only another browser, another place or somebody else can help.
CANNOT_RETRY = {"no WebAssembly", "no worker", "old browser", "policy"}
CANNOT_RETRY |= {f"{what}, refused {status}" for what in ("Python", "numpy") for status in (403, 404)}


def test_whatever_fails_a_reader_gets_a_sentence_and_a_second_try_only_where_it_can_help():
    told = run_js(TROUBLE)
    assert {name for name, (_, can_retry) in told.items() if not can_retry} == CANNOT_RETRY
    for name, (message, _) in told.items():
        assert message.endswith("."), name
        for word in ("Traceback", "withResolvers", "RangeError", "SystemError", "opcode", "undefined", "()"):
            assert word not in message, name
    assert "Lockdown Mode" in told["no WebAssembly"][0] and "Firefox 115" in told["old browser"][0]
    assert "What is here is kept" in told["Python, silent"][0]


STATUS = """
import { PythonStatus } from "./page/python-status.js";
const status = new PythonStatus({}, { documentElement: { dataset: {} }, querySelectorAll: () => [] });
const lab = { dataset: { needs: "numpy" }, hasAttribute: () => false };
const said = () => Object.values(status.line(lab));
"""


def test_after_numpy_has_failed_the_status_does_not_say_that_it_is_loading():
    script = """status.setState("ready");
    status.setProgress({ what: "numpy", loaded: 0, total: 5 });
    status.setMissing("numpy", { message: "numpy is not there.", canRetry: true });
    const failed = said();
    status.setImported("numpy");
    give([failed, said()])"""
    assert run_js(STATUS + script) == [["numpy is not there.", "load"], ["Python runs on this page."]]


def test_a_second_try_is_offered_only_where_it_can_help():
    script = """const lines = [true, false].map((canRetry) => {
        status.setState("failed", { message: "Python is not there.", canRetry });
        return status.line(null).button ?? null;
    });
    give(lines)"""
    assert run_js(STATUS + script) == ["retry", None]
