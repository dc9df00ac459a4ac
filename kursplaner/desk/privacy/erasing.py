"""Erasing a person in an open town, for window and shell: one act, and the file written anew."""

from kursplaner.domain.kinds import ActKind
from kursplaner.planning.privacy import erasing
from kursplaner.planning.privacy.erasing import ErasurePlan
from kursplaner.store.workspace import Workspace


def propose(workspace: Workspace, person_id: int) -> ErasurePlan:
    """Return what would become of each kind of data.

    Raises:
        Refused: as `planning.privacy.erasing.propose`.
    """
    with workspace.read() as db:
        return erasing.propose(db, person_id)


def erase(workspace: Workspace, plan: ErasurePlan) -> None:
    """Erase her for good.

    Raises:
        Refused: as `planning.privacy.erasing.apply` and `Workspace.rewrite`.
    """
    with workspace.change(ActKind.PERSON_ERASED, [("person", plan.person_id)]) as db:
        erasing.apply(db, plan)
    workspace.rewrite()
