"""What all mapped classes share: ids that are never used again, versions, short column types."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from sqlalchemy import ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from kursplaner.domain.kinds import ResourceKind

AUTOINCREMENT: dict[str, Any] = {"sqlite_autoincrement": True}
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Word = Annotated[str, mapped_column(String(40))]
Line = Annotated[str, mapped_column(String(200))]
Prose = Annotated[str, mapped_column(Text)]
Id = Annotated[int, mapped_column(primary_key=True)]


class Base(DeclarativeBase):
    """Root of all mapped classes; ids come from AUTOINCREMENT, so none is ever used again."""

    metadata = MetaData(naming_convention=NAMING)
    __table_args__: Any = AUTOINCREMENT


class Versioned:
    """Row with a version that only rises; forms keep (id, version) and compare on save."""

    version: Mapped[int] = mapped_column(default=1, server_default="1")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 (SQLAlchemy passes the class)
        """Let SQLAlchemy raise the version with each update."""
        return {"version_id_col": cls.version}


class Resource(Base):
    """Anything that can be busy: a person, a room or a vehicle; they share one id space."""

    __tablename__ = "resource"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__: Any = MappingProxyType({"polymorphic_on": "kind", "version_id_col": version})


def kind_of_resource(kind: ResourceKind) -> Mapping[str, str]:
    """Return the mapper arguments of a kind of resource."""
    return MappingProxyType({"polymorphic_identity": kind.value})


def resource_key() -> Mapped[int]:
    """Primary key of a kind of resource: the id of its `resource` row."""
    return mapped_column(ForeignKey("resource.id", ondelete="RESTRICT"), primary_key=True)


def reference(target: str, *, index: bool = True) -> Any:  # noqa: ANN401 (column of any type)
    """Column that refers to another row; nothing referenced is ever deleted (RESTRICT)."""
    return mapped_column(ForeignKey(target, ondelete="RESTRICT"), index=index)
