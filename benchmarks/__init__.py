"""Every published figure, beside its peer or its limit, in one run: `python -m benchmarks`."""
