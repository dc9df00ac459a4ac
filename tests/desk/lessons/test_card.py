from kursplaner.basics.spans import minute_of
from kursplaner.desk.lessons.card import lesson_card, move_links
from kursplaner.desk.wording.conflicts.of_a_lesson import standing_line
from kursplaner.planning.fixes.of_moves import ways_out
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.store.queries.lessons.lessons import lessons_by_id, lessons_of_course
from kursplaner.store.workspace import Workspace
from tests.planning.wizard_town import add_course, build, draft, family


def test_a_lesson_and_its_chain_with_a_state_each(workspace: Workspace) -> None:
    town = build(workspace)
    people = family(town)
    first = add_course(town, draft(childcare=True, shuttle=True, people=people))
    add_course(town, draft(number="B1-01", title="B1", starts=(840,), ends=(975,), units=60))
    with workspace.rehearse() as db:
        lesson = lessons_of_course(db, first)[3]
        card = lesson_card(db, lesson.id)
        clash = changing.propose(db, MoveWish(lesson.id, minute_of(lesson.day, 840)))
        row = lessons_by_id(db, [lesson.id])[0]
        links = move_links(db, row, clash)
        offered = ways_out(db, clash.wish, clash, 2)
        free = changing.propose(db, MoveWish(lesson.id, minute_of(lesson.day, 600)))
        assert {link.state for link in move_links(db, row, free)} == {"frei"}
        assert ways_out(db, free.wish, free) == ()
        assert lesson_card(db, 99_999) is None
    assert card is not None
    assert card.over == "Termin 4 von 20"
    assert card.changeable
    assert card.links[0].title == "Schulungsraum"
    assert card.links[2].subtitle.startswith("2 von 5 Kindern")
    assert (links[0].state, links[0].tone) == ("belegt", "bad")
    assert "1 Raum ist belegt." in standing_line(clash.conflicts)
    assert any(way.wish.to != clash.wish.to for way in offered)
