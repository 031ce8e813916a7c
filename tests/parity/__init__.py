"""The same submissions through every program that instructors grade with: the marks must be equal."""
