"""All guards, by the floor that they stand on."""

from tests.mutants import database, rules, transaction, wire

GUARDS = (*transaction.GUARDS, *rules.GUARDS, *wire.GUARDS, *database.GUARDS)
