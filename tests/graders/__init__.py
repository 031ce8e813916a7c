"""Ways to grade a folder of submissions, each with the program that instructors start."""
