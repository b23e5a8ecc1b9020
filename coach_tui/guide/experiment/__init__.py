"""Experiments: status, observations and charts, and the actions on them."""
