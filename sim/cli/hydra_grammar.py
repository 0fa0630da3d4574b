"""Words in Hydra's grammar: what they say, or why they say nothing."""

from collections.abc import Sequence
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Override
from hydra.errors import HydraException

from sim.cli.argv import OPEN, PART, STUDY, TEXTS, wanted
from sim.cli.grammar_error import check_size, grammar_error, in_quotes
from sim.errors import SimError, WrongKind, short

__all__ = ["parse_value", "parse_words"]


def parse_words(words: Sequence[str]) -> list[Override]:
    """Return words as Hydra reads them.

    Parameters
    ----------
    words : as `sim.cli.argv.hydra_override` gives them

    Raises
    ------
    SimError
        For a word outside the grammar, or a value that cannot stand at its key.

    Examples
    --------
    >>> [word.value() for word in parse_words(["++leaders.seoul.rivalry=[0.2,0.8]"])]
    [[0.2, 0.8]]
    """
    parser = OverridesParser.create()
    return [_parsed(parser, word) for word in words]


def _parsed(parser: OverridesParser, word: str) -> Override:
    sign_and_key, _, text = word.partition("=")
    key = sign_and_key.lstrip("+~")
    check_size(key, text)
    try:
        override = parser.parse_override(word)
    except (HydraException, RecursionError, ValueError, ArithmeticError) as error:
        if not _is_key(parser, sign_and_key):
            raise WrongKind(f"'{key}'", wanted(key), field="key") from error
        raise grammar_error(key, text) from error
    value = None if override.is_sweep_override() else override.value()
    if key in OPEN and value is not None and not isinstance(value, dict):
        raise WrongKind(value, OPEN[key], field=key, given=True)
    if key in TEXTS and key.split(".")[0] in (*STUDY, *PART) and isinstance(value, list | dict):
        meant = f"{TEXTS[key]}; as text it stands in quotes: {in_quotes(key, text)}"
        raise WrongKind(text, meant, field=key)
    if key == "experiment" and (value == "" or not isinstance(value, str | None)):
        raise WrongKind(value, TEXTS[key], field=key, given=True)
    return override


def _is_key(parser: OverridesParser, key: str) -> bool:
    """Return whether the part left of the equals sign is in the grammar."""
    try:
        parser.parse_override(f"{key}=1")
    except HydraException:
        return False
    return True


def parse_value(key: str, text: str) -> Any:
    """Return the value that `key=text` has in Hydra's grammar.

    Raises
    ------
    SimError
        If the text is outside the grammar, or names several values.

    Examples
    --------
    >>> parse_value("leaders.seoul.rivalry", "[0.2,0.8]")
    [0.2, 0.8]
    """
    (word,) = parse_words([f"{key}={text}"])
    if word.is_sweep_override():
        raise SimError(f"found {short(text)}, wanted one value", field=key)
    return word.value()
