"""The figures of the labs: one module a lab, one style for all."""
