"""From the text of a lesson to notebooks, the release and what is handed out."""
