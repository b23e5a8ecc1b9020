"""Boxes over a page that several topics use."""
