"""The command line. Every verb is a row of `table.py`; everything but sessions in the app works
without a screen.
"""
