"""The hash by which the page knows its files, run by Node."""

import hashlib

import pytest

from tests.browser.test_pure_modules import run_js

INTACT = """
const { isIntact } = await import("./parts/sha256.js");
const bytes = new TextEncoder().encode(given.text);
const flipped = bytes.map((byte, place) => (place === 3 ? byte ^ 1 : byte));
const file = { size: bytes.length, sha256: given.sha256 };
give(await Promise.all([bytes, bytes.buffer, flipped, bytes.slice(1)].map((each) => isIntact(file, each))));
"""
ADDRESSES = {
    "with https": "",
    "without": "delete Crypto.prototype.subtle; if (crypto.subtle) throw new Error('still there');",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_is_known_by_its_hash_whatever_address_it_comes_from(address):
    given = {"text": "what was built", "sha256": hashlib.sha256(b"what was built").hexdigest()}
    assert run_js(ADDRESSES[address] + INTACT, given) == [True, True, False, False]
