from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import CourseType, OccupationSource, Role, RoomPurpose
from kursplaner.planning.fixes import needs
from kursplaner.store.queries.choices import workers
from kursplaner.store.records import by_id
from kursplaner.store.settings import settings_of
from tests.planning.small_town import TUESDAY, SmallTown, nobody_else_may_teach


def test_a_course_says_what_its_room_and_teacher_need(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course = by_id(db, Course, town.course)
        course.needs_equipment, course.level = "beamer piano", "A2"
        course.course_type = CourseType.SPORT.value
        room, teacher = needs.room_needs(course, 9), needs.teaching_needs(course)
        assert needs.room_needs(course, 9, accessible=True).accessible
    assert (room.people, room.accessible, room.site_id) == (9, False, town.site)
    assert room.equipment == {"beamer", "piano"}
    assert room.purposes == {RoomPurpose.SPORT.value, RoomPurpose.HALL.value}
    assert (teacher.level, teacher.course_type) == ("A2", "sport")
    assert needs.childcare_room_needs(4).purposes == {RoomPurpose.CHILDCARE.value}


def test_carers_and_drivers_bring_their_papers(town: SmallTown) -> None:
    with town.workspace.read() as db:
        carer, driver = (
            make(settings_of(db)) for make in (needs.caring_needs, needs.driving_needs)
        )
    assert (carer.source, carer.role) == (OccupationSource.CHILDCARE, Role.CARER)
    assert "first_aid" in carer.credentials
    assert carer.permit_minutes == 900
    assert (driver.source, driver.role) == (OccupationSource.RIDE, Role.DRIVER)
    assert "licence_check" in driver.credentials


def test_a_course_for_women_is_not_led_by_men(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course = by_id(db, Course, town.course)
        people = workers(db, needs.roles_teaching(course), TUESDAY)
        assert len(needs.allowed_teachers(db, course, people)) == 2
        nobody_else_may_teach(db, town, town.course)
        db.flush()
        assert needs.allowed_teachers(db, course, people) == []
