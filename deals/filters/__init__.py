"""FilterSets, one module per noun."""
