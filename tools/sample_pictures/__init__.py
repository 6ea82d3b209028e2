"""Draws the pictures that the sample cases declare, from numbers and fixed seeds.

Run from the checkout's root: ``python -m tools.sample_pictures`` (all), ``--check`` (look only),
or with parts of file names to draw a few.
"""
