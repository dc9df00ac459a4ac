"""What pyproject.toml cannot say: resources/ travels as the package `kursplaner.resources`."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["kursplaner*"]), "kursplaner.resources"],
    package_dir={"kursplaner.resources": "resources"},
)
