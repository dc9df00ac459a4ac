from kursplaner.basics.spans import minute_of
from kursplaner.desk.lessons.card import lesson_card, move_links
from kursplaner.desk.lessons.move_fixes import fixes
from kursplaner.desk.wording.conflicts.of_a_lesson import standing_line
from kursplaner.planning.lessons.moving import propose_move
from kursplaner.store.queries.lessons.lessons import lessons_of_course
from kursplaner.store.workspace import Workspace
from tests.planning.wizard_town import add_course, build, draft, family


def test_a_lesson_and_its_chain_with_a_state_each(workspace: Workspace) -> None:
    town = build(workspace)
    people = family(town)
    first = add_course(town, draft(childcare=True, shuttle=True, people=people))
    add_course(town, draft(number="B1-01", title="B1", starts=(840,), ends=(975,), units=60))
    with workspace.read() as db:
        lesson = lessons_of_course(db, first)[3]
        card = lesson_card(db, lesson.id)
        clash = propose_move(db, lesson.id, minute_of(lesson.day, 840))
        links = move_links(db, clash)
        ways_out = fixes(db, clash, 2)
        free = propose_move(db, lesson.id, minute_of(lesson.day, 600))
        assert {link.state for link in move_links(db, free)} == {"frei"}
        assert fixes(db, free) == ()
        assert lesson_card(db, 99_999) is None
    assert card is not None
    assert card.over == "Termin 4 von 20"
    assert card.changeable
    assert card.links[0].title == "Schulungsraum"
    assert card.links[2].subtitle.startswith("2 von 5 Kindern")
    assert (links[0].state, links[0].tone) == ("belegt", "bad")
    assert "1 Raum ist belegt." in standing_line(clash.conflicts)
    assert any(way.to != clash.to for way in ways_out)
