"""The print catalogues: what has passed the gate becomes books set by Typst."""
