"""What runs beside student code. It holds no answer, and nothing that it says is believed."""
