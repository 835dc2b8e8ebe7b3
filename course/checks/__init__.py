"""The hidden criteria, one module per lesson; NumPy only."""
