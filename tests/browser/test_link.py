"""A state as an address, run by Node: it comes back exactly, and whatever was done to it on its way is told."""

import base64
import json
import subprocess
import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_core.api import handle
from site_scripts import BROWSER
from site_scripts.frontend import NODE

SCRIPT = """
import { decode, encode } from "./widget/link.js";
const { states, texts } = JSON.parse(await new Response(process.stdin).text());
const links = await Promise.all(states.map((state) => encode({ widget: "network", state })));
const told = ({ constructor, message }) => ({ message, name: constructor.name });
const read = (text) => decode(text).then(({ state }) => ({ state }), told);
const found = await Promise.all([...links, ...texts].map(read));
console.log(JSON.stringify({ links, found }));
"""
NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(
    lambda number: number or 0.0
)  # JSON's -0 is JavaScript's 0


def run(states=(), texts=()):
    """The links of the states; then what is read out of them, and out of the texts."""
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", SCRIPT],
        input=json.dumps({"states": list(states), "texts": list(texts)}),
        cwd=BROWSER,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    return told["links"], told["found"]


def ask(event, state=None):
    reply = json.loads(handle(json.dumps({"widget": "network", "id": "n", "state": state, "event": event})))
    assert reply["ok"], reply
    return reply["state"]


OPENING = ask({"type": "open"})


@settings(max_examples=3)
@given(
    st.lists(
        st.tuples(st.integers(0, 600), NUMBERS, st.sampled_from(["w1", "b2", "x1", "bOut"])), min_size=20, max_size=20
    )
)
def test_every_state_of_the_lesson_s_network_comes_back_to_the_last_bit_and_fits_in_an_address(runs):
    states = []
    for moves, number, name in runs:
        edited = ask({"type": "set", "name": name, "text": repr(number % 50)}, OPENING)
        states.append(ask({"type": "step", "moves": moves}, edited))
    links, found = run(states)
    assert [one["state"] for one in found] == states
    assert max(map(len, links)) < 1500  # with the page's address it stays below 2,000


def test_the_format_is_the_one_that_is_written_down():
    """1. and, in base64url, what zlib makes of the JSON: any other program can read and write it."""
    ((link,), _) = run([OPENING])
    version, letters = link.split(".")
    packed = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    assert version == "1" and json.loads(zlib.decompress(packed)) == {"widget": "network", "state": OPENING}


def test_a_link_that_is_cut_changed_old_or_hostile_is_told_and_never_taken():
    ((link,), _) = run([OPENING])
    bomb = base64.urlsafe_b64encode(zlib.compress(b" " * 2**24)).decode().rstrip("=")
    others = [
        *(link[:length] for length in range(2, len(link), 7)),
        *(
            link[:place] + ("A" if link[place] != "A" else "B") + link[place + 1 :]
            for place in range(2, len(link) - 1, 5)
        ),
        *(link + "A", link + "%00", f"1.{bomb}", "1." + "A" * 200_000, "1.", "", "2." + link[2:], "<img onerror=1>"),
        *(
            "1." + base64.urlsafe_b64encode(zlib.compress(text)).decode()
            for text in (b"3", b"null", b"[]", b"{}", b"\xff")
        ),
    ]
    _, found = run(texts=others)
    for text, one in zip(others, found, strict=True):
        assert one.get("name") == "LinkError" or one.get("state") == OPENING, (text[:80], one)
    refused = [one for one in found if "message" in one]
    assert len(refused) >= len(others) - 1
    assert {one["message"] for one in refused} == {
        "It is cut short or damaged.",
        "It was made by another version of this site.",
    }
