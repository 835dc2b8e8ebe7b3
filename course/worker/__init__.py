"""What happens to one submission before and after it is judged."""
