"""Maps of an effect: what a change does, over the values of two conditions."""
