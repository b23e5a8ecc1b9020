"""Pure calculations of the method, without records or screens. Each module names its published
source and its row in docs/method.md.
"""
