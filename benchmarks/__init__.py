"""Measures inroad from outside, as its user meets it, beside a bare Textual program. Run: `python -m benchmarks`."""
