"""What people read after grading: a feedback page for each student, a report on the class for the instructor."""
