"""Many tasks at once, on the workers of a Dask cluster."""
