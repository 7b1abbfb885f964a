"""Frozen values cross the border whole, and nothing crosses that does not fit."""

import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coordinator.plugin_contract import Block, Claim, Edition, ExportedFile, Picture, Setting, Sheet, Span
from coordinator.plugin_host.blocks import with_blocks
from coordinator.plugin_host.codec import DoesNotFit, check, decode, encode, packed, unpacked


def sent(value: Any) -> Any:
    """The value as it comes out of a pipe."""
    return json.loads(json.dumps(encode(value)))


def test_an_edition_comes_back_as_it_was(edition: Edition) -> None:
    assert decode(Edition, sent(with_blocks(edition))) == with_blocks(edition)


def test_a_sheet_comes_back_as_it_was(sheet: Sheet) -> None:
    assert decode(Sheet, sent(sheet)) == sheet


@given(some.builds(Claim))
def test_any_claim_comes_back_as_it_was(claim: Claim) -> None:
    assert decode(Claim, sent(claim)) == claim


def test_a_sheet_brings_its_claim_or_none(sheet: Sheet) -> None:
    with_claim = replace(sheet, claim=Claim("Nobody was cut.", date(2026, 11, 3), answer="Nine were."))
    assert decode(Sheet, sent(with_claim)) == with_claim
    assert decode(Sheet, {**sent(sheet), "claim": None}).claim is None
    assert decode(Sheet, {name: value for name, value in sent(sheet).items() if name != "claim"}).claim is None


@pytest.mark.parametrize(
    "claim", ["Nobody was cut.", 1, [], {"answer": "Nine were."}, {"said": "No.", "said_on": "today"}, {"said": None}]
)
def test_what_is_no_claim_is_refused(sheet: Sheet, claim: object) -> None:
    with pytest.raises(DoesNotFit):
        decode(Sheet, {**sent(sheet), "claim": claim})


@given(some.builds(ExportedFile, content=some.binary()))
def test_any_file_comes_back_as_it_was(file: ExportedFile) -> None:
    assert decode(ExportedFile, sent(file)) == file


@given(
    some.recursive(
        some.builds(Block, children=some.just(())),
        lambda inner: some.builds(Block, children=some.lists(inner, max_size=3).map(tuple)),
        max_leaves=8,
    )
)
def test_any_block_comes_back_as_it_was(block: Block) -> None:
    assert decode(Block, sent(block)) == block


@pytest.mark.parametrize(
    "spoil",
    [
        {"number": "12"},
        {"number": True},
        {"number": 1.5},
        {"paper": "a3"},
        {"date": "yesterday"},
        {"date": 20261122},
        {"articles": "none"},
        {"articles": [{"id": "1"}]},
        {"masthead": None},
        {"author": "Maria"},
    ],
)
def test_what_does_not_fit_is_refused(edition: Edition, spoil: dict[str, Any]) -> None:
    with pytest.raises(DoesNotFit):
        decode(Edition, {**sent(edition), **spoil})


def test_what_is_missing_is_named(edition: Edition) -> None:
    kept = {name: value for name, value in sent(edition).items() if name != "language"}
    with pytest.raises(DoesNotFit, match=r"Edition\.language is missing"):
        decode(Edition, kept)


def test_bytes_must_be_base64() -> None:
    with pytest.raises(DoesNotFit):
        decode(ExportedFile, {"name": "a.txt", "media_type": "text/plain", "content": "not base64!"})


def test_a_truth_value_stays_one_where_a_number_would_do() -> None:
    setting = Setting("a", "yes-no", "A", True)
    assert decode(Setting, sent(setting)).default is True


def test_a_value_with_a_wrong_part_is_found_before_it_is_sent() -> None:
    wrong: Any = ExportedFile("a.txt", "text/plain", "text, not bytes")  # type: ignore[arg-type]
    with pytest.raises(DoesNotFit):
        check(ExportedFile, wrong)


def test_another_value_is_not_taken_for_a_file() -> None:
    with pytest.raises(DoesNotFit, match="ExportedFile was expected"):
        check(ExportedFile, Span("text"))  # type: ignore[arg-type]


def test_days_cross_as_days() -> None:
    assert encode(date(2026, 11, 22)) == "2026-11-22"


def test_bytes_go_to_another_process_as_they_are_and_everything_else_as_json() -> None:
    question = {
        "value": [Picture("a", "image/png", b"\x00\n\xff", "A", 1, 2), date(2026, 11, 22)],
        "settings": {"part": 1},
    }
    sent = packed({**question, "files": {"a.typ": b"", "b": b"\n\n"}})
    assert b"\x00\n\xff" in sent
    assert unpacked(io.BytesIO(sent)) == {
        "value": [{**vars(Picture("a", "image/png", b"\x00\n\xff", "A", 1, 2))}, "2026-11-22"],
        "settings": {"part": 1},
        "files": {"a.typ": b"", "b": b"\n\n"},
    }
    assert unpacked(io.BytesIO(packed({}))) == {}
    assert unpacked(io.BytesIO()) is None
    with pytest.raises(TypeError):
        packed({"value": object()})
