"""M16 Leadership vacuum: E16."""


def vacuum(m):
    """M16."""
    s, i, p, on = m.s, m.i, m.p, m.on.vacuum

    @m.value
    def initiative():  # E16.1
        return 1 - i.vacuum_kor if on else 1.0

    @m.value
    def drift():  # E16.2
        return p.vacuum_drift * i.vacuum_kor * (1 - s.institution) if on else 0.0
