"""Series of numbers with a known chart."""

FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
"""NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2."""
CALM = [10, 12, 9, 11, 10, 8, 11, 9, 12, 10, 9, 11, 8, 10, 12, 9, 11, 10]
