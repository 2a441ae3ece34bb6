"""What is kept of a past, run by Node: enough to find every state of it again."""

from tests.browser.test_pure_modules import PAST, run_js


def test_what_is_kept_of_a_past_is_the_first_and_the_last_state_of_each_segment_and_that_finds_the_rest():
    script = """go(0, 5); go(0, 9); go(1, 0); go(2, 0); go(2, 4); go(2, 7);
    const again = new Past("elsewhere", at(0, 0)); again.startFrom(past.ends());
    give([past.ends().map(({ state }) => state), again.wayBack(), again.isAtStart])"""
    kept = ["0.0", "0.9", "1.0", "2.0", "2.7"]
    assert run_js(PAST + script) == [kept, {"state": "2.0", "moves": 6}, False]


def test_a_state_without_its_past_has_no_way_back_until_the_reader_goes_on():
    script = """past.startFrom([]); go(3, 42);
    const before = past.isAtStart; go(3, 43); give([before, past.isAtStart, back()])"""
    assert run_js(PAST + script) == [True, False, ["3.42", 0]]
