"""What running text tells of how things and units stand -> tasks with statuses, and standings of units.

In: the material of a notice of any kind. Out: a ``Reading``: a task a name, an assignment for what is said of it as a
whole and one for each county of which it is said; one task for all who are praised or blamed (红榜, 较差, 第一名), an
assignment a body. How many were declared becomes a claim. Demands (下一步…) and letters tell nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.reading import Context, Reading
from tongbao.notices.responsibility.roles import Roles, roles_of
from tongbao.notices.responsibility.said import Statement
from tongbao.notices.responsibility.statements import Speech
from tongbao.notices.rows import Material
from tongbao.notices.told.gathered import Gathered, gathered_in
from tongbao.notices.told.statements import Named
from tongbao.records.model import Assignment, Claim, Due, Source, Task, Update
from tongbao.sources.document import Spot

_SPEECH = re.compile("各位(?:代表|委员)")
_UNITS = re.compile(
    "[（(][^（()）]{1,60}(?:局|委|办|街道|政府|管委会|公司|集团|残联|妇联|工会|协会)[)）]"
)
# A firm behind the name of its site, under a label of its own: 甲工地（施工单位：乙公司）.
_OF_FIRM = re.compile(
    "(?P<name>[^（(]{2,60})[（(](?P<label>[\u4e00-\u9fff]{1,6}(?:单位|企业|主体|部门|公司|人))[：:](?P<units>[^（()）：:]{2,40})[)）]"
)
_YEAR = re.compile(r"((?:19|20)\d{2})年")


def read_told(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return what a notice's prose tells of tasks and units, None where it tells nothing.

    What a report given to a meeting tells of a past year is none of it.
    """
    if any(_SPEECH.match(paragraph.text.strip()) for paragraph in material.prose):
        return None
    gathered = gathered_in(material.prose, context.lexicon, context.units.known)
    return _ToldDraft(heading, context).reading(gathered) if gathered else None


@dataclass(slots=True)
class _Entry:
    """A task and all that is said of it."""

    name: str
    roles: Roles
    section: str = ""
    number: str = ""
    said: list[tuple[Gathered, Named]] = field(default_factory=list)


@dataclass(slots=True)
class _ToldDraft:
    heading: Heading
    context: Context

    def reading(self, gathered: Sequence[Gathered]) -> Reading:
        """Return the tasks that are named, and the one task that holds the standings."""
        speech = Speech(self.context.lexicon, self.context.units.is_unit)
        entries: dict[str, _Entry] = {}
        standings: list[Gathered] = []
        for said in gathered:
            if said.is_standing:
                standings.append(said)
                continue
            for at, named in enumerate(said.told.names):
                self._add(entries, said, at, named, speech)
        drafted = [self._task(entry, at) for at, entry in enumerate(entries.values(), start=1)]
        tasks = [*drafted, *self._standings(standings, len(drafted) + 1)]
        told = [said for said in gathered if said.told.status or said.is_standing]
        return Reading(
            tasks=tuple(tasks), claims=tuple(self._claims(told)), review=tuple(_doubts(told))
        )

    def _add(
        self, entries: dict[str, _Entry], said: Gathered, at: int, named: Named, speech: Speech
    ) -> None:
        """Take note of a name: the roles it prints in its bracket, in what stands behind it, or before it."""
        lexicon, units = self.context.lexicon, self.context.units
        own = speech.said(named.name)
        if not own.form and (of_firm := _OF_FIRM.fullmatch(named.name)):
            bare = Statement("responsible", "", of_firm["units"], is_bare=True)
            own = replace(own, text=of_firm["name"], statements=(bare,), form="bracket")
        elif _UNITS.search(named.name):
            own = speech.of_units(own) or own
        behind = speech.said(named.rest)
        statements: list[Statement] = [*own.statements, *behind.statements]
        if named.units:
            said_by = (*lexicon.verbs.items(), *lexicon.labels.items())
            role = next((role for role, words in said_by if named.verb in words), "responsible")
            statements.append(Statement(role, named.verb, named.units, is_bare=not named.verb))
            if named.others:
                statements.append(Statement("cooperating", named.support, named.others))
        name = own.text if own.form and own.text else named.name
        year = _YEAR.search(self.heading.title)
        roles = roles_of(statements, units, int(year[1]) if year else None)
        key = re.sub(r"[\W_]", "", name).removesuffix("项目").removesuffix("工程")
        entry = entries.get(key)
        if entry is None:
            number = named.number or (said.numbers[at] if at < len(said.numbers) else "")
            entry = entries[key] = _Entry(name, roles, said.section, number)
        elif statements and not entry.roles.units:
            entry.roles = roles
        rest = behind.text if behind.form else named.rest
        after = "\n".join(filter(None, (rest, own.after, behind.after)))
        entry.said.append((said, replace(named, name=name, rest=after)))

    def _task(self, entry: _Entry, at: int) -> Task:
        review = [
            f"text: 原文写{said.told.declared}个，按顿号断开要多，“{named.name}”按一个名称读"
            for said, named in entry.said
            if named.is_joined
        ]
        review += ["text: 原文在这里中断，文字可能不全" for _, named in entry.said if named.is_cut]
        review += [
            f"text: {said.told.doubt}"
            for said, _ in entry.said
            if said.told.doubt and not said.sorts
        ]
        review += [
            f"text: 写{said.told.declared}个，列出{len(said.told.names)}个，请核对名称从哪里断开"
            for said, _ in entry.said
            if said.told.declared is not None and len(said.told.names) > said.told.declared
        ]
        review += entry.roles.doubts
        whole = {
            said.told.status
            for said, _ in _with_comments(entry.said)
            if said.told.status and not said.told.subject
        }
        if len(whole) > 1:
            review.append(f"status: 文中有几种说法：{'、'.join(sorted(whole))}")
        assignments = tuple(
            self._assignment(str(part), entry, said, named)
            for part, (said, named) in enumerate(_once(entry.said), start=1)
        )
        if len(assignments) > 1 and entry.roles.units.get("lead"):
            assignments = tuple(one.model_copy(update={"lead_shared": True}) for one in assignments)
        is_listed = any(said.numbers or named.number or named.units for said, named in entry.said)
        section = entry.section if is_listed else None
        return Task(
            plan=self.context.plan,
            id=f"t{at:03}",
            number=entry.number or None,
            text=entry.name,
            section=section or None,
            review=tuple(dict.fromkeys(review)),
            source=self._source(entry.said[0][0].spot),
            assignments=assignments,
        )

    def _assignment(self, part: str, entry: _Entry, said: Gathered, named: Named) -> Assignment:
        source = self._source(said.spot)
        roles = entry.roles
        updates: tuple[Update, ...] = ()
        if said.told.status or named.rest:
            text = named.rest or said.told.words
            updates = (
                Update(
                    period=self.context.period,
                    status=said.told.status or None,
                    subject=said.told.subject or None,
                    text=text,
                    source=source,
                ),
            )
        return Assignment(
            part=part,
            lead=roles.units.get("lead", ()),
            responsible=roles.units.get("responsible", ()),
            cooperating=roles.units.get("cooperating", ()),
            leaders=roles.leaders,
            persons=roles.persons,
            due=tuple(Due(date=day, words=words, source=source) for day, words in roles.due),
            updates=updates,
        )

    def _standings(self, standings: Sequence[Gathered], at: int) -> Iterator[Task]:
        """Yield the task that holds who is praised or blamed: an assignment a body, its standing as status."""
        rows: dict[tuple[str, str], Assignment] = {}
        for said in standings:
            for place, named in enumerate(said.told.names):
                key = (said.told.status or said.section, named.name)
                if key in rows:
                    continue
                update = Update(
                    period=self.context.period,
                    status=said.told.status or None,
                    subject=named.name,
                    text=said.told.words,
                    source=self._source(said.spot),
                )
                sort = said.sorts[place] if place < len(said.sorts) else ""
                sort = sort or ("" if said.told.status else said.section)
                part = str(len(rows) + 1)
                units = (named.units,) if named.units else ()
                rows[key] = Assignment(
                    part=part, label=sort or None, responsible=units, updates=(update,)
                )
        if not rows:
            return
        source = self._source(standings[0].spot)
        yield task_of_standings(
            f"t{at:03}", tuple(rows.values()), source, self.heading, self.context
        )

    def _source(self, spot: Spot) -> Source:
        return Source(notice=self.context.notice, page=spot.page or None)

    def _claims(self, told: Iterable[Gathered]) -> Iterator[Claim]:
        """Yield how many of each status are declared, and of each subject; the first statement of a figure holds."""
        found: dict[str, Claim] = {}
        for said in told:
            one = said.told
            if not one.status:
                name = f"list_length:{one.names[0].name}{said.section}"
            elif one.subject:
                name = f"list_length:{one.subject}{one.status}"
            else:
                name = f"status_count:{one.status}"
            figures = {name: one.declared, f"status_share:{one.status}": one.share}
            for claim, stated in figures.items():
                if stated is not None:
                    page = said.spot.page or None
                    found.setdefault(
                        claim, Claim(claim=claim, stated=stated, words=one.words, page=page)
                    )
        yield from found.values()


def task_of_standings(
    task_id: str,
    assignments: tuple[Assignment, ...],
    source: Source,
    heading: Heading,
    context: Context,
) -> Task:
    """Return the one task for all who are praised, blamed or graded: what they are graded for is the title's matter."""
    review = "评比的事项取自题目" if heading.title_printed else "原文没有题目，评比的是什么没有写明"
    return Task(
        plan=context.plan,
        id=task_id,
        kind="assessment",
        text=_matter(heading, context.lexicon),
        review=(f"text: {review}",),
        source=source,
        assignments=assignments,
    )


def _matter(heading: Heading, lexicon: Lexicon) -> str:
    """Return what an assessment is about: the title without 关于 and its last word."""
    if not heading.title_printed:
        return "（原文未写评比事项）"
    endings = sorted(lexicon.title_endings, key=len, reverse=True)
    ending = next((word for word in endings if heading.title.endswith(word)), "")
    return heading.title.removesuffix(ending).removeprefix("关于").strip() or heading.title


def _once(said: Iterable[tuple[Gathered, Named]]) -> list[tuple[Gathered, Named]]:
    """Return what is said of each subject, the first statement of the same status; one that states none only alone."""
    pairs = _with_comments(list(said))
    stating = [pair for pair in pairs if pair[0].told.status]
    first: dict[tuple[str, str], tuple[Gathered, Named]] = {}
    for one, named in stating or pairs[:1]:
        first.setdefault((one.told.subject, one.told.status), (one, named))
    return list(first.values())


def _with_comments(pairs: list[tuple[Gathered, Named]]) -> list[tuple[Gathered, Named]]:
    """Return what is said, the comment on a thing with the status of its class where a class holds it."""
    classed = [pair for pair in pairs if pair[0].told.status and not pair[0].told.is_topic]
    comments = [pair for pair in pairs if pair[0].told.is_topic]
    if not classed or not comments:
        return pairs
    (one, named), (_, told) = classed[0], comments[0]
    rest = "\n".join(filter(None, (named.rest, told.rest)))
    return [(one, replace(named, rest=rest)), *classed[1:]]


def _doubts(told: Iterable[Gathered]) -> Iterator[str]:
    """Yield a mark for each list whose length is not the declared one."""
    for said in told:
        one = said.told
        if said.sorts:
            if one.doubt:
                yield f"claims: “{one.status}”{one.doubt}"
            continue
        listed = len(one.names)
        if listed and not one.is_partial and one.declared is not None and listed != one.declared:
            whom = f"{one.subject}“{one.status}”"
            yield f"claims: {whom}写{one.declared}个，列出{listed}个，请核对名称从哪里断开"
