"""The command line. Every verb is a row of `table.py`, which names the module and function that
runs it.
"""
