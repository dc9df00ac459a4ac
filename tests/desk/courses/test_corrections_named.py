"""What a correction points to is told by its name, before and after."""

from kursplaner.desk.courses import corrections
from kursplaner.domain.courses import Course
from kursplaner.domain.organisations import Organisation
from kursplaner.domain.rooms import Site
from kursplaner.store.records import by_id
from tests.planning.corrections import proposed, wish
from tests.planning.small_town import NOW, SmallTown, build
from tests.towns import passing


def shown(town: SmallTown, **values: int) -> tuple[str, ...]:
    plan = proposed(town, wish(town, **values))
    with town.workspace.read() as db:
        return corrections.of_correction(db, plan).lines


def test_sites_and_firms_are_told_by_their_names() -> None:
    with passing(build, NOW) as town:
        with town.workspace.fill() as db:
            firms = [Organisation(name=name, kind="provider") for name in ("Firma A", "Firma B")]
            school = Site(name="Schule", land="SN")
            db.add_all([*firms, school])
            db.flush()
            first, second, site = firms[0].id, firms[1].id, school.id
            by_id(db, Course, town.course).provider_id = first
        assert "Träger: Firma A → Firma B" in shown(town, provider_id=second)
        assert "Standort: Rathaus → Schule" in shown(town, site_id=site)
