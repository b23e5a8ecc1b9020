"""Kinds of records, the changes to them, and the state that the changes add up to. Pure: no input
or output.
"""
