"""Orders with annexes, agreements and what undoes them on a real database: SQLite in a file, or PostgreSQL.

Killed at any write the deed is whole or nothing; of two who want the same at once it is done once, of two who want what
excludes each other one is told why.
"""

import json
from collections.abc import Callable

import pytest

from tests.schools.papers.test_real_concurrency import migrated, own_database, run_python

__all__ = ["migrated", "own_database"]

ORDER, TEXT, PLAN, CANCEL = "order_organise", "regulation_teachers", "roadmap", "order_cancel"
PAIRS, CHANGE, CURATOR, AGREEMENT = "pairs_order_teachers", "pairs_change", "order_curator", "agreement_mentor"

NOT_IN_FORCE = "Приказ № 1 от 14.09.2026: отменён. Отменить можно только действующий документ."
# The number went to somebody else, and what the page told is so no longer: it is read anew.
UNREAD = (
    "Пока вы читали, текст изменился: поправили приложение, пару, карточку или издали другой документ. "
    "Прочитайте его заново и издайте ещё раз."
)


@pytest.fixture
def play(own_database, tmp_path) -> Callable[[str, str], dict]:
    def run(driver: str, scene: str) -> dict:
        module = f"tests.mentoring.documents.{driver}_driver"
        said = run_python("-m", module, scene, address=own_database, data=tmp_path / "data")
        return json.loads(said.splitlines()[-1])

    return run


def stands(papers: dict[str, str] | list[str], journal: dict[str, int], *, pairs=(), plans=()) -> dict:
    """The whole of what the scene tells of papers, pairs and plans, and of what the journal got."""
    listed = [f"{kind}: {status}" for kind, status in papers.items()] if isinstance(papers, dict) else papers
    return {"papers": listed, "pairs": list(pairs), "plans": list(plans), "sound": True, "journal": journal}


def killed_often(told: dict, least: int) -> dict:
    """Without what only the killing tells: each write had its death, and the deed sent again changed nothing."""
    assert told.pop("kills") > least
    assert (told.pop("killed"), told.pop("once")) == (True, True)
    return told


ISSUED = stands(
    {TEXT: "issued", ORDER: "issued", PLAN: "issued"},
    {"издан документ": 1, "составлен лист": 1, "утверждена дорожная карта": 1, "утверждено положение": 1},
    plans=["approved"],
)


def test_orders_with_annexes_killed_at_any_write_are_whole_or_nothing(play):
    told = play("papers", "kill_orders_with_annexes")
    assert killed_often(told["issued"], 8) == ISSUED
    kept = {TEXT: "issued", ORDER: "issued", PLAN: "issued"}
    listed = [f"{kind}: {status}" for kind, status in kept.items()]
    assert killed_often(told["curator replaced"], 4) == stands(
        [*listed, "order_curator: cancelled", "order_curator: issued"],
        {"издан документ": 1, "отменён документ": 1},
        plans=["approved"],
    )
    curators = ["order_curator: issued", "order_curator: annulled"]
    assert killed_often(told["curator annulled"], 3) == stands(
        [*listed, *curators], {"аннулирован документ": 1, "документ снова действует": 1}, plans=["approved"]
    )
    fallen = [f"{kind}: cancelled" for kind in kept]
    assert killed_often(told["cancelled"], 8) == stands(
        [*fallen, *curators, "order_cancel: issued"],
        {"издан документ": 1, "отменён документ": 3, "приказ об утверждении отменён": 1},
        plans=["submitted"],
    )
    assert killed_often(told["cancel annulled"], 8) == stands(
        [*listed, *curators, "order_cancel: annulled"],
        {"аннулирован документ": 1, "документ снова действует": 3, "приказ снова действует": 1},
        plans=["approved"],
    )
    void = [f"{kind}: annulled" for kind in kept]
    assert killed_often(told["annulled"], 8) == stands(
        [*void, *curators, "order_cancel: annulled", "regulation_teachers: draft"],
        {"аннулирован документ": 3, "приказ об утверждении аннулирован": 1, "создан черновик": 1},
        plans=["submitted"],
    )


def test_agreements_and_changes_killed_at_any_write_are_whole_or_nothing(play):
    told = play("papers", "kill_labour_and_pairs")
    kept = {PAIRS: "issued", AGREEMENT: "issued"}
    listed = [f"{kind}: {status}" for kind, status in kept.items()]
    agreed = {"заключено дополнительное соглашение": 1, "издан документ": 1}
    working = ["approved", "ordered по соглашению"]
    assert killed_often(told["agreed"], 4) == stands(listed, agreed, pairs=working)
    assert killed_often(told["agreed anew"], 4) == stands([*listed, f"{AGREEMENT}: issued"], agreed, pairs=working)
    listed.append(f"{AGREEMENT}: annulled")
    assert killed_often(told["agreement annulled"], 3) == stands(
        listed, {"аннулирован документ": 1, "документ аннулирован": 1}, pairs=working
    )
    assert killed_often(told["changed"], 8) == stands(
        [*listed, f"{CHANGE}: issued"],
        {"завершена": 1, "закреплена приказом": 1, "издан документ": 1},
        pairs=["ended по соглашению", "ordered"],
    )
    listed.append(f"{CHANGE}: annulled")
    assert killed_often(told["change annulled"], 6) == stands(
        listed,
        {"аннулирован документ": 1, "завершение отменено вместе с приказом": 1, "приказ аннулирован": 1},
        pairs=working,
    )
    assert killed_often(told["cancelled"], 8) == stands(
        [f"{PAIRS}: cancelled", *listed[1:], f"{CANCEL}: issued"],
        {"завершена": 1, "издан документ": 1, "отменён документ": 1},
        pairs=["approved", "ended по соглашению"],
    )


def test_what_two_people_do_at_once_is_done_once(play):
    told = play("rivals", "everything_twice")
    issued, annulled = {"results": ["issued"] * 2}, {"results": ["annulled"] * 2}
    assert told["issued"] == issued | ISSUED
    kept = [TEXT, ORDER, PLAN]
    assert told["cancelled"] == issued | stands(
        dict.fromkeys(kept, "cancelled") | {CANCEL: "issued"},
        {"издан документ": 1, "отменён документ": 3, "приказ об утверждении отменён": 1},
        plans=["submitted"],
    )
    assert told["cancel annulled"] == annulled | stands(
        dict.fromkeys(kept, "issued") | {CANCEL: "annulled"},
        {"аннулирован документ": 1, "документ снова действует": 3, "приказ снова действует": 1},
        plans=["approved"],
    )
    void = [f"{kind}: annulled" for kind in (*kept, CANCEL)] + [f"{TEXT}: draft"]
    assert told["annulled"] == annulled | stands(
        void,
        {"аннулирован документ": 3, "приказ об утверждении аннулирован": 1, "создан черновик": 1},
        plans=["submitted"],
    )
    assert told["curator replaced"] == issued | stands(
        [*void, f"{CURATOR}: cancelled", f"{CURATOR}: issued"],
        {"издан документ": 1, "отменён документ": 1},
        plans=["submitted"],
    )
    assert told["curator annulled"] == annulled | stands(
        [*void, f"{CURATOR}: issued", f"{CURATOR}: annulled"],
        {"аннулирован документ": 1, "документ снова действует": 1},
        plans=["submitted"],
    )


def test_agreements_and_changes_of_two_are_made_once(play):
    told = play("rivals", "labour_twice")
    issued, annulled = {"results": ["issued"] * 2}, {"results": ["annulled"] * 2}
    assert told["agreed"] == issued | stands(
        {PAIRS: "issued", AGREEMENT: "issued"},
        {"заключено дополнительное соглашение": 1, "издан документ": 1},
        pairs=["approved", "ordered по соглашению"],
    )
    void = {PAIRS: "issued", AGREEMENT: "annulled"}
    assert told["agreement annulled"] == annulled | stands(
        void, {"аннулирован документ": 1, "документ аннулирован": 1}, pairs=["approved", "ordered"]
    )
    assert told["changed"] == issued | stands(
        void | {CHANGE: "issued"},
        {"завершена": 1, "закреплена приказом": 1, "издан документ": 1},
        pairs=["ended", "ordered"],
    )
    assert told["change annulled"] == annulled | stands(
        void | {CHANGE: "annulled"},
        {"аннулирован документ": 1, "завершение отменено вместе с приказом": 1, "приказ аннулирован": 1},
        pairs=["approved", "ordered"],
    )


def told_apart(told: dict) -> tuple[list[str], str, list[str]]:
    """What was done, the one sentence of refusal, and the papers in a line that does not depend on who was first."""
    assert told["sound"] is True
    results = told["results"]
    assert not [one for one in results if isinstance(one, dict) and "error" in one]
    [refused] = [one["refused"] for one in results if isinstance(one, dict)]
    return [one for one in results if isinstance(one, str)], refused, sorted(told["papers"])


def test_one_regulation_is_approved_by_one_order(play):
    told = play("rivals", "two_orders_of_one_regulation")
    done, refused, papers = told_apart(told)
    assert done == ["issued"]
    assert refused in (
        UNREAD,
        "Положение о наставничестве педагогических работников в МБОУ «Лесная СОШ № 1» уже утверждено: "
        "Приказ № 1 от 14.09.2026. Выберите в черновике другое положение.",
    )
    whole = ["order_organise: issued", "order_regulation: draft", "regulation_teachers: issued", "roadmap: issued"]
    without_plan = ["order_organise: draft", "order_regulation: issued", "regulation_teachers: issued"]
    assert (papers, told["plans"]) in ((whole, ["approved"]), (without_plan, ["submitted"]))


def test_one_order_is_replaced_once(play):
    told = play("rivals", "two_orders_replace_one")
    papers = ["order_curator: cancelled", "order_curator: draft", "order_curator: issued"]
    done, refused, told_papers = told_apart(told)
    assert (done, told_papers) == (["issued"], papers)
    assert refused in (NOT_IN_FORCE, UNREAD)


def test_one_order_is_cancelled_once(play):
    told = play("rivals", "two_cancel_one_order")
    done, refused, papers = told_apart(told)
    fallen = ["order_organise: cancelled", "regulation_teachers: cancelled", "roadmap: cancelled"]
    assert (done, papers) == (["issued"], ["order_cancel: draft", "order_cancel: issued", *fallen])
    assert refused in (NOT_IN_FORCE, UNREAD)
    assert told["journal"] == {"издан документ": 1, "отменён документ": 3, "приказ об утверждении отменён": 1}


def test_an_order_is_cancelled_or_annulled_never_both(play):
    told = play("rivals", "cancelled_while_annulled")
    done, _, papers = told_apart(told)
    annexed = ("order_organise", "regulation_teachers", "roadmap")
    cancelled = ["order_cancel: issued", *(f"{kind}: cancelled" for kind in annexed)]
    annulled = sorted(["order_cancel: draft", "regulation_teachers: draft", *(f"{kind}: annulled" for kind in annexed)])
    assert (done, papers, told["plans"]) in (
        (["issued"], cancelled, ["submitted"]),
        (["annulled"], annulled, ["submitted"]),
    )


def test_an_order_is_not_cancelled_with_a_change_that_nobody_has_read_of(play):
    """Whoever is second is told: the one that the order stands no longer, the other that it was changed meanwhile."""
    told = play("rivals", "cancelled_while_changed")
    done, refused, papers = told_apart(told)
    assert done == ["issued"]
    assert (refused, papers, told["pairs"]) in (
        (
            "Приказ № 1 от 14.09.2026 уже отменён: менять его нельзя.",
            [f"{CANCEL}: issued", f"{CHANGE}: draft", f"{PAIRS}: cancelled"],
            ["approved", "ended"],
        ),
        (
            UNREAD,
            [f"{CANCEL}: draft", f"{CHANGE}: issued", f"{PAIRS}: issued"],
            ["ended", "ordered"],
        ),
    )


def test_an_order_is_annulled_or_changed_never_both(play):
    told = play("rivals", "annulled_while_changed")
    done, refused, papers = told_apart(told)
    if done == ["annulled"]:
        assert refused == "Приказ № 1 от 14.09.2026 уже аннулирован: менять его нельзя."
        assert (papers, told["pairs"]) == ([f"{CHANGE}: draft", f"{PAIRS}: annulled"], ["approved", "approved"])
    else:
        assert "Сначала аннулируйте тот, что его изменил." in refused
        assert (papers, told["pairs"]) == ([f"{CHANGE}: issued", f"{PAIRS}: issued"], ["ordered", "ordered"])


def test_no_agreement_outlives_the_order_of_its_pair_unseen(play):
    told = play("rivals", "agreed_while_annulled")
    refused = [one for one in told["results"] if isinstance(one, dict)]
    if refused:
        [sentence] = refused
        assert "сейчас «утверждена», а документ составляют по закреплённой паре." in sentence["refused"]
        assert told["papers"] == [f"{PAIRS}: annulled", f"{AGREEMENT}: draft"]
    else:  # agreed first; the order fell afterwards, and with it what the pair had by it
        assert (told["results"], told["papers"]) == (
            ["issued", "annulled"],
            [f"{PAIRS}: annulled", f"{AGREEMENT}: issued"],
        )
    assert (told["pairs"], told["sound"]) == (["approved"], True)


def test_an_agreement_beside_a_cancellation(play):
    told = play("rivals", "agreed_while_cancelled")
    assert not [one for one in told["results"] if isinstance(one, dict) and "error" in one]
    assert (f"{PAIRS}: cancelled" in told["papers"], told["sound"]) == (True, True)
    came_first = told["results"][0] == "issued"
    assert told["pairs"] == ["ended по соглашению" if came_first else "ended"]


def test_of_two_agreements_of_one_pair_the_second_is_read_anew(play):
    """It would take the place of the first, and says so: nobody has read that yet."""
    told = play("rivals", "two_agreements_of_one_pair")
    papers = [f"{AGREEMENT}: draft", f"{AGREEMENT}: issued", f"{PAIRS}: issued"]
    assert told_apart(told) == (["issued"], UNREAD, papers)
    assert told["pairs"] == ["ordered по соглашению"]
    assert told["journal"] == {"заключено дополнительное соглашение": 1, "издан документ": 1}
