"""The records of a ledger, typed. What stands in ``bahi read --json`` stands here under the same names.

Places in evidence count characters of a `str` (Unicode code points); the places in bytes are those of its UTF-8.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read."""

    path: str
    #: Line of the input, where the report is a line of it.
    line: int | None
    why: str
    #: What to do about it.
    remedy: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words that a claim was read from, with their place in the report's text."""

    exact: str
    #: Words before and after.
    prefix: str = ""
    suffix: str = ""
    #: First character, and one past the last: ``text[start:end] == exact``.
    start: int = 0
    end: int = 0
    #: Line of the input, from 1.
    line: int = 0
    #: The same place in ``text.encode()``; ``None`` where the text is not at hand.
    start_byte: int | None = None
    end_byte: int | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a report gives it, also where it is wrong."""

    #: Plain English title; empty where the report gives the country alone.
    title: str = ""
    #: ISO 3166-1 alpha-2 code, or id of a body.
    of: str | None = None
    #: What the country itself calls the office in English, where that differs.
    styled: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part in a record."""

    #: Id of the actor.
    actor: str | None = None
    #: Usual English or romanised name; ``None`` for an unnamed office-holder.
    name: str | None = None
    office: Office | None = None
    #: Ids of the claims it rests on.
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One field value asserted by one report, with its evidence."""

    id: str
    #: Ids of the report and of the record.
    report: str = ""
    record: str = ""
    #: Field of the record, as a path.
    field: str = ""
    value: str = ""
    evidence: tuple[Evidence, ...] = ()
    #: Rule that read it.
    rule: str = ""
    #: On whose word the report says so, the nearest to the reader first.
    attributed_to: tuple[Party, ...] = ()
    #: asserted, reported, planned, possible or denied.
    modality: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A span of the page that is not part of the report."""

    start: int = 0
    end: int = 0
    why: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """One report: one page of one outlet."""

    id: str
    path: str = ""
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    #: Publication date in EDTF, where the page says so.
    published: str | None = None
    language: str = ""
    sha256: str = ""
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[str, ...] = ()
    #: Phrases that look like an event and were not understood.
    not_understood: tuple[Evidence, ...] = ()
    copy_of: str | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Roman letters and in Hindi."""

    en: str | None = None
    hi: str | None = None


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling of an actor's name, as published."""

    text: str = ""
    count: int = 0
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office that a person held."""

    title: str = ""
    of: str | None = None
    since: str | None = field(default=None, metadata={"key": "from"})
    until: str | None = field(default=None, metadata={"key": "to"})
    #: knowledge or claims.
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision of a person about a record, an actor or a conflict."""

    verb: str
    field: str = ""
    value: str | None = None
    others: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    operation: str = ""
    by: str = ""
    at: str = ""
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor behind many mentions."""

    id: str
    #: person, office, country, body, forum, ministry, place, system, attack or other.
    kind: str = ""
    name: Name = Name()
    spellings: tuple[Spelling, ...] = ()
    country: str | None = None
    #: Id of its entry in the knowledge.
    known: str | None = None
    offices: tuple[OfficeHeld, ...] = ()
    #: Identifiers elsewhere, such as ``wikidata``.
    external: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """When something happened, as far as the report allows."""

    #: EDTF; ``None`` where the words cannot be resolved.
    edtf: str | None = None
    #: stated, weekday, relative, published, or judgement.
    basis: str = ""
    #: The words, as published.
    said: str | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """Where something happened."""

    actor: str = ""
    name: str = ""
    country: str | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forum:
    """The forum an engagement belongs to."""

    actor: str = ""
    name: str = ""
    #: sidelines, during, occasion, session, after or before.
    relation: str = ""
    session: int | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What was talked about."""

    name: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measures:
    """How far the witnesses of a field agree."""

    witnesses: int = 0
    disagreeing: float = 0.0
    dscore: int = 0
    modal_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class FieldDisagreement:
    """How far the witnesses agree on one field."""

    field: str = ""
    kind: str = ""
    values: tuple[str, ...] = ()
    witnesses: int = 0
    disagreeing: float = 0.0
    dscore: int = 0
    modal_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far the witnesses of a record agree: its fields, and their means."""

    compared: int = 0
    disagreeing: float = 0.0
    dscore: float = 0.0
    modal_confidence: float = 0.0
    fields: tuple[FieldDisagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Engagement:
    """A meeting, call, visit, session, summit, exercise or press conference."""

    id: str
    kind: str = ""
    #: held, planned, cancelled or denied: only what was held took place.
    status: str = ""
    #: What sets it apart from other meetings of the same people: reception, dinner.
    occasion: str | None = None
    #: Whether the reports only recall it.
    background: bool = False
    parties: tuple[Party, ...] = ()
    when: When | None = None
    where: Where | None = None
    forum: Forum | None = None
    topics: tuple[Topic, ...] = ()
    #: Codes of other schemes: ``plover``, ``cameo``.
    codes: Mapping[str, str] = field(default_factory=dict)
    #: Ids of the reports that tell of it.
    reports: tuple[str, ...] = ()
    #: The same, those that copy one another counted once.
    witnesses: int = 0
    disagreement: Disagreement | None = None
    #: Ids of the conflicts about it.
    conflicts: tuple[str, ...] = ()
    merged_because: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementText:
    """The words of a statement, by claim."""

    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, promised or refused."""

    id: str
    speaker: Party = Party()
    addressee: Party | None = None
    #: About whom, where praised, blamed or thanked.
    target: Party | None = None
    kind: str = ""
    #: Whether the words are given as the speaker's own.
    direct_quote: bool = False
    via: str | None = None
    topics: tuple[Topic, ...] = ()
    text: StatementText = StatementText()
    #: Id of the engagement at which it was said.
    engagement: str | None = None
    reports: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money."""

    amount: float = 0.0
    #: ISO 4217 code.
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Something signed, agreed, refused or planned between parties."""

    id: str
    parties: tuple[Party, ...] = ()
    #: ISO 3166-1 alpha-2 codes of the states bound.
    countries: tuple[str, ...] = ()
    instrument: str = ""
    #: signed, agreed, extended, refused, planned or terminated.
    status: str = ""
    value: Money | None = None
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """The goods of a delivery."""

    actor: str | None = None
    name: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """Numbers worked out rather than read."""

    ordered: int | None = None
    delivered: int | None = None
    pending: int | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a delivery is late, in the words of the report."""

    text: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was ordered, delivered, is pending, and why it is late."""

    id: str
    item: Item = Item()
    supplier: str | None = None
    recipient: str | None = None
    #: What is counted.
    unit: str | None = None
    #: As stated; what was worked out stands under `derived`.
    ordered: int | None = None
    delivered: int | None = None
    pending: int | None = None
    derived: Derived = Derived()
    as_of: str | None = None
    #: ordered, delivered, pending, delayed, discussed or cancelled.
    status: str = ""
    cause: Cause | None = None
    value: Money | None = None
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """One side of a conflict."""

    value: str = ""
    claims: tuple[str, ...] = ()
    witnesses: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one field that cannot all stand."""

    id: str
    #: Id of the record or actor it is about.
    record: str = ""
    field: str = ""
    #: contradiction, slip, more-precise, newer or rounding.
    kind: str = ""
    values: tuple[ConflictValue, ...] = ()
    #: open, settled, both-stand or unsure.
    state: str = ""
    judged: tuple[Judged, ...] = ()
    measures: Measures = Measures()


#: What a ledger keeps of the world: four types of records.
Record: TypeAlias = "Engagement | Statement | Agreement | Delivery"


def built(of: type[T], value: Mapping[str, Any]) -> T:
    """A record of what stands in JSON. What this version does not know is left out: the shape may grow."""
    made: dict[str, Any] = {}
    for name, key, make in _fields(of):  # type: ignore[arg-type]
        if key in value:
            made[name] = make(value[key])
    return of(**made)


@cache
def _fields(of: type[Any]) -> tuple[tuple[str, str, Any], ...]:
    hints = typing.get_type_hints(of)
    fields = dataclasses.fields(of)
    return tuple((f.name, f.metadata.get("key", f.name), _maker(hints[f.name])) for f in fields)


def _maker(hint: Any) -> Any:
    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is types.UnionType or origin is typing.Union:
        inner = _maker(next(a for a in arguments if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        inner = _maker(arguments[0])
        return lambda values: tuple(inner(value) for value in values)
    if dataclasses.is_dataclass(hint):
        return lambda value: built(hint, value)  # type: ignore[arg-type]
    return lambda value: value
