"""Casebook: project cases, one YAML file each, published as a site and as print catalogues."""

__version__ = "0.1.0"
