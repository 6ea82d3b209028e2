"""Units of key figures: which units measure the same thing, and the factor between them."""

from __future__ import annotations

from decimal import Decimal

# Each family has one base unit; the factors are exact by the SI's definitions.
_FAMILIES: tuple[dict[str, str], ...] = (
    {"nm": "1e-9", "µm": "1e-6", "mm": "1e-3", "cm": "1e-2", "m": "1", "km": "1e3"},
    {"mm²": "1e-6", "cm²": "1e-4", "m²": "1"},
    {"mg": "1e-6", "g": "1e-3", "kg": "1", "t": "1e3"},
    {"µs": "1e-6", "ms": "1e-3", "s": "1", "min": "60", "h": "3600", "d": "86400"},
    {"Pa": "1", "hPa": "1e2", "kPa": "1e3", "MPa": "1e6", "GPa": "1e9"},
    {"µL/min": "1e-6", "mL/min": "1e-3", "L/min": "1"},
    {"Wh": "1e-3", "kWh": "1", "MWh": "1e3"},
    {"W/kg": "1e-3", "kW/kg": "1"},
    {"mg/L": "1e-3", "g/L": "1"},
    {"kg/m³": "1e-3", "g/cm³": "1"},
    {"ppm": "1e-4", "%": "1"},
    {"nN": "1e-9", "µN": "1e-6", "mN": "1e-3", "N": "1", "kN": "1e3"},
    {"W": "1", "kW": "1e3", "MW": "1e6"},
    {"V": "1", "mV": "1e-3", "kV": "1e3"},
    {"Hz": "1", "kHz": "1e3", "MHz": "1e6", "GHz": "1e9"},
)
_SAME = str.maketrans({"μ": "µ", "㎛": "µm", "㎜": "mm", "％": "%", "℃": "°C"})


def normalise_unit(unit: str) -> str:
    """The unit with one spelling of micro, per cent and degree, and without spaces."""
    return unit.translate(_SAME).replace(" ", "")


def convert(value: Decimal, unit: str, into: str) -> Decimal | None:
    """The value in another unit of the same family; None where the two do not measure the same thing."""
    unit, into = normalise_unit(unit), normalise_unit(into)
    if unit == into:
        return value
    for family in _FAMILIES:
        if unit in family and into in family:
            return value * Decimal(family[unit]) / Decimal(family[into])
    return None
