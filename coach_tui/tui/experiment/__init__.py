"""Experiments on screen."""
