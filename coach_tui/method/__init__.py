"""Pure calculations of the method; each module names its source."""
