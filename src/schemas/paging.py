"""The parameters of paged lists."""

from typing import Annotated

from pydantic import Field

from src.schemas.fields import ParameterNumber, Schema
from src.values import ID_MAX, PAGE_DEFAULT, PAGE_MAX


class NoParameters(Schema):
    """What a call takes that takes no parameters."""


class PageQuery(Schema):
    """`limit` rows whose id is above `after`."""

    limit: Annotated[ParameterNumber, Field(le=PAGE_MAX)] = PAGE_DEFAULT
    after: Annotated[ParameterNumber, Field(le=ID_MAX)] | None = None
