"""Machinery shared by every face of the model: random streams, simulation, recording."""
