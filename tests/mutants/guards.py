"""All guards, by the floor that they stand on."""

from tests.mutants import (
    database,
    history,
    registration,
    registration_schema,
    rules,
    serving,
    transaction,
    wire,
)

GUARDS = (
    *transaction.GUARDS,
    *rules.GUARDS,
    *registration.GUARDS,
    *history.GUARDS,
    *wire.GUARDS,
    *serving.GUARDS,
    *database.GUARDS,
    *registration_schema.GUARDS,
)
