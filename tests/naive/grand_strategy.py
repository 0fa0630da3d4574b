"""M19 The grand-strategy package: E19."""

from tests.naive.sheet import clip


def grand_strategy(m):
    """M19."""
    p, on = m.p, m.on.grand_strategy

    def package(own):  # E19.1
        return (own.deterrence + own.china_alignment + own.global_scope) / 3

    def priority(own):  # E19.2
        if not on:
            return own.neighbour_priority
        weight = own.package_weight
        design = (1 - weight) * own.neighbour_priority + weight * package(own)
        return clip(design + p.exposure_substitution * m.common_exposure, 0, 1)

    @m.value
    def priority_jpn():
        return priority(m.tokyo)

    @m.value
    def priority_kor():
        return priority(m.seoul) * m.attention
