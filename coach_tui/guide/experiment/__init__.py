"""Experiments: how they stand, and what can be done with them."""
