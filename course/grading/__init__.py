"""From a submitted notebook to a verdict that its code cannot forge."""
