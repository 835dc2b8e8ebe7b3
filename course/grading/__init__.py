"""Grade a class: from submitted notebooks to the gradebook and feedback pages."""
