"""Owns the list of all pictures, joined from the modules that draw them."""

from collections.abc import Mapping

from . import (
    edition_2010_machines,
    edition_2010_metal,
    edition_2010_process,
    edition_2010_small,
    edition_2019_design,
    edition_2019_energy,
    edition_2019_joining,
    edition_2019_measuring,
    edition_2019_precision,
    edition_2020_biology,
    edition_2020_joining,
    edition_2020_machines,
    edition_2020_materials,
    edition_2020_plant,
)
from .picture import Picture

MODULES = (
    edition_2010_machines,
    edition_2010_metal,
    edition_2010_process,
    edition_2010_small,
    edition_2019_design,
    edition_2019_energy,
    edition_2019_joining,
    edition_2019_measuring,
    edition_2019_precision,
    edition_2020_biology,
    edition_2020_joining,
    edition_2020_machines,
    edition_2020_materials,
    edition_2020_plant,
)

PICTURES: Mapping[str, Picture] = {key: picture for module in MODULES for key, picture in module.PICTURES.items()}
"""Every picture by ``<edition>/<id>/<file>``."""
