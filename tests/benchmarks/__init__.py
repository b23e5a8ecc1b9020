"""The budgets of speed, measured: `python -m tests.benchmarks` prints the table.

Every figure is a ratio against a baseline that is measured in the same run, in turn with the
subject, so that a slow or busy machine shifts both.
"""
