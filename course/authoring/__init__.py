"""Turn the text of a lesson into notebooks, a release and an archive for students."""
